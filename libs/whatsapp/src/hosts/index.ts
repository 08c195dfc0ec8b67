export { ANY_HOST, providerHosts, type ProviderHosts } from './provider-hosts';
