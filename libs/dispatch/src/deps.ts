import type { Clock, Random } from '@arauto/clock';
import type { Leases } from '@arauto/coordination';
import type { Contact, KnownSender, Sender, SenderEvent } from '@arauto/domain';
import type { EventReader, EventStore, LogFollower, Position, StateCache } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import type { Provider } from '@arauto/whatsapp';
import type { LiveFold } from './live-folds';

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
  /** Kept current by the follower, and told of an event before the dispatcher is. */
  readonly senders: LiveFold<Sender, SenderEvent>;
  /** What tells the dispatcher's listeners of the log. */
  readonly follower: Pick<LogFollower, 'at' | 'hears' | 'seen' | 'status'>;
  readonly connections: Connections;
  readonly owners: Owners;
  /** Where other processes may send and pause as well; undefined where this is the only one, which hears of every pause at its commit. */
  readonly amongOthers?: AmongOthers | undefined;
  /** Takes what was thrown as it is, as `error`. */
  readonly log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** What a process needs that is not alone. */
export interface AmongOthers {
  /** Rights to send for a portfolio. */
  readonly leases: Leases;
  /** Reads the newest events, over connections that nothing else waits for. */
  readonly log: Pick<EventReader, 'readStream'>;
}

/** Opens what the vault holds sealed. */
export interface Connections {
  /** The provider of a connected sender; opened once, and again after its settings change. */
  provider(senderId: string, sender: KnownSender): Promise<Pick<Provider, 'send' | 'upload'>>;
  /** The name a provider's message id has in events and views. */
  messageHash(subaccountId: string, messageId: string): Promise<string>;
  /**
   * Under which other keys than their own a program that read numbers in an older way knows the persons of phones (E.164, null
   * where there is none); in the order asked.
   */
  otherReadings(subaccountId: string, phones: readonly (string | null)[]): Promise<readonly (readonly string[])[]>;
}

/**
 * Which senders are one owner's: those with the same secret of it. A business account and a portfolio are names that any tenant can give its
 * senders; the secret is what nobody else has.
 */
export interface Owners {
  /** The senders of the same owner in the same business account, the sender itself among them. */
  accountOf(senderId: string): Promise<readonly string[]>;
  /** What the messaging limit of a sender is counted under: its portfolio, as far as it is one owner's. */
  portfolioOf(sender: KnownSender): string;
}

/** Milliseconds. */
export interface DispatchLimits {
  /** From before the claim to the write: later than this, the watch may already call it unknown. */
  readonly callBy: number;
  /** From the write to the answer. */
  readonly timeout: number;
  /** Calls in flight per sender. */
  readonly inFlight: number;
}

export const DEFAULT_LIMITS: DispatchLimits = { callBy: 2000, timeout: 10_000, inFlight: 512 };
