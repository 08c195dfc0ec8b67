import { instant } from '@arauto/clock';
import {
  callbackData,
  type Contact,
  contactDocumentId,
  type ContactCommand,
  contentTypeOf,
  deliveryWait,
  isSuppressed,
  type KnownContact,
  Refusal,
  type Suppression,
} from '@arauto/domain';
import { OutcomeUnknown, StreamDeleted, TooLarge, Unavailable, WrongExpectedRevision } from '@arauto/event-store';
import type { VaultEntry } from '@arauto/privacy';
import type { SendOutcome } from '@arauto/whatsapp';
import { type ClockReading, isInTime, lateBackOff, readClocks } from './call-by';
import type { Consequences } from './consequences';
import type { ContactLog } from './contact-log';
import type { ConversationsUnderway } from './conversations-underway';
import type { DispatchDeps, DispatchLimits } from './deps';
import { MediaAtNumbers } from './media-at-numbers';
import {
  freeFormTypeOf,
  isUploaded,
  type Message,
  type MessageOrCode,
  type Messages,
  messagesFor,
  posted,
} from './message';
import { NumberTrouble } from './number-trouble';
import { Outcomes } from './outcomes';
import { persist } from './persist';
import { NOTHING_WRITTEN, type Session, sessionNow, whatWasWritten, type Written } from './session';
import { suppressionOf } from './suppression-of';
import type { Trouble, Turn, TurnResult } from './turn';

/** What a call came to. `broken`: it was not made, because of something that threw before anything was written. */
type CallEnd = SendOutcome | { readonly kind: 'broken'; readonly error: unknown };

/** What is known of a person before an attempt; null: no suppression had to be read. */
interface Known {
  readonly suppression: Suppression | null;
  readonly written: Written;
}

/** What goes out now, and in which session. */
interface Chosen {
  readonly session: Session;
  readonly message: Message;
}

/** The last look before the write, and what it saw. */
interface Look {
  readonly mayWrite: () => boolean;
  /** False as long as the provider did not ask. */
  asked: boolean;
  late: boolean;
  /** Monotonic; null as long as nothing was let out. */
  writtenAt: number | null;
}

/** Not one that the gate withdrew: without a back-off it would be claimed again at once, for ever. */
const CLOSED = new Error('the connection lets nothing out');
/** Of a turn that was begun without a look at what the number has left there. */
const NOT_UPLOADED: Trouble = { of: 'contact', error: new Error('the file was not left with the platform') };
const DROPPED: TurnResult = { end: 'dropped', failure: null, trouble: null, restMs: 0, position: null };

/**
 * The steps of one attempt, from the claim to its outcome in the log. Whatever fails on the way, the turn ends:
 * before the claim nothing is appended and the contact is held; between claim and write the attempt is withdrawn; after the write what is
 * known is recorded, however often it takes, and what is not known is left to the watch (`unknownOutcomeWatch` of `libs/application`).
 */
export class Attempts {
  /** Contacts with an attempt of this process that has not ended. */
  private readonly open = new Set<string>();
  /** Turns in a row that came to nothing, of contacts whose last one did. */
  private readonly vain = new Map<string, number>();
  private readonly outcomes: Outcomes;
  /** Of numbers, as it is told by how their turns end. */
  readonly trouble: NumberTrouble;
  readonly media: MediaAtNumbers;

  constructor(
    private readonly deps: DispatchDeps,
    private readonly limits: DispatchLimits,
    private readonly contacts: ContactLog,
    private readonly underway: ConversationsUnderway,
    consequences: Consequences,
  ) {
    this.outcomes = new Outcomes(deps, contacts, consequences);
    this.trouble = new NumberTrouble(deps.clock, consequences, deps.log);
    this.media = new MediaAtNumbers(deps);
  }

  /** Attempts of this process that have not ended. */
  get size(): number {
    return this.open.size;
  }

  /** Whether this process has an attempt of the contact in hand, and will itself say what became of it. */
  holds(campaignId: string, contactKey: string): boolean {
    return this.open.has(contactDocumentId(campaignId, contactKey));
  }

