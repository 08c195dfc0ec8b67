import type { Platform, ProviderConnections } from '@arauto/application';
import type { KnownSender } from '@arauto/domain';
import { type Provider, type ProviderError, type ProviderHosts, UnfitSettings } from '@arauto/whatsapp';

/** What the platform says of senders and templates, asked with each sender's own connection. */
export function platformOf(
  sender: (senderId: string) => Promise<KnownSender | undefined>,
  connections: Pick<ProviderConnections, 'provider'>,
  hosts: ProviderHosts,
  log: (message: string, facts: Readonly<Record<string, unknown>>) => void,
): Platform {
  /** Settings that no call can be made with, a vault that does not answer: the platform said nothing, and that is an answer, too. */
  async function ask<Answer>(
    senderId: string,
    question: (provider: Provider) => Promise<Answer>,
    now?: KnownSender,
  ): Promise<Answer | { readonly error: ProviderError }> {
    try {
      const known = now ?? (await sender(senderId));
      if (!known) throw new Error(`sender ${senderId} is not in the log`);
      return await question(await connections.provider(senderId, known));
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      log('the platform could not be asked about a sender', { senderId, error });
      return { error: { code: error instanceof UnfitSettings ? 'ENG_CONNECTION' : 'ENG_NET', details } };
    }
  }

  return {
    mayReach: (baseUrl) => hosts.allows(baseUrl),
    inspect: (senderId, now) => ask(senderId, (provider) => provider.inspect(), now),
    templates: (senderId) => ask(senderId, (provider) => provider.templates()),
    media: (senderId, mediaId) =>
      ask(senderId, async (provider) => {
        const file = await provider.media(mediaId);
        // Words of our own. What a platform says may be personal.
        if ('error' in file && file.error.code === 'ENG_NET') {
          log('a file of a person could not be had from the platform', { senderId, why: file.error.details });
        }
        return file;
      }),
  };
}
