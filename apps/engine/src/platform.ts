import type { Platform, PlatformTemplate, ProviderConnections } from '@arauto/application';
import type { KnownSender } from '@arauto/dispatch';
import { HOST_NOT_ALLOWED, type ProviderHosts } from '@arauto/whatsapp';
import { loadCloudApi } from './cloud-api';

/** What the platform says of senders and templates, asked with each sender's own connection. */
export function platformOf(
  sender: (senderId: string) => Promise<KnownSender | undefined>,
  connections: ProviderConnections,
  hosts: ProviderHosts,
): Platform {
  const known = async (senderId: string) => {
    const found = await sender(senderId);
    if (!found) throw new Error(`sender ${senderId} is not in the log`);
    return found;
  };
  return {
    mayReach: (baseUrl) => hosts.allows(baseUrl),
    async inspect(senderId) {
      const provider = await connections.provider(senderId, await known(senderId));
      return provider.inspect();
    },
    async templates(senderId) {
      const { connection, credentialsRef } = await known(senderId);
      if (!hosts.allows(connection.baseUrl)) return HOST_NOT_ALLOWED;
      const { accessToken } = await connections.credentialsOf(senderId, credentialsRef);
      const { listTemplates } = await loadCloudApi();
      const listed = await listTemplates({ ...connection, accessToken }, hosts);
      return 'error' in listed ? listed : (listed.templates as readonly PlatformTemplate[]);
    },
  };
}
