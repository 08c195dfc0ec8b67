import type { Chance } from '../chance';
import type { Turns } from '../turns';
import {
  type Account,
  type App,
  type BusinessNumber,
  type Category,
  type Component,
  type NumberStatus,
  type Portfolio,
  type Quality,
  type RestrictionType,
  type Template,
  type TemplateStatus,
  tierWord,
} from './accounts';
import { type CallFaults, Connections } from './calls';
import { DAY } from './durations';
import { Graph } from './graph';
import { GroundTruth } from './ground-truth';
import { changed, type Identity, Person, type PersonSettings } from './handsets';
import { History } from './history';
import { PairRate, Reach, ServiceWindows, Throughput, type ThroughputLevel } from './limits';
import { Messages, wamid } from './messages';
import { type Around, type Content, inboundValue, preferenceValue, seconds, templateNames, type Value } from './values';
import { type Deliver, type WebhookFaults, Webhooks } from './webhooks';

/** Time to live of marketing and utility templates where nobody says another. Source: section 4.6. */
const TTL_MS = 30 * DAY;

/** Types under which something else than a message of a person is told: they open no service window. */
const NO_MESSAGES: ReadonlySet<string> = new Set(['system', 'edit', 'revoke']);

/**
 * The provider's platform, with everybody who has a handset. It is made by what Meta documents (the platform reference, to whose sections
 * the comments here point) and shares nothing with the engine that it judges.
 */
export class Platform {
  readonly truth = new GroundTruth();
  /** By subscriber. */
  readonly people = new Map<string, Person>();
  /** By `phone_number_id`. */
  readonly numbers = new Map<string, BusinessNumber>();
  readonly accounts = new Map<string, Account>();
  private readonly webhooks: Webhooks;
  private readonly messages: Messages;
  private readonly graph: Graph;
  private written = 0;
  private opened = 0;

  constructor(
    private readonly turns: Turns,
    private readonly chance: Chance,
    deliver: Deliver,
    webhookFaults: Readonly<WebhookFaults>,
  ) {
    const { truth, people, numbers, accounts } = this;
    this.webhooks = new Webhooks(turns, chance.branch('webhooks'), truth, webhookFaults, deliver, numbers);
    this.messages = new Messages(turns, chance.branch('messages'), truth, this.webhooks, people);
    this.graph = new Graph(turns, truth, this.messages, numbers, accounts);
  }

  /** What one engine calls through. @param of its name, for the truth and the trace */
  dispatcher(of: string, faults: Readonly<CallFaults>): Connections {
    const chance = this.chance.branch(`connections ${this.opened++} ${of}`);
    return new Connections(of, faults, chance, this.turns, this.graph);
  }

  /**
   * What an address is asked before it is taken: whoever answers with the challenge as its bare body knows the app's word. Source: section 2.1.
   */
  handshake({ id, verifyToken }: App): Readonly<Record<string, string>> {
    const challenge = String(this.chance.branch(`handshake ${id}`).between(1_000_000_000, 9_999_999_999));
    return { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken };
  }

  // What there is.

  /** @param tier unique persons in a rolling 24 h; null for unlimited */
  portfolio(id: string, tier: number | null): Portfolio {
    return { id, tier: new History(this.turns.now(), tier), reach: new Reach() };
  }

  account(id: string, portfolio: Portfolio, app: App): Account {
    const restriction = new History<Account['restriction']['now']>(this.turns.now(), null);
    const account: Account = { id, portfolio, app, numbers: [], templates: [], restriction };
    this.accounts.set(id, account);
    return account;
  }

  number(
    account: Account,
    settings: Pick<BusinessNumber, 'id' | 'display' | 'countryCode'> & {
      readonly address?: string;
      readonly throughput?: ThroughputLevel;
    },
  ): BusinessNumber {
    const at = this.turns.now();
    const { throughput = 'STANDARD', address = account.app.callback, ...names } = settings;
    const number: BusinessNumber = {
      ...{ ...names, account, address, rate: new Throughput(throughput), throughput: new History(at, throughput) },
      ...{ status: new History<NumberStatus>(at, 'CONNECTED'), quality: new History<Quality>(at, 'GREEN') },
      ...{ pairs: new PairRate(), windows: new ServiceWindows(), blocked: new Set() },
    };
    this.numbers.set(number.id, number);
    account.numbers.push(number);
    return number;
  }