  /**
   * Takes one turn to its end, at which what it holds is given back by `ended`: in one tick of the event loop, and without anything that
   * may fail before it.
   */
  async run(turn: Turn): Promise<TurnResult> {
    const id = idOf(turn);
    const begunAt = this.deps.clock.monotonic();
    this.open.add(id);
    const result = await this.attempt(turn).catch((error: unknown): TurnResult => {
      this.failed('an attempt broke off')(error);
      // Nobody knows how far it came: its row is looked at again, and its place in the ledgers is kept.
      return { ...DROPPED, end: 'unknown', trouble: { of: 'claim', error } };
    });
    if (result.restMs === 0) this.vain.delete(id);
    this.open.delete(id);
    turn.ended(result);
    this.trouble.judge(turn.senderId, begunAt, result);
    return result;
  }

  private async attempt(turn: Turn): Promise<TurnResult> {
    if (!turn.entry) return this.end(turn, { type: 'RemoveContact', cause: 'erasure' });
    const messages = this.messagesOf(turn, turn.entry);
    if ('code' in messages.inSession && 'code' in messages.outside) return this.endWith(turn, messages.inSession.code);
    let known: Known;
    try {
      known = await this.whatIsKnown(turn);
    } catch (error) {
      this.failed('what must be known of a person cannot be read')(error);
      return this.held(turn, { of: 'contact', error });
    }
    const before = this.choose(turn, messages, known, this.deps.clock.now());
    if ('code' in before) return this.endWith(turn, before.code);
    try {
      // Nobody is claimed for a number that cannot be called at all.
      await this.deps.connections.provider(turn.senderId, turn.sender);
    } catch (error) {
      return this.held(turn, { of: 'call', error });
    }
    // From here to the claim nothing is waited for: what it says of the session is what the message was chosen by.
    const begun = readClocks(this.deps.clock);
    const chosen = this.choose(turn, messages, known, begun.wall);
    if ('code' in chosen) return this.endWith(turn, chosen.code);
    if (isUploaded(chosen.message) && this.media.idOf(turn) === undefined) return this.held(turn, NOT_UPLOADED);
    const claimed = await this.claim(turn, chosen, begun.wall);
    if (claimed === undefined) return DROPPED;
    if ('of' in claimed) return this.held(turn, claimed);
    const look = this.lookOf(turn, begun);
    const outcome = await this.call(turn, chosen.message, claimed.attempt, look);
    return this.record(turn, claimed, outcome, look);
  }

  /** Code that throws while it fills in a message does so for this contact every time. */
  private messagesOf({ campaign }: Turn, entry: VaultEntry): Messages {
    try {
      return messagesFor(campaign, entry);
    } catch (error) {
      this.failed('a message could not be made')(error);
      return { inSession: { code: 'ENG_INTERNAL' }, outside: { code: 'ENG_INTERNAL' } };
    }
  }

  private async whatIsKnown(turn: Turn): Promise<Known> {
    const { store } = this.deps;
    const { suppression, conversation } = turn.read;
    const keys = suppression || conversation ? [turn.person, ...(await turn.otherKeys())] : [];
    return {
      suppression: suppression ? await suppressionOf(store, turn.campaign.subaccountId, keys) : null,
      written: conversation ? await whatWasWritten(store, turn.senderId, keys) : NOTHING_WRITTEN,
    };
  }

  /** The session decides what goes out, and what goes out decides who must not get it. */
  private choose(
    turn: Turn,
    messages: Messages,
    { suppression, written }: Known,
    now: number,
  ): Chosen | { readonly code: string } {
    const { senderId, person, refused } = turn;
    const session = sessionNow(written, this.underway.of(senderId, person), now);
    const message = session.open ? messages.inSession : messages.outside;
    if (suppression && isSuppressed(suppression, categoryOf(message, turn))) return { code: 'ENG_OPTED_OUT' };
    if ('code' in message) return message;
    return refused === null ? { session, message } : { code: refused };
  }

  private endWith(turn: Turn, code: string): Promise<TurnResult> {
    const type = contentTypeOf(turn.campaign.settings.content);
    const contentType = type === 'template' ? undefined : type;
    return this.end(turn, { type: 'EndInError', error: { code }, ...(contentType && { contentType }) });
  }

