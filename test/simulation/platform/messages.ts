import type { Chance } from '../chance';
import type { Turns } from '../turns';
import type { BusinessNumber, Template } from './accounts';
import { DAY, HOUR, MINUTE, SECOND } from './durations';
import { type Code, refusal, type Refusal } from './errors';
import type { Decision, GroundTruth, SentMessage } from './ground-truth';
import type { Person } from './handsets';
import { MessageHistory } from './message-history';
import { digitsMeant, subscriberOf, waIdOf } from './phones';
import { problemsOf, type SentComponent } from './template-parameters';
import { statusValue, type Status } from './values';
import type { Webhooks } from './webhooks';

/** What chance wants of one request, whatever the platform would have decided. */
export interface Fate {
  readonly refuse?: Code;
  readonly failLater?: Code;
  /** What is said to have failed is received all the same: handsets have several devices. Source: section 2.3. */
  readonly arrivesYet?: boolean;
  /** What was received is said to have failed. */
  readonly failsYet?: boolean;
  /** Of a list, a page that has fewer than were asked for though there are more. */
  readonly shortPage?: boolean;
}

const LONGEST_CALLBACK_DATA = 512;
/** What is set for no template is the platform's longest. */
const FREE_TTL_MS = 30 * DAY;

/** What was decided about a request to send. */
export interface Verdict {
  readonly refusal?: Refusal;
  readonly message?: SentMessage;
  readonly isHeld?: boolean;
}

/** Takes messages, brings them to handsets and tells what became of them. */
export class Messages {
  private taken = 0;
  /** What is kept until a handset is on. */
  private readonly kept = new Map<Person, SentMessage[]>();
  /** By number. */
  private readonly histories = new Map<BusinessNumber, MessageHistory>();

  constructor(
    private readonly turns: Turns,
    private readonly chance: Chance,
    private readonly truth: GroundTruth,
    private readonly webhooks: Webhooks,
    private readonly people: ReadonlyMap<string, Person>,
  ) {}

  historyOf(number: BusinessNumber): MessageHistory {
    const known = this.histories.get(number) ?? new MessageHistory();
    this.histories.set(number, known);
    return known;
  }

  /** @param of whose connections it came through */
  take(of: string, number: BusinessNumber, request: SendBody, fate: Fate): Verdict {
    const subscriber = subscriberMeant(request, number);
    const verdict = this.judge(number, request, subscriber, fate);
    const { message, isHeld = false, refusal: refused } = verdict;
    const { to = '', type = '', template, biz_opaque_callback_data: callbackData } = request;
    const decision: Decision = message
      ? { kind: 'accepted', messageId: message.id, isHeld }
      : { kind: 'refused', code: refused!.code };
    this.truth.requests.push({
      ...{ at: this.turns.now(), of, number: number.id, to, subscriber, callbackData, decision, contentType: type },
      template: template?.name ?? '',
      language: template?.language?.code ?? '',
      parameters: template?.components ?? [],
    });
    return verdict;
  }

  /** The order is that of what a platform can know first: the request, the account, the rates, the template. */
  private judge(number: BusinessNumber, request: SendBody, subscriber: string | null, fate: Fate): Verdict {
    const at = this.turns.now();
    const { template: sent, biz_opaque_callback_data: callbackData } = request;
    const no = (code: Code, details?: string): Verdict => ({ refusal: refusal(code, details) });
    if (request.messaging_product !== 'whatsapp') return no(100, 'messaging_product must be whatsapp');
    if (typeof request.to !== 'string') return no(131008, 'to is missing');
    if (subscriber === null) return no(131009, 'to is no phone number');
    if ((callbackData?.length ?? 0) > LONGEST_CALLBACK_DATA) return no(100, 'biz_opaque_callback_data is too long');
    const isFree = request.type !== 'template';
    const missing = isFree
      ? missingIn(request)
      : sent?.name && sent.language?.code
        ? undefined
        : 'template is incomplete';
    if (missing !== undefined) return no(131008, missing);
    const isOpen = number.windows.isOpen(subscriber, at);
    const template = number.account.templates.find(
      ({ name, language }) => !isFree && name === sent?.name && language === sent.language?.code,
    );
    const standing = standingOf(number, template, isOpen, at);
    if (standing !== undefined) return no(standing);
    if (subscriber === subscriberOf(number.display)) return no(131021);
    if (number.blocked.has(subscriber)) return no(130403);
    if (fate.refuse !== undefined) return no(fate.refuse);
    if (!number.rate.take(at)) return no(130429);
    if (!number.pairs.take(subscriber, at)) return no(131056);
    if (isFree) return this.accept(number, null, subscriber, [], callbackData, fate);
    if (!template) return no(132001);
    const status = template.status.now;
    if (status === 'PAUSED') return no(132015);
    if (status === 'DISABLED') return no(132016);
    if (status !== 'APPROVED') return no(132001);
    const problem = problemsOf(template, sent?.components ?? []);
    if (problem) return { refusal: problem };
    return this.accept(number, template, subscriber, sent?.components ?? [], callbackData, fate);
  }

