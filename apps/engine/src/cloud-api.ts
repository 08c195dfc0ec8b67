import type { MakeProvider } from '@arauto/application';
import { closedProvider, type ProviderHosts } from '@arauto/whatsapp';

/**
 * Loads the Cloud API adapter when a sender first needs it: with its HTTP client it is a tenth of all that the engine has to load, and
 * nobody can send in the first moment. By its place, because Node itself resolves this import.
 */
export function loadCloudApi(): Promise<typeof import('@arauto/whatsapp/cloud-api')> {
  return import('../../../libs/whatsapp/src/cloud-api/index.js');
}

/** Makes the providers of connections; what leads elsewhere than to `hosts` makes no call until its number is paused. */
export async function providersOn(hosts: ProviderHosts): Promise<MakeProvider> {
  const { cloudApi } = await loadCloudApi();
  return (connection, options) =>
    hosts.allows(connection.baseUrl) ? cloudApi(connection, { ...options, hosts }) : closedProvider;
}