  /** It ends here, before any claim: suppressed, erased, without a place, or content that cannot be made for this contact. */
  private async end({ campaignId, contactKey }: Turn, command: ContactCommand): Promise<TurnResult> {
    const work = () => this.contacts.execute(campaignId, contactKey, command);
    const { position } = await persist(work, this.deps.clock, this.failed('a contact could not be ended'));
    return { ...DROPPED, end: 'ended', position };
  }

  /**
   * Whoever appends this may call the provider. Undefined: a conflict, so somebody else was first. A claim of which the log does not say
   * whether it took it is taken back by its id, which does nothing where there is none: no call will follow it.
   */
  private async claim(turn: Turn, chosen: Chosen, now: number): Promise<KnownContact | Trouble | undefined> {
    const claimId = this.deps.random.uuid();
    const claim = this.claimingOf(turn, chosen, now, claimId);
    try {
      return known(await claim());
    } catch (error) {
      this.cameToNothing(turn, now);
      if (isConflict(error)) return undefined;
      this.failed('an attempt could not be claimed')(error);
      const surelyNot = [Unavailable, TooLarge, StreamDeleted].some((kind) => error instanceof kind);
      if (error instanceof OutcomeUnknown) await this.settled(claim);
      if (!surelyNot) await this.outcomes.withdrawn(turn, claimId, 'could_not_call', 0);
      return { of: 'claim', error };
    }
  }

  /** The one append of a claim, each time it is called. In one turn with the look at what is underway: of two at once one opens the session. */
  private claimingOf(
    turn: Turn,
    { session: { open, conversation }, message }: Chosen,
    now: number,
    claimId: string,
  ): () => Promise<Contact> {
    const { campaignId, contactKey, senderId, campaign, revision, uploaded, person } = turn;
    const { settings } = campaign;
    const contentType = freeFormTypeOf(message);
    const session = { ...conversation, id: conversation.id ?? this.deps.random.id() };
    if (!turn.test) this.underway.begun(senderId, person, { at: now, session });
    const until = now + this.limits.callBy + this.limits.timeout + settings.unknownOutcome.graceSeconds * 1000;
    const command: ContactCommand = {
      type: 'ClaimAttempt',
      claim: claimId,
      senderId,
      withSession: open,
      ...(contentType && { contentType }),
      conversation: { id: session.id, type: session.type, expiresAt: instant(session.expiresAt) },
      at: instant(now),
      outcomeDueAt: instant(until),
      expiresAfter: deliveryWait(contentType ? null : campaign.template, settings.reportingHorizonSeconds),
    };
    const options = { eventId: this.deps.random.uuid(), ...(revision !== undefined && { revision, known: uploaded }) };
    return async () => (await this.contacts.execute(campaignId, contactKey, command, options)).state;
  }

  /**
   * Repeats a claim until the log says what became of it. What was sent before a connection stood still may get there after everybody gave it
   * up; the contact would then be nobody's, with an attempt open. Behind the answer to its repeat it is a repeat itself.
   */
  private async settled(claim: () => Promise<Contact>): Promise<void> {
    const work = () =>
      claim().catch((error: unknown) => {
        if (!isConflict(error)) throw error;
      });
    await persist(work, this.deps.clock, this.failed('what became of a claim is not known yet'));
  }

  private lookOf(turn: Turn, begun: ClockReading): Look {
    const look: Look = {
      asked: false,
      late: false,
      writtenAt: null,
      mayWrite: () => {
        look.asked = true;
        if (!turn.gateOpen()) return false;
        const now = readClocks(this.deps.clock);
        look.late = !isInTime(begun, now, this.limits.callBy);
        if (look.late) return false;
        turn.written();
        look.writtenAt = now.monotonic;
        return true;
      },
    };
    return look;
  }

