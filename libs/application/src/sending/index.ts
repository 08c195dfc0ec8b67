export { Identities } from './identities';
export { ProviderConnections } from './provider-connections';
