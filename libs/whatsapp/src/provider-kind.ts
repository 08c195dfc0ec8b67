import type { Clock } from '@arauto/clock';
import type { Connection } from '@arauto/domain';
import type { Connect } from './calls/connections';
import type { ErrorInfo } from './errors/error-info';
import type { ProviderHosts } from './hosts/provider-hosts';
import type { Provider } from './provider';
import type { SettingRules, Settings } from './settings';
import type { AccountEffect, AccountElement, TemplateEffect, TemplateElement, WebhookElement } from './webhook-element';

/**
 * Everything in which one provider differs from another; each has a room of its own and a place in `PROVIDERS`. What a number was
 * registered with comes back from the stores as its kind let it in, so that a kind names its own types for it.
 */
export interface ProviderKind<Place extends Connection = Connection, Secrets extends Settings = Settings> {
  /** As it stands in `SenderRegistered`, and in addresses: `/webhooks/{name}/{senderId}`. */
  readonly name: string;
  /** What reports call a message that it took and has said no more of. */
  readonly takes: 'accepted' | 'submitted';
  readonly settings: SettingRules;
  /** Whether files can be left with it, to be sent: its adapter has `upload`. */
  readonly takesUploads: boolean;
  /** Of the connection's settings, the one that tells a number from every other. */
  readonly numberSetting: string;
  /** Codes of refusals and of failed statuses. A code that another kind has means the same there. */
  readonly errors: readonly ErrorInfo[];
  /** What its webhooks call the number and the account. No two kinds call two numbers the same. */
  namesOf(connection: Place): { readonly phoneNumberId: string; readonly businessAccountId: string };
  /** What nobody but the owner of an account has: senders that share it are one owner's. */
  ownerSecretOf(credentials: Secrets): string;
  /**
   * Gets ready to call; nobody is called yet. What only calls need is loaded here: nobody can send in the first moment of a start.
   * @param options `hosts`: where else than to the connection's own address a call may lead; `connect`: what calls go through, where that
   * is not the network
   * @throws UnfitSettings naming every wrong one, because a wrong one would otherwise look like a network error for ever
   */
  open(
    connection: Place,
    credentials: Secrets,
    options: { readonly clock: Clock; readonly hosts: ProviderHosts; readonly connect?: Connect | undefined },
  ): Promise<Provider>;
  /**
   * What of a template its sends have no place for, each in a sentence. Absent where they carry all.
   * @param mapped variables that are to be filled in
   */
  uncarried?(components: unknown, mapped: readonly string[]): readonly string[];
  readonly webhooks: WebhookKind<Secrets>;
}

/** A request to a webhook address, as it came. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The very bytes: JSON that is written again does not verify. */
  readonly body: Buffer;
  /** The end of the address, where the kind has a secret there. */
  readonly token?: string | undefined;
}

/** How the webhooks of a provider are trusted and read. */
export interface WebhookKind<Secrets extends Settings = Settings> {
  /** The credential that is the end of the address, `/webhooks/{name}/{senderId}/{secret}`, of a platform that signs nothing. */
  readonly secretInPath?: string;
  /**
   * The challenge of a subscription, to be answered as plain text; null for what is none, or has not our word. Absent where the platform
   * asks for none.
   */
  handshake?(query: Readonly<Record<string, unknown>>, credentials: Secrets): string | null;
  /** Whether the owner's provider sent it. Compares in constant time. */
  verify(request: WebhookRequest, credentials: Secrets): boolean;
  /**
   * A flat list, in the order of the body. What is not as documented becomes `malformed` and leaves its neighbours alone; what we have no
   * use for becomes `ignored`.
   * @throws WebhookNotJson
   */
  parse(body: Buffer): WebhookElement[];
  /** What a change of a template asks for, null for nothing. */
  templateEffect(element: TemplateElement): TemplateEffect | null;
  /** What a change of a number or an account asks for. */
  accountEffects(element: AccountElement): readonly AccountEffect[];
  /** Whether it is about the one number that it names, and not about its account. */
  isAboutNumber(element: AccountElement): boolean;
}
