export { ProviderConnections } from './provider-connections';