  /** Never throws. What throws after the message was let out leaves nobody knowing whether it left. */
  private async call(turn: Turn, message: Message, attempt: number, look: Look): Promise<CallEnd> {
    try {
      await turn.place();
      const provider = await this.deps.connections.provider(turn.senderId, turn.currentSender());
      const echoed = callbackData(turn.campaignId, turn.contactKey, attempt);
      const { mayWrite } = look;
      const given = { ...posted(message, this.media.idOf(turn)), callbackData: echoed };
      return await provider.send(given, { mayWrite, timeoutMs: this.limits.timeout });
    } catch (error) {
      if (look.writtenAt === null) return { kind: 'broken', error };
      this.failed('a call broke off')(error);
      return { kind: 'unknown', error: { code: 'ENG_AMBIGUOUS', details: String(error) } };
    } finally {
      turn.answered();
    }
  }

  private cameToNothing({ senderId, person, test }: Turn, at: number): void {
    if (!test) this.underway.cameToNothing(senderId, person, at);
  }

  private async record(turn: Turn, contact: KnownContact, outcome: CallEnd, look: Look): Promise<TurnResult> {
    const mayHaveLeft = outcome.kind === 'accepted' || outcome.kind === 'unknown';
    if (!mayHaveLeft) this.cameToNothing(turn, Date.parse(contact.attemptedAt ?? ''));
    const result = { failure: null, trouble: null, restMs: 0 } as const;
    switch (outcome.kind) {
      case 'accepted':
        return { ...result, end: 'accepted', position: await this.outcomes.accepted(turn, contact, outcome) };
      case 'refused':
      case 'unreached': {
        const failure = { code: outcome.error.code, writtenAt: look.writtenAt ?? this.deps.clock.monotonic() };
        const position = await this.outcomes.refused(turn, contact, outcome.error);
        return { ...result, end: 'refused', failure, position };
      }
      case 'withdrawn': {
        if (look.late) return this.withdrawn(turn, contact, 'too_late', null);
        if (!look.asked) return this.withdrawn(turn, contact, 'could_not_call', { of: 'call', error: CLOSED });
        const position = await this.outcomes.withdrawn(turn, contact.claim ?? '', 'gate_closed', 0);
        return { ...result, end: 'withdrawn', position };
      }
      case 'broken':
        return this.withdrawn(turn, contact, 'could_not_call', { of: 'call', error: outcome.error });
      case 'unknown':
        // Nothing is appended: a webhook may still tell, else the watch says that nobody knows.
        this.deps.log('the outcome of an attempt is unknown', {
          campaignId: turn.campaignId,
          code: outcome.error.code,
        });
        return { ...result, end: 'unknown', position: null };
    }
  }

  /** Nothing left, and it was not the gate: the contact is left alone for a while. */
  private async withdrawn(
    turn: Turn,
    contact: KnownContact,
    reason: 'too_late' | 'could_not_call',
    trouble: Trouble | null,
  ): Promise<TurnResult> {
    const restMs = this.restOf(turn);
    const position = await this.outcomes.withdrawn(turn, contact.claim ?? '', reason, restMs);
    return { end: reason === 'too_late' ? 'late' : 'withdrawn', failure: null, trouble, restMs, position };
  }

  /** A connection is the number's matter alone; a stream that cannot be read, or that takes nothing, may be the contact's. */
  private held(turn: Turn, trouble: Trouble): TurnResult {
    return { ...DROPPED, end: 'held', trouble, restMs: trouble.of === 'call' ? 0 : this.restOf(turn) };
  }

  private restOf(turn: Turn): number {
    const id = idOf(turn);
    const times = (this.vain.get(id) ?? 0) + 1;
    this.vain.set(id, times);
    return lateBackOff(times);
  }

  private failed(what: string): (error: unknown) => void {
    return (error) => this.deps.log(what, { error });
  }
}

function idOf({ campaignId, contactKey }: Turn): string {
  return contactDocumentId(campaignId, contactKey);
}

/** Whoever wants no marketing gets nothing that nobody has reviewed, nor is told apart for want of a session. */
function categoryOf(message: MessageOrCode, { category }: Turn): string | undefined {
  return 'code' in message || freeFormTypeOf(message) ? undefined : category();
}

function isConflict(error: unknown): boolean {
  return error instanceof WrongExpectedRevision || error instanceof Refusal;
}

function known(contact: Contact): KnownContact | undefined {
  return contact.status === 'known' ? contact : undefined;
}
