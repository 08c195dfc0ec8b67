import type { Platform, PlatformTemplate, ProviderConnections } from '@arauto/application';
import type { KnownSender } from '@arauto/dispatch';
import { loadCloudApi } from './cloud-api';

/** What the platform says of senders and templates, asked with each sender's own connection. */
export function platformOf(
  sender: (senderId: string) => Promise<KnownSender | undefined>,
  connections: ProviderConnections,
): Platform {
  const known = async (senderId: string) => {
    const found = await sender(senderId);
    if (!found) throw new Error(`sender ${senderId} is not in the log`);
    return found;
  };
  return {
    async inspect(senderId) {
      const provider = await connections.provider(senderId, await known(senderId));
      return provider.inspect();
    },
    async templates(senderId) {
      const { connection, credentialsRef } = await known(senderId);
      const { accessToken } = await connections.credentialsOf(senderId, credentialsRef);
      const { listTemplates } = await loadCloudApi();
      const listed = await listTemplates({ ...connection, accessToken });
      return 'error' in listed ? listed : (listed.templates as readonly PlatformTemplate[]);
    },
  };
}