  template(
    account: Account,
    settings: Pick<Template, 'name' | 'language'> & {
      readonly components: readonly Component[];
      readonly category?: Category;
      readonly status?: TemplateStatus;
      readonly parameterFormat?: Template['parameterFormat'];
      readonly ttlMs?: number;
    },
  ): Template {
    const at = this.turns.now();
    const { category = 'MARKETING', status = 'APPROVED', parameterFormat = 'POSITIONAL', ...rest } = settings;
    const template: Template = {
      ...{ ttlMs: TTL_MS, ...rest, account, parameterFormat },
      id: 990_000 + [...this.accounts.values()].reduce((sum, { templates }) => sum + templates.length, 0),
      status: new History(at, status),
      category: new History(at, category),
      quality: new History<Quality>(at, 'UNKNOWN'),
      pacing: new History<Template['pacing']['now']>(at, 'none'),
    };
    account.templates.push(template);
    return template;
  }

  /** @throws Error for a subscriber who is there already, in whatever notation */
  person(settings: PersonSettings): Person {
    const person = new Person(settings, this.turns.now(), this.chance.branch('user ids'));
    if (this.people.has(person.subscriber)) throw new Error(`${person.subscriber} is somebody already`);
    this.people.set(person.subscriber, person);
    return person;
  }

  // What the platform does to a business.

  changeTier(portfolio: Portfolio, tier: number | null): void {
    portfolio.tier.become(this.turns.now(), tier);
    for (const account of this.accounts.values()) {
      if (account.portfolio !== portfolio) continue;
      const limits = { max_phone_numbers_per_business: 20, max_phone_numbers_per_waba: 20 };
      this.tell(account, 'business_capability_update', {
        ...{ max_daily_conversations_per_business: tier ?? -1, ...limits },
      });
    }
  }

  /** The platform tells of low quality in older words only, which are sent as well. Source: section 2.5 (secondary). */
  changeQuality(number: BusinessNumber, quality: Quality): void {
    const was = number.quality.now;
    number.quality.become(this.turns.now(), quality);
    if (quality === 'RED' && was !== 'RED') this.tellOfNumber(number, 'FLAGGED');
    if (quality !== 'RED' && was === 'RED') this.tellOfNumber(number, 'UNFLAGGED');
  }

  /** Nothing is told: sends say it, and who asks for the number. */
  changeNumberStatus(number: BusinessNumber, status: NumberStatus): void {
    number.status.become(this.turns.now(), status);
  }

  upgradeThroughput(number: BusinessNumber): void {
    number.throughput.become(this.turns.now(), 'HIGH');
    number.rate.level = 'HIGH';
    this.tellOfNumber(number, 'THROUGHPUT_UPGRADE');
  }

  /** @param why the `event` where its word is not that of the status (`REINSTATED`), `reason`, and the `title` of a pause or its end: `FIRST_PAUSE` */
  changeTemplateStatus(
    template: Template,
    status: TemplateStatus,
    why: { readonly event?: string; readonly reason?: string; readonly title?: string } = {},
  ): void {
    template.status.become(this.turns.now(), status);
    this.tell(template.account, 'message_template_status_update', {
      ...{ event: why.event ?? status, ...templateNames(template), message_template_category: template.category.now },
      reason: why.reason ?? 'NONE',
      ...(why.title !== undefined && { other_info: { title: why.title, description: why.title } }),
    });
  }

  changeTemplateCategory(template: Template, category: Category): void {
    const previous = template.category.now;
    template.category.become(this.turns.now(), category);
    this.tell(template.account, 'template_category_update', {
      ...{ ...templateNames(template), previous_category: previous, new_category: category },
    });
  }

  changeTemplateQuality(template: Template, quality: Quality): void {
    const previous = template.quality.now;
    template.quality.become(this.turns.now(), quality);
    this.tell(template.account, 'message_template_quality_update', {
      ...{ ...templateNames(template), previous_quality_score: previous, new_quality_score: quality },
    });
  }

  /** From now on messages of it are held back, and leave later or are dropped with 132015, as it is when their time comes. */
  pace(template: Template, pacing: Template['pacing']['now']): void {
    template.pacing.become(this.turns.now(), pacing);
  }

