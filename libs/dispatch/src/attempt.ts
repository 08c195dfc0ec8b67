import {
  callbackData,
  type Contact,
  type ContactCommand,
  isSuppressed,
  type KnownCampaign,
  type KnownContact,
  Refusal,
  stream,
  suppressionDecider,
  type SuppressionEvent,
} from '@arauto/domain';
import { type Position, WrongExpectedRevision } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import { errorInfo, finalContactState, retryDelay, type ProviderError, type SendOutcome } from '@arauto/whatsapp';
import { isInTime, lateBackOff, readClocks } from './call-by';
import type { Consequences } from './consequences';
import type { ContactLog } from './contact-log';
import type { DispatchDeps, DispatchLimits, KnownSender } from './deps';
import { type Message, messageFor } from './message';
import { persist } from './persist';
import { NO_SESSION, sessionOf } from './session';

/** One contact whose turn it is. */
export interface Turn {
  readonly campaignId: string;
  readonly campaign: KnownCampaign;
  readonly senderId: string;
  readonly sender: KnownSender;
  readonly contactKey: string;
  /** Of the due-queue row: the claim is appended at it, or the row is dropped. */
  readonly revision: number;
  readonly entry: VaultEntry | undefined;
  /** Where the contact stands at that revision, when the queue knows. */
  readonly uploaded: Contact | undefined;
  /** Streams of the person that have to be read first: nobody knows that there is nothing in them. */
  readonly read: { readonly suppression: boolean; readonly conversation: boolean };
  /** After the claim: resolves when the pace lets it be written, or when it is too late. */
  readonly place: () => Promise<void>;
  /** The last look at the gate, in the turn of the write. */
  readonly gateOpen: () => boolean;
  /** The message is being written now. */
  readonly written: () => void;
  /** The call is over: answered, failed, or timed out. Also when nothing was written. */
  readonly answered?: () => void;
}

/** What became of a turn. `dropped`: somebody else had it, or the contact no longer waits. */
export type TurnEnd = 'accepted' | 'refused' | 'withdrawn' | 'late' | 'unknown' | 'ended' | 'dropped';

export interface TurnResult {
  readonly end: TurnEnd;
  /** `writtenAt` on the monotonic clock; the moment of the failure when nothing was written. */
  readonly failure: { readonly code: string; readonly writtenAt: number } | null;
  /** Everything the turn wrote is in the log up to here; null where that is not known. */
  readonly position: Position | null;
}

/** How a turn ended that made a claim, and where in the log that stands. */
type Ended = Pick<TurnResult, 'end' | 'position'>;

/** The steps of one attempt, from the claim to its outcome in the log (architecture section 7). */
export class Attempts {
  /** Withdrawals in a row of a contact that came too late, for their back-off. */
  private readonly lateness = new Map<string, number>();

  constructor(
    private readonly deps: DispatchDeps,
    private readonly limits: DispatchLimits,
    private readonly contacts: ContactLog,
    private readonly consequences: Consequences,
  ) {}

