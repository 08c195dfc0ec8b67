export { closedProvider, HOST_NOT_ALLOWED } from './closed-provider';
export { ANY_HOST, providerHosts, type ProviderHosts } from './provider-hosts';