  /** @param until milliseconds; null for no end */
  restrict(account: Account, type: RestrictionType, until: number | null): void {
    account.restriction.become(this.turns.now(), { type, until });
    if (type === 'DISABLE') {
      this.tell(account, 'account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } });
      return;
    }
    const restriction = { restriction_type: type, ...(until !== null && { expiration: seconds(until) }) };
    this.tell(account, 'account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction] });
  }

  /** Ends a restriction before its time; only the end of a ban has a word of its own. */
  lift(account: Account): void {
    const was = account.restriction.now;
    account.restriction.become(this.turns.now(), null);
    if (was?.type !== 'DISABLE') return;
    this.tell(account, 'account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } });
  }

  // What people do.

  /** Writes, taps or reacts; opens the service window. @returns the id of what was written */
  write(person: Person, number: BusinessNumber, what: Content, around: Around = {}): string {
    return this.put(person, number, what, around, person.identityFor(number.account.portfolio.id));
  }

  /** A file that a person sends: it lies with the platform for seven days. @param about `caption`, `filename`, `voice`, `animated` */
  file(
    number: BusinessNumber,
    type: 'image' | 'video' | 'audio' | 'document' | 'sticker',
    mimeType: string,
    content: Buffer,
    about: Value = {},
  ): Content {
    const id = String(1_000_000_000_000 + this.graph.files.size);
    this.graph.files.set(id, { mimeType, content, at: this.turns.now(), app: number.account.app });
    return { type, content: { id, mime_type: mimeType, ...about } };
  }

  /** Stops or resumes marketing of a business, in the chat with one of its numbers. */
  prefer(person: Person, number: BusinessNumber, value: 'stop' | 'resume'): void {
    const at = this.turns.now();
    const { portfolio } = number.account;
    person.stopped.become(at, changed(person.stopped.now, portfolio.id, value === 'stop'));
    this.truth.preferences.push({ at, person, portfolio: portfolio.id, value });
    this.webhooks.tell(
      number,
      'user_preferences',
      preferenceValue(person.identityFor(portfolio.id), number, value, at),
      `preference ${value}`,
    );
  }

  /** Nobody is told of it. */
  block(person: Person, number: BusinessNumber, isBlocked: boolean): void {
    person.blocked.become(this.turns.now(), changed(person.blocked.now, number.id, isBlocked));
  }

  /** What was kept for a handset comes when it is switched on. */
  switch(person: Person, isOn: boolean): void {
    person.isOn.become(this.turns.now(), isOn);
    if (isOn) this.messages.bringTo(person);
  }

  /** The platform holds more marketing back from somebody, or does not any more. */
  weary(person: Person, isWeary: boolean): void {
    person.isWeary.become(this.turns.now(), isWeary);
  }

  /**
   * The same person under another number and with another user id, of which a number that it has written to is told by a message that still
   * comes from the old ones. Source: Meta's webhook reference, *messages*, *system*, and its change of 11 August 2026.
   */
  changePhone(person: Person, number: BusinessNumber, phone: string): void {
    const [from, before] = [person.subscriber, person.identityFor(number.account.portfolio.id)];
    this.people.delete(from);
    person.changePhone(phone);
    this.people.set(person.subscriber, person);
    this.truth.moves.push({ at: this.turns.now(), person, from, to: person.subscriber });
    const { waId, userId } = person.identityFor(number.account.portfolio.id);
    const content = {
      body: `User ${person.name} changed from ${before.waId} to ${waId}`,
      ...(waId === undefined ? { type: 'user_changed_user_id' } : { type: 'user_changed_number', wa_id: waId }),
      ...{ user_id: userId, previous_user_id: before.userId },
    };
    this.put(person, number, { type: 'system', content }, {}, before);
  }

  private put(person: Person, number: BusinessNumber, what: Content, around: Around, as: Identity): string {
    const at = this.turns.now();
    const messageId = wamid(person.waId, 'written', this.chance.branch(`written ${this.written++}`));
    const { type, content } = what;
    this.truth.written.push({
      ...{ at, person, number: number.id, messageId, type, content },
      contextId: type === 'reaction' ? (content as { message_id: string }).message_id : around.quoting,
    });
    // Throughput counts what comes in as well.
    number.rate.take(at);
    if (!NO_MESSAGES.has(type)) number.windows.written(person.subscriber, at, around.referral !== undefined);
    this.webhooks.tell(number, 'messages', inboundValue(as, number, messageId, at, what, around), `a ${type}`);
    return messageId;
  }

  private tell(account: Account, field: string, value: Value): void {
    this.webhooks.tell(account, field, value, field);
  }

  private tellOfNumber(number: BusinessNumber, event: string): void {
    const tier = tierWord(number.account.portfolio.tier.now);
    this.tell(number.account, 'phone_number_quality_update', {
      ...{ display_phone_number: number.display, event, max_daily_conversations_per_business: tier },
    });
  }
}
