export { Identities } from './identities';
export { type Credentials, type MakeProvider, ProviderConnections } from './provider-connections';
