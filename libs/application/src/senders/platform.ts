import type { Connection, TemplateStatus } from '@arauto/domain';
import type { KnownSender } from '@arauto/dispatch';
import type { NumberFacts, ProviderError, SettingProblem } from '@arauto/whatsapp';
import type { CredentialsBody } from './sender-fields';

/** A template as the platform lists it. */
export interface PlatformTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameterFormat: 'positional' | 'named';
  readonly status: TemplateStatus;
  readonly components: readonly { readonly [key: string]: unknown }[];
}

/** What the platform says about a sender, asked with the sender's own connection and credentials. */
export interface Platform {
  /** Whether a base URL is on a host that connections may lead to (`ARAUTO_PROVIDER_HOSTS`). */
  mayReach(baseUrl: string): boolean;
  /** What the adapter that would use these settings refuses of them, as far as they are given; nothing is asked of anybody. */
  unfit(settings: Partial<Connection & CredentialsBody>): Promise<readonly SettingProblem[]>;
  /**
   * The number as it is there now; `error` names what is wrong with the connection. Never rejects.
   * @param sender as it is asked for, where the caller knows it better than the log was last heard
   */
  inspect(senderId: string, sender?: KnownSender): Promise<NumberFacts | { readonly error: ProviderError }>;
  /** Every template of the sender's business account. Never rejects. */
  templates(senderId: string): Promise<readonly PlatformTemplate[] | { readonly error: ProviderError }>;
}