  private accept(
    number: BusinessNumber,
    template: Template | null,
    subscriber: string,
    parameters: unknown,
    callbackData: string | undefined,
    fate: Fate,
  ): Verdict {
    const at = this.turns.now();
    const chance = this.chance.branch(`message ${this.taken++}`);
    const person = this.people.get(subscriber);
    const waId = person?.waId ?? waIdOf(subscriber, false);
    number.windows.answered(subscriber, at);
    const message: SentMessage = {
      ...{ acceptedAt: at, number, template, subscriber, waId, parameters, callbackData },
      id: wamid(waId, 'sent', chance),
      category: template?.category.now ?? 'SERVICE',
      freeUntil: number.windows.freeEntryUntil(subscriber, at),
    };
    this.truth.accepted.push(message);
    const isHeld = template !== null && template.pacing.now !== 'none';
    const isAtOnce = chance.happens(this.webhooks.faults.beforeAnswer);
    // An answer is on its way for less than half a second.
    let wait = isAtOnce ? 0 : chance.between(500, chance.happens(0.95) ? 1500 : 4000);
    if (isHeld) wait += chance.between(5 * MINUTE, HOUR);
    const goOn = () => this.depart(message, fate, isAtOnce, isHeld, chance);
    this.turns.after(wait, `${message.id} leaves`, goOn);
    return { message, isHeld };
  }

  private depart(message: SentMessage, fate: Fate, isAtOnce: boolean, isHeld: boolean, chance: Chance): void {
    const person = this.people.get(message.subscriber);
    const failure = isHeld && message.template?.pacing.now === 'dropped' ? 132015 : this.failureOf(message, person);
    const code = failure ?? fate.failLater;
    if (code !== undefined) {
      this.fail(message, person, code, isAtOnce);
      if (failure !== undefined || !fate.arrivesYet) return;
    } else this.tell(message, 'sent', person, isAtOnce);
    if (!person) return;
    this.turns.after(chance.between(50, 1500), `${message.id} reaches its handset`, () => {
      if (!this.reach(message, person) || !fate.failsYet) return;
      const afterwards = chance.between(SECOND, HOUR);
      this.turns.after(afterwards, `${message.id} fails yet`, () => this.fail(message, person, 131000, false));
    });
  }

  /** Why it never goes to a handset. What nobody at the platform refuses is refused here by whom it was for. */
  private failureOf({ number, template, subscriber }: SentMessage, person: Person | undefined): Code | undefined {
    const at = this.turns.now();
    if (!person?.onWhatsApp.now) return 131026;
    const isOpen = number.windows.isOpen(subscriber, at);
    const { portfolio } = number.account;
    // Taken with a 200, and failed by a webhook. Source: section 1.4.
    if (!template) return isOpen ? undefined : 131047;
    if (template.category.now === 'MARKETING') {
      if (person.stopped.now.has(portfolio.id)) return 131050;
      // Inside a window neither of the two applies. Source: sections 3.2 and 4.3.
      if (!isOpen && person.isInExperiment) return 130472;
      if (!isOpen && person.isWeary.now) return 131049;
    }
    const { tier, reach } = portfolio;
    const isNew = !isOpen && !reach.has(subscriber, at);
    // No source names the code; this is the one that the reference takes for it (section 3.2).
    return isNew && tier.now !== null && reach.size(at) >= tier.now ? 131048 : undefined;
  }

  /** To the handset, or to where it is kept until that is on. A block is silent: there is never more than `sent`. @returns whether it is there */
  private reach(message: SentMessage, person: Person): boolean {
    const { number, subscriber, template, acceptedAt } = message;
    const at = this.turns.now();
    if (person.blocked.now.has(number.id)) return false;
    if (!person.isOn.now) {
      this.kept.set(person, [...(this.kept.get(person) ?? []), message]);
      return false;
    }
    if (at >= acceptedAt + (template?.ttlMs ?? FREE_TTL_MS)) {
      this.truth.expiries.push({ at, message });
      return false;
    }
    if (!number.windows.isOpen(subscriber, at)) number.account.portfolio.reach.add(subscriber, at);
    this.truth.receipts.push({ at, person, message });
    this.tell(message, 'delivered', person);
    this.mayBeRead(message, person);
    return true;
  }

