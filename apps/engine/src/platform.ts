import type { Platform, ProviderConnections } from '@arauto/application';
import type { KnownSender } from '@arauto/dispatch';
import { HOST_NOT_ALLOWED, type ProviderError, type ProviderHosts, UnfitSettings } from '@arauto/whatsapp';
import { loadCloudApi } from './cloud-api';

/** What the platform says of senders and templates, asked with each sender's own connection. */
export function platformOf(
  sender: (senderId: string) => Promise<KnownSender | undefined>,
  connections: ProviderConnections,
  hosts: ProviderHosts,
  log: (message: string, facts: Readonly<Record<string, unknown>>) => void,
): Platform {
  const known = async (senderId: string) => {
    const found = await sender(senderId);
    if (!found) throw new Error(`sender ${senderId} is not in the log`);
    return found;
  };

  /** Settings that no call can be made with, a vault that does not answer: the platform said nothing, and that is an answer, too. */
  async function orError<Answer>(
    senderId: string,
    ask: () => Promise<Answer>,
  ): Promise<Answer | { readonly error: ProviderError }> {
    try {
      return await ask();
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      log('the platform could not be asked about a sender', { senderId, error });
      return { error: { code: error instanceof UnfitSettings ? 'ENG_CONNECTION' : 'ENG_NET', details } };
    }
  }

  return {
    mayReach: (baseUrl) => hosts.allows(baseUrl),
    async unfit(settings) {
      const { cloudApiProblems } = await loadCloudApi();
      return cloudApiProblems(settings);
    },
    inspect: (senderId, now) =>
      orError(senderId, async () => {
        const provider = await connections.provider(senderId, now ?? (await known(senderId)));
        return provider.inspect();
      }),
    templates: (senderId) =>
      orError(senderId, async () => {
        const { connection, credentialsRef } = await known(senderId);
        if (!hosts.allows(connection.baseUrl)) return HOST_NOT_ALLOWED;
        const { accessToken } = await connections.credentialsOf(senderId, credentialsRef);
        const { listTemplates } = await loadCloudApi();
        const listed = await listTemplates({ ...connection, accessToken }, hosts);
        return 'error' in listed ? listed : listed.templates;
      }),
  };
}