  async run(turn: Turn): Promise<TurnResult> {
    const begun = readClocks(this.deps.clock);
    if (!turn.entry) return this.end(turn, { type: 'RemoveContact', cause: 'erasure' });
    const message = messageFor(turn.campaign, turn.entry);
    if ('code' in message) return this.end(turn, { type: 'EndInError', error: { code: message.code } });
    if (turn.read.suppression && (await this.isSuppressed(turn))) {
      return this.end(turn, { type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } });
    }
    const claim = this.deps.random.uuid();
    const contact = await this.claim(turn, claim, begun.wall);
    if (!contact) return { end: 'dropped', failure: null, position: null };
    await turn.place();
    let late = false;
    let writtenAt: number | null = null;
    const mayWrite = () => {
      if (!turn.gateOpen()) return false;
      const now = readClocks(this.deps.clock);
      late = !isInTime(begun, now, this.limits.callBy);
      if (late) return false;
      writtenAt = now.monotonic;
      turn.written();
      return true;
    };
    const outcome = await this.call(turn, message, contact.attempt, mayWrite);
    const ended = await this.record(turn, contact, outcome, late);
    if (outcome.kind !== 'refused' && outcome.kind !== 'unreached') return { ...ended, failure: null };
    return { ...ended, failure: { code: outcome.error.code, writtenAt: writtenAt ?? this.deps.clock.monotonic() } };
  }

  /** It ends here, before any claim: suppressed, erased, or content that cannot be made for this contact. */
  private async end({ campaignId, contactKey }: Turn, command: ContactCommand): Promise<TurnResult> {
    const work = () => this.contacts.execute(campaignId, contactKey, command);
    const { position } = await persist(work, this.deps.clock, this.failed('a contact could not be ended'));
    return { end: 'ended', failure: null, position };
  }

  private async isSuppressed({ campaign, contactKey }: Turn): Promise<boolean> {
    const slice = await this.deps.store.readStream(stream.suppression(campaign.subaccountId, contactKey));
    if (!slice.exists) return false;
    let suppression = suppressionDecider.initial;
    for await (const event of slice) {
      suppression = suppressionDecider.evolve(suppression, event as unknown as SuppressionEvent);
    }
    return isSuppressed(suppression, campaign.template?.category ?? 'MARKETING');
  }

  /** Whoever appends this may call the provider. A conflict means that somebody else was first. */
  private async claim(turn: Turn, claim: string, now: number): Promise<KnownContact | undefined> {
    const { campaignId, contactKey, senderId, campaign, revision, uploaded } = turn;
    const { settings } = campaign;
    const session = turn.read.conversation ? await sessionOf(this.deps.store, senderId, contactKey, now) : NO_SESSION;
    const until = now + this.limits.callBy + this.limits.timeout + settings.unknownOutcome.graceSeconds * 1000;
    try {
      const { state } = await this.contacts.execute(
        campaignId,
        contactKey,
        {
          type: 'ClaimAttempt',
          claim,
          senderId,
          withSession: session.open,
          conversation: session.conversation ?? {
            id: this.deps.random.id(),
            type: 'business_initiated',
            expiresAt: new Date(now + 24 * 3600 * 1000).toISOString(),
          },
          at: new Date(now).toISOString(),
          outcomeDueAt: new Date(until).toISOString(),
          expiresAfter: settings.reportingHorizonSeconds,
        },
        { revision, known: uploaded },
      );
      return known(state);
    } catch (error) {
      if (error instanceof WrongExpectedRevision || error instanceof Refusal) return undefined;
      this.failed('an attempt could not be claimed')(error);
      return undefined;
    }
  }

  private async call(turn: Turn, message: Message, attempt: number, mayWrite: () => boolean): Promise<SendOutcome> {
    const provider = await this.deps.connections.provider(turn.senderId, turn.sender);
    const echoed = callbackData(turn.campaignId, turn.contactKey, attempt);
    try {
      return await provider.send({ ...message, callbackData: echoed }, { mayWrite, timeoutMs: this.limits.timeout });
    } finally {
      turn.answered?.();
    }
  }

  private async record(turn: Turn, contact: KnownContact, outcome: SendOutcome, late: boolean): Promise<Ended> {
    switch (outcome.kind) {
      case 'accepted':
        return this.recordAccepted(turn, contact, outcome);
      case 'refused':
      case 'unreached':
        return this.recordRefused(turn, contact, outcome.error);
      case 'withdrawn':
        return this.recordWithdrawn(turn, contact, late);
      case 'unknown':
        // Nothing is appended: a webhook may still tell, else the watch says that nobody knows.
        this.deps.log('the outcome of an attempt is unknown', {
          campaignId: turn.campaignId,
          code: outcome.error.code,
        });
        return { end: 'unknown', position: null };
    }
  }

  /** The message id contains the phone, so the vault has it before any event names it. */
  private async recordAccepted(
    turn: Turn,
    contact: KnownContact,
    accepted: Extract<SendOutcome, { kind: 'accepted' }>,
  ): Promise<Ended> {
    const { campaignId, contactKey, campaign } = turn;
    const messageRef = `${contact.facts.ref}.m${contact.attempt}`;
    const at = new Date(this.deps.clock.now()).toISOString();
    const messageHash = await this.deps.connections.messageHash(campaign.subaccountId, accepted.messageId);
    const { position } = await this.surely(async () => {
      await this.deps.vault.put([
        { ref: messageRef, kind: 'message', person: contactKey, campaign: campaignId, data: accepted.messageId },
      ]);
      return this.contacts.execute(campaignId, contactKey, {
        type: 'RecordAccepted',
        attempt: contact.attempt,
        messageHash,
        messageRef,
        as: accepted.as,
        at,
      });
    });
    this.consequences.accepted(campaignId);
    return { end: 'accepted', position };
  }

  private async recordRefused(turn: Turn, contact: KnownContact, error: ProviderError): Promise<Ended> {
    const { campaignId, contactKey, campaign, senderId } = turn;
    const plan = this.plan(campaign, contact, error.code);
    const ref = `${contact.facts.ref}.e${contact.attempt}`;
    const { position } = await this.surely(async () => {
      await this.deps.vault.put([
        { ref, kind: 'error', person: contactKey, campaign: campaignId, data: error.details },
      ]);
      return this.contacts.execute(campaignId, contactKey, {
        type: 'RecordRefused',
        attempt: contact.attempt,
        error: { code: error.code, ref },
        retry: plan.retry,
        final: finalContactState(errorInfo(error.code), false) === 'sending_failed' ? 'sending_failed' : 'error',
      });
    });
    const { subaccountId } = campaign;
    const { exhausted } = plan;
    const { code } = error;
    const failure = { campaignId, contactKey, subaccountId, senderId, code, afterAcceptance: false, exhausted };
    await this.consequences.failed(failure);
    return { end: 'refused', position };
  }

  /** Retries by cause: the class of the code says when, the campaign's policy says how often. */
  private plan(
    campaign: KnownCampaign,
    contact: KnownContact,
    code: string,
  ): { retry: { dueAt: string; class: string; consumesAttempt: boolean } | null; exhausted: boolean } {
    const { policy } = errorInfo(code);
    const { maxAttempts, scale } = campaign.settings.retryPolicy;
    const dueAt = (delay: number) => new Date(this.deps.clock.now() + delay).toISOString();
    const waitsForAPerson = (cls: string | undefined) => cls?.startsWith('pause_') === true;
    const pausing = { retry: { dueAt: dueAt(5000 * scale), class: 'paused', consumesAttempt: false }, exhausted: true };
    if (waitsForAPerson(policy.class)) return pausing;
    const delay = retryDelay(policy, contact.attemptsUsed, this.deps.random.fraction(), scale);
    const spent = delay === null || (delay.consumesAttempt && contact.attemptsUsed >= maxAttempts);
    if (!spent) {
      return {
        retry: { dueAt: dueAt(delay.delayMs), class: policy.class, consumesAttempt: delay.consumesAttempt },
        exhausted: false,
      };
    }
    return waitsForAPerson(policy.then) && delay === null ? pausing : { retry: null, exhausted: delay === null };
  }

  private async recordWithdrawn(turn: Turn, contact: KnownContact, late: boolean): Promise<Ended> {
    const { campaignId, contactKey } = turn;
    const id = `${campaignId}.${contactKey}`;
    const times = late ? (this.lateness.get(id) ?? 0) + 1 : 0;
    if (late) this.lateness.set(id, times);
    else this.lateness.delete(id);
    const wait = late ? lateBackOff(times) : 0;
    const { position } = await this.surely(() =>
      this.contacts.execute(campaignId, contactKey, {
        type: 'WithdrawAttempt',
        claim: contact.claim ?? '',
        reason: late ? 'too_late' : 'gate_closed',
        dueAt: new Date(this.deps.clock.now() + wait).toISOString(),
      }),
    );
    return { end: late ? 'late' : 'withdrawn', position };
  }

  private surely<Result>(work: () => Promise<Result>): Promise<Result> {
    return persist(work, this.deps.clock, this.failed('the outcome of an attempt could not be stored yet'));
  }

  private failed(what: string): (error: unknown) => void {
    return (error) => this.deps.log(what, { error: error instanceof Error ? error.message : String(error) });
  }
}

function known(contact: Contact): KnownContact | undefined {
  return contact.status === 'known' ? contact : undefined;
}
