import type { NumberFacts, ProviderError } from '@arauto/whatsapp';

/** A template as the platform lists it. */
export interface PlatformTemplate {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameterFormat: 'positional' | 'named';
  readonly status: 'approved' | 'paused' | 'disabled' | 'pending' | 'rejected';
  readonly components: readonly { readonly [key: string]: unknown }[];
}

/** What the platform says about a sender, asked with the sender's own connection and credentials. */
export interface Platform {
  /** Whether a base URL is on a host that connections may lead to (`ARAUTO_PROVIDER_HOSTS`). */
  mayReach(baseUrl: string): boolean;
  /** The number as it is there now; `error` names what is wrong with the connection. */
  inspect(senderId: string): Promise<NumberFacts | { readonly error: ProviderError }>;
  /** Every template of the sender's business account. */
  templates(senderId: string): Promise<readonly PlatformTemplate[] | { readonly error: ProviderError }>;
}
