import type { KnownSender } from '@arauto/domain';
import type { ListedTemplate, MediaFile, NoMedia, NumberFacts, ProviderError } from '@arauto/whatsapp';

/** What the platform says about a sender, asked with the sender's own connection and credentials. */
export interface Platform {
  /** Whether a base URL is on a host that connections may lead to (`ARAUTO_PROVIDER_HOSTS`). */
  mayReach(baseUrl: string): boolean;
  /**
   * The number as it is there now; `error` names what is wrong with the connection. Never rejects.
   * @param sender as it is asked for, where the caller knows it better than the log was last heard
   */
  inspect(senderId: string, sender?: KnownSender): Promise<NumberFacts | { readonly error: ProviderError }>;
  /** Every template of the sender's business account. Never rejects. */
  templates(senderId: string): Promise<readonly ListedTemplate[] | { readonly error: ProviderError }>;
  /** A file that a person sent to the sender, by its id there. Never rejects; the content of the file may fail. */
  media(senderId: string, mediaId: string): Promise<MediaFile | NoMedia>;
}
