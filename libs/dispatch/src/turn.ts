import type { Contact, KnownCampaign, KnownSender } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import type { PersonChecks } from './known-persons';

/** One contact whose turn it is. */
export interface Turn extends Pick<PersonChecks, 'read' | 'otherKeys'> {
  readonly campaignId: string;
  readonly campaign: KnownCampaign;
  readonly senderId: string;
  readonly sender: KnownSender;
  /** The number as it is now: its settings may have changed since the turn began. */
  readonly currentSender: () => KnownSender;
  readonly contactKey: string;
  /** The personKey, by which opt-outs, sessions and erasures go. */
  readonly person: string;
  /** A test is tried once, and says nothing about its campaign. */
  readonly test: boolean;
  /** Of the row in the queue: the claim is appended at it, or the row is dropped. Undefined is wherever the contact is. */
  readonly revision: number | undefined;
  readonly entry: VaultEntry | undefined;
  /** Code of the error that the contact ends with in place of a claim; null for one who is sent to. */
  readonly refused: string | null;
  /** Where the contact stands at that revision, when the queue knows. */
  readonly uploaded: Contact | undefined;
  /** Of the template as it is now, whatever it was at the start; undefined where nobody knows, or there is none. */
  readonly category: () => string | undefined;
  /** After the claim: resolves when the pace lets it be written, or when it is too late. */
  readonly place: () => Promise<void>;
  /** The last look at the gate, synchronously with the write. */
  readonly gateOpen: () => boolean;
  /** The message is being written now. */
  readonly written: () => void;
  /** The call is over: answered, failed, or timed out. Also when nothing was written. */
  readonly answered: () => void;
  /** The turn is over: what it holds is given back. Called once, whatever happens. */
  readonly ended: (result: TurnResult) => void;
}

/**
 * What became of a turn. `dropped`: somebody else had it, or the contact no longer waits. `held`: nothing was claimed, because something
 * that is needed could not be had; the contact waits as before.
 */
export type TurnEnd = 'accepted' | 'refused' | 'withdrawn' | 'late' | 'unknown' | 'ended' | 'dropped' | 'held';

/** What kept a turn from its call: of this contact alone, of the log, or of the connection of the number. */
export interface Trouble {
  readonly of: 'contact' | 'claim' | 'call';
  readonly error: unknown;
}

export interface TurnResult {
  readonly end: TurnEnd;
  /** `writtenAt` on the monotonic clock; the moment of the failure when nothing was written. */
  readonly failure: { readonly code: string; readonly writtenAt: number } | null;
  readonly trouble: Trouble | null;
  /** Milliseconds in which the contact is left alone. */
  readonly restMs: number;
  /** Everything the turn wrote is in the log up to here; null where that is not known. */
  readonly position: Position | null;
}