  private mayBeRead(message: SentMessage, person: Person): void {
    const chance = this.chance.branch(`handset of ${message.id}`);
    if (!chance.happens(person.reads)) return;
    // Source: section 8.4.
    const wait = chance.weighted([
      [30, [5 * SECOND, 5 * MINUTE]],
      [45, [5 * MINUTE, 6 * HOUR]],
      [25, [6 * HOUR, 2 * DAY]],
    ] as const);
    this.turns.after(chance.between(...wait), `${message.id} is read`, () => this.read(message, person));
  }

  private read(message: SentMessage, person: Person): void {
    this.truth.readings.push({ at: this.turns.now(), person, message });
    if (person.tellsReading) this.tell(message, 'read', person);
  }

  /** What was kept is brought, or is too old by now. */
  bringTo(person: Person): void {
    const kept = this.kept.get(person) ?? [];
    this.kept.delete(person);
    for (const message of kept) this.reach(message, person);
  }

  private fail(message: SentMessage, person: Person | undefined, code: Code, isAtOnce: boolean): void {
    this.truth.failures.push({ at: this.turns.now(), message, code });
    this.tell(message, 'failed', person, isAtOnce, refusal(code));
  }

  private tell(
    message: SentMessage,
    status: Status,
    person: Person | undefined,
    isAtOnce = false,
    failure?: Refusal,
  ): void {
    const who = person?.identityFor(message.number.account.portfolio.id);
    this.historyOf(message.number).note(message.id, { status, at: this.turns.now(), code: failure?.code });
    const value = statusValue(message, status, this.turns.now(), who, failure);
    this.webhooks.tell(message.number, 'messages', value, `${message.id} ${status}`, isAtOnce);
  }
}

/** The body of `POST /messages`, as far as anybody may have sent it. */
export interface SendBody {
  readonly messaging_product?: string;
  readonly to?: string;
  readonly type?: string;
  readonly biz_opaque_callback_data?: string;
  readonly text?: { readonly body?: string };
  readonly image?: { readonly link?: string; readonly caption?: string };
  readonly template?: {
    readonly name?: string;
    readonly language?: { readonly code?: string };
    readonly components?: readonly SentComponent[];
  };
}

/** What a message of free-form content lacks, as far as any is sent here. Source: section 1.4. */
function missingIn({ type, text, image }: SendBody): string | undefined {
  switch (type) {
    case 'text':
      return typeof text?.body === 'string' && text.body !== '' ? undefined : 'text.body is missing';
    case 'image':
      return image?.link?.startsWith('https://') ? undefined : 'image has neither id nor link';
    default:
      // Whatever else could be sent would be answered by guesses here.
      throw new Error(`the model has no messages of type ${type}`);
  }
}

function subscriberMeant({ to }: SendBody, { countryCode }: BusinessNumber): string | null {
  const digits = typeof to === 'string' ? digitsMeant(to, countryCode) : null;
  return digits === null ? null : subscriberOf(digits);
}

/** What stands against anything being sent. Source: sections 2.5 and 3.2. */
function standingOf(
  { status, account }: BusinessNumber,
  template: Template | undefined,
  isOpen: boolean,
  at: number,
): Code | undefined {
  if (status.now === 'DELETED') return 33;
  if (status.now === 'BANNED') return 131031;
  if (status.now === 'RESTRICTED') return 131048;
  const restriction = account.restriction.now;
  if (!restriction || (restriction.until !== null && at >= restriction.until)) return undefined;
  switch (restriction.type) {
    case 'DISABLE':
      return 368;
    case 'RESTRICTED_BIZ_INITIATED_MESSAGING':
      return isOpen ? undefined : 368;
    case 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING':
      return isOpen ? 368 : undefined;
    case 'RESTRICTED_UTILITY_TEMPLATES':
      return template?.category.now === 'UTILITY' ? 131064 : undefined;
  }
}

/**
 * An id of a message: base64 of a few fixed bytes, the phone and an id of its own; opaque to everybody else. Source: section 1.5, of whose
 * examples this has the form.
 */
export function wamid(waId: string, direction: 'sent' | 'written', chance: Chance): string {
  const unique = Array.from({ length: 3 }, () => chance.below(0x1_00_00_00).toString(16).padStart(6, '0')).join('');
  const bytes = Buffer.concat([
    Buffer.from([0x1c, 0x18, waId.length]),
    Buffer.from(waId),
    Buffer.from([0x15, 0x02, 0x00, direction === 'sent' ? 0x11 : 0x12, 0x18, unique.length]),
    Buffer.from(`${unique.toUpperCase()}\0`),
  ]);
  return `wamid.${bytes.toString('base64')}`;
}
