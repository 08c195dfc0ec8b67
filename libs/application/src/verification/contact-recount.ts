import type { ContactEvent, ContactState, ContentType, Milestone, MILESTONES } from '@arauto/domain';
import { checkClaims, type Contradiction, type Standing } from './claims';

/** What the events of a contact come to at some position of the log. */
export interface Recounted extends Standing {
  readonly settled: boolean;
  /** Milestones passed: as many as this of `accepted`, `sent`, `delivered`, `read`. */
  readonly reached: number;
  /** Attempts that count against the retry policy. */
  readonly attempts: number;
  /** What its row of the detailed report says of attempts; null where it has none. */
  readonly row: ReportedRow | null;
  /** The code of the failure that the campaign's list of errors counts it under; null for none, and once that was overcome. */
  readonly failedOf: string | null;
  /** The person wrote back. */
  readonly replied: boolean;
  /** An answer of the person was an opt-out. */
  readonly repliedOptOut: boolean;
  readonly revision: number;
}

/** A contact of whom nothing left us has no attempt in the report, whatever was claimed and withdrawn. */
export interface ReportedRow {
  readonly attempted: boolean;
  readonly attempts: number;
  /** What the last attempt was, or would have been. */
  readonly contentType: ContentType;
}

const UNATTEMPTED: ReportedRow = { attempted: false, attempts: 0, contentType: 'template' };

/** Milestones by how many of them are passed then. */
const REACHED: Readonly<Record<Milestone, number>> = { accepted: 1, sent: 2, delivered: 3, read: 4 };
const NAMES: typeof MILESTONES = ['accepted', 'sent', 'delivered', 'read'];

/** What somebody failed of whose time was over. */
const EXPIRED = 'ENG_TTL_EXPIRED';
/** What somebody failed of whom nobody knows to have been sent to, and who was assumed not to be. */
const ASSUMED_NOT_SENT = 'ENG_AMBIGUOUS';

/** States in which a contact has come to an end. */
const ENDS: ReadonlySet<ContactState> = new Set<ContactState>([
  ...(['delivered', 'read', 'error', 'sending_failed', 'delivery_failed'] as const),
  ...(['invalid_record', 'removed', 'canceled_by_admin'] as const),
]);
/** Ends over which evidence that the handset has the message wins. */
const SUPERSEDED: ReadonlySet<ContactState> = new Set<ContactState>([
  ...(['error', 'sending_failed', 'delivery_failed', 'removed', 'canceled_by_admin'] as const),
]);

/**
 * A second opinion on one contact: states, settling and milestones told from what happened (types, attempts, order). It never looks at
 * `from`, `to`, `settles`, `milestones` or `implied` but to compare them, and shares no code with the decider that wrote them: it would
 * agree with its mistakes.
 */
export class ContactRecount {
  private state: ContactState = 'initial';
  private openAttempt = 0;
  private needsAttention = false;
  private settled = false;
  private reached = 0;
  private lastAttempt = 0;
  private attempts = 0;
  private row: ReportedRow | null = null;
  private failedOf: string | null = null;
  private revision = -1;
  private acceptedAt: string | undefined;
  private takenAs: 'submitted' | undefined;
  private stateBefore: ContactState = 'initial';
  /** Attempts whose message the provider took. */
  private readonly accepted = new Set<number>();
  /** Of these, what is on its way: not failed and given to a further attempt. */
  private readonly onTheWay = new Set<number>();
  /** Attempts that were no templates. */
  private readonly freeForm = new Set<number>();
  /** Attempts that were not withdrawn: of these something left us, or may have. */
  private readonly left = new Set<number>();
  /** The provider may have taken the last attempt: it was neither withdrawn nor refused and left to a further one. */
  private maybeTaken = false;
  private optedOut = false;
  private replied = false;
  private repliedOptOut = false;
  private readonly tapped = new Set<number>();

  get counted(): Recounted {
    const { state, needsAttention, settled, reached, attempts, row, failedOf, replied, repliedOptOut, revision } = this;
    const open = this.openAttempt > 0;
    const answered = { replied, repliedOptOut };
    return { state, open, needsAttention, settled, reached, attempts, row, failedOf, ...answered, revision };
  }

