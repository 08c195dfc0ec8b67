import type { Clock, Random } from '@arauto/clock';
import type { Contact, Sender } from '@arauto/domain';
import type { EventStore, Position, StateCache } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import type { Provider } from '@arauto/whatsapp';

/** What sending needs of the rest of the engine. */
export interface DispatchDeps {
  readonly store: EventStore;
  readonly vault: Vault;
  /** The due queue, and where its views stand. */
  readonly views: ViewReader;
  /** Position that the operational views are known to have reached, without asking anybody. */
  readonly viewsAt: () => Position;
  readonly clock: Clock;
  readonly random: Random;
  /** Shared with webhooks: the contact just sent is the one whose statuses come next. */
  readonly contacts: StateCache<Contact>;
  readonly connections: Connections;
  readonly log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Opens what the vault holds sealed. */
export interface Connections {
  /** The provider of a connected sender; opened once, and again after its settings change. */
  provider(senderId: string, sender: KnownSender): Promise<Provider>;
  /** What the keys of a subaccount's persons are made with. */
  identitySecret(subaccountId: string): Promise<Uint8Array>;
  /** The name a provider's message id has in events and views. */
  messageHash(subaccountId: string, messageId: string): Promise<string>;
}

export type KnownSender = Exclude<Sender, { status: 'none' }>;

/** Milliseconds; the defaults of architecture section 7. */
export interface DispatchLimits {
  /** From before the claim to the write. */
  readonly callBy: number;
  /** From the write to the answer. */
  readonly timeout: number;
  /** Calls in flight per sender. */
  readonly inFlight: number;
}

export const DEFAULT_LIMITS: DispatchLimits = { callBy: 2000, timeout: 10_000, inFlight: 512 };