  /** Takes in the next event of the stream and answers in what it says something else than what came about. */
  take(event: ContactEvent, revision: number): Contradiction[] {
    const first = this.revision < 0;
    const from = first ? null : this.standing();
    const broken: string[] = [];
    const expect = (holds: boolean, rule: string) => void (holds || broken.push(rule));
    const returns = event.type === 'ContactUploaded' && event.data.again === true;
    const begins = (event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded') && !returns;
    expect(begins === first, first ? 'a contact begins with its upload' : 'a contact is uploaded once');
    const { reached, state } = this;
    let attempts = [this.attempts];
    let attempt: number | undefined;
    let unattempted: boolean | null = null;
    let unsettles = false;
    let overcomes: string | undefined;
    if (returns) {
      attempt = this.lastAttempt || undefined;
    } else if ('attempt' in event.data) {
      attempt = event.type === 'SendAttempted' ? this.lastAttempt + 1 : event.data.attempt;
      expect(attempt <= this.lastAttempt || event.type === 'SendAttempted', 'it is of an attempt that was made');
    }
    switch (event.type) {
      case 'ContactUploaded':
        if (returns) {
          expect(state === 'removed' || this.optedOut, 'only who was removed or opted out is uploaded again');
          expect(
            this.accepted.size === 0 && !this.maybeTaken,
            'nobody is uploaded again whom a message may have reached',
          );
          unsettles = this.settled;
          this.settled = false;
          this.optedOut = false;
          if (attempt === undefined) this.row = null;
          overcomes = this.overcome(event.data.overcomes);
        }
        this.stand('initial');
        break;
      case 'InvalidRecordUploaded':
        this.end('invalid_record');
        this.row = UNATTEMPTED;
        break;
      case 'ContactRemoved':
        expect(state !== 'removed', 'a contact is removed once');
        this.end('removed');
        break;
      case 'SendAttempted':
        expect(!this.settled, 'a settled contact is never attempted');
        expect(this.openAttempt === 0, 'one attempt at a time');
        expect(this.onTheWay.size === 0, 'nobody is sent to again while a message is on its way');
        expect(state === 'initial' || state === 'retry_scheduled', 'only who waits is attempted');
        this.stateBefore = state;
        this.lastAttempt = attempt!;
        this.openAttempt = attempt!;
        this.stand('in_progress');
        this.left.add(attempt!);
        if (event.data.contentType !== undefined) this.freeForm.add(attempt!);
        this.maybeTaken = true;
        attempts = [this.attempts + 1];
        break;
      case 'SendWithdrawn':
        expect(this.openAttempt === attempt, 'only an open attempt is withdrawn');
        this.openAttempt = 0;
        this.left.delete(attempt!);
        this.maybeTaken = false;
        this.stand(this.hasEnded() || this.onTheWay.size > 0 ? state : this.stateBefore);
        attempts = [this.attempts - 1];
        break;
      case 'TemplateSent':
      case 'SessionMessageSent':
        expect(!this.accepted.has(attempt!), 'an attempt is accepted once');
        expect(
          this.freeForm.has(attempt!) === (event.type === 'SessionMessageSent'),
          'an acceptance is of what was sent',
        );
        this.takeAcceptance(attempt!);
        this.acceptedAt ??= event.data.acceptedAt;
        this.takenAs = event.data.as === 'submitted' ? 'submitted' : undefined;
        break;
      case 'RetryScheduled':
        expect(!this.settled, 'a settled contact is never retried');
        this.onTheWay.delete(attempt!);
        this.openAttempt = 0;
        this.maybeTaken = false;
        this.stand('retry_scheduled');
        // Whether the refusal counts against the policy is the error catalogue's word.
        attempts = [this.attempts, this.attempts - 1];
        break;
      case 'SentConfirmed':
        this.pass('sent');
        if (!this.hasEnded() && this.onTheWay.size > 0) this.stand('sent');
        break;
      case 'Delivered':
      case 'Read':
        this.pass(event.type === 'Read' ? 'read' : 'delivered');
        if (this.accepted.has(attempt!)) this.onTheWay.add(attempt!);
        overcomes = this.overcome(event.data.overcomes);
        this.stand(event.type === 'Read' ? 'read' : 'delivered');
        break;
      case 'SendErrored':
        expect(!this.hasEnded(), 'what has ended does not fail');
        unattempted = this.unattempted(event.data.unattempted === true);
        if (unattempted === true) {
          const { contentType = UNATTEMPTED.contentType } = event.data;
          this.row = { ...UNATTEMPTED, contentType };
        }
        this.end('error');
        this.failedOf = event.data.error.code;
        this.optedOut = event.data.error.code === 'ENG_OPTED_OUT';
        break;
      case 'SendingFailed':
        expect(!this.hasEnded(), 'what has ended does not fail');
        this.end('sending_failed');
        this.failedOf = event.data.error.code;
        break;
      case 'DeliveryFailed':
      case 'Expired':
        expect(!this.hasEnded(), 'what has ended does not fail');
        this.end('delivery_failed');
        this.failedOf = event.type === 'Expired' ? EXPIRED : event.data.error.code;
        break;
      case 'SendOutcomeUnknown':
        expect(this.openAttempt === attempt, 'only the outcome of an open attempt is unknown');
        this.openAttempt = 0;
        this.stand('in_progress');
        this.needsAttention = true;
        break;
      case 'OutcomeAssumed':
        expect(this.needsAttention, 'only an unknown outcome is assumed');
        this.end(event.data.outcome === 'delivered' ? 'delivered' : 'error');
        this.failedOf = event.data.outcome === 'delivered' ? null : ASSUMED_NOT_SENT;
        break;
      case 'LateFailureRecorded':
        if (this.openAttempt === attempt) this.openAttempt = 0;
        break;
      case 'CanceledByAdmin':
        expect(!this.settled, 'a settled contact is never canceled');
        this.end('canceled_by_admin');
        break;
      case 'Replied': {
        const { first, button, optOut } = event.data;
        expect((first === true) !== this.replied, 'the first answer is told once');
        const says = first === true || button !== undefined || optOut === true;
        expect(says, 'an answer says that it is the first, what was tapped, or that it is an opt-out');
        if (optOut) expect(!this.repliedOptOut, 'an opt-out is told once');
        if (button !== undefined) expect(!this.tapped.has(button), 'a tap on a button is told once');
        this.replied = true;
        this.repliedOptOut ||= optOut === true;
        if (button !== undefined) this.tapped.add(button);
        break;
      }
      default:
        event satisfies never;
    }
    const milestones = NAMES.slice(reached, this.reached);
    if (passes(event)) expect(milestones.length > 0, 'a milestone is passed once');
    const settles = !this.settled && (this.hasEnded() || this.needsAttention);
    this.settled ||= settles;
    this.revision = revision;
    const wins = (event.type === 'Delivered' || event.type === 'Read') && SUPERSEDED.has(state);
    const contradictions = checkClaims(event, {
      ...{ from, to: this.standing(), settles, unsettles, milestones, attempt, attempts, unattempted, broken },
      supersedes: wins ? state : undefined,
      overcomes,
      acceptedAt: this.acceptedAt,
      takenAs: this.takenAs,
    });
    // Of two figures that may be, the one it says goes on.
    const said = 'attempts' in event.data ? event.data.attempts : undefined;
    this.attempts = attempts.find((allowed) => allowed === said) ?? attempts[0]!;
    if (event.type === 'SendAttempted')
      this.row = { attempted: true, attempts: this.attempts, contentType: event.data.contentType ?? 'template' };
    else if (this.row && said !== undefined) this.row = { ...this.row, attempts: this.attempts };
    return contradictions;
  }

  private standing(): Standing {
    return { state: this.state, open: this.openAttempt > 0, needsAttention: this.needsAttention };
  }

  /** Older programs said so only of whom nobody had claimed: of one whose claims were all withdrawn, either may be said. */
  private unattempted(claimed: boolean): boolean | null {
    if (this.left.size > 0) return false;
    return this.lastAttempt === 0 || claimed ? true : null;
  }

  /**
   * Evidence, or another upload, overcomes the failure that was counted. Older programs did not say so, and left it in the list.
   * @returns what the event must say
   */
  private overcome(claimed: string | undefined): string | undefined {
    if (this.failedOf === null || claimed === undefined) return undefined;
    const overcome = this.failedOf;
    this.failedOf = null;
    return overcome;
  }

  private hasEnded(): boolean {
    return ENDS.has(this.state);
  }

  /** Whatever is known of where it stands answers what was not known. */
  private stand(state: ContactState): void {
    this.state = state;
    this.needsAttention = false;
  }

  private end(state: ContactState): void {
    this.openAttempt = 0;
    this.stand(state);
  }

  private pass(milestone: Milestone): void {
    this.reached = Math.max(this.reached, REACHED[milestone]);
  }

  /** A message that was taken is no news for one that has ended, nor while another is further on its way. */
  private takeAcceptance(attempt: number): void {
    const isFurther = this.onTheWay.size > 0 && this.reached > REACHED.accepted;
    this.stand(this.hasEnded() || isFurther ? this.state : 'in_progress');
    if (this.openAttempt === attempt) this.openAttempt = 0;
    this.accepted.add(attempt);
    this.onTheWay.add(attempt);
    this.pass('accepted');
  }
}

function passes({ type }: ContactEvent): boolean {
  return type === 'SentConfirmed' || type === 'Delivered' || type === 'Read';
}
