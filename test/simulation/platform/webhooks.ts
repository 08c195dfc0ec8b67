import { createHmac } from 'node:crypto';
import type { Chance } from '../chance';
import type { Turns } from '../turns';
import type { Account, App, BusinessNumber } from './accounts';
import { DAY, HOUR, MINUTE, SECOND } from './durations';
import type { GroundTruth, News } from './ground-truth';
import { seconds, type Value } from './values';

/** A request to a callback address. */
export interface WebhookRequest {
  readonly callback: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Answers with an HTTP status; undefined when nothing came back. */
export type Deliver = (request: WebhookRequest) => Promise<number | undefined>;

/** How likely each is, for one piece of news or, where it says so, one request. A world may change them at any time. */
export interface WebhookFaults {
  /** Never told. */
  lost: number;
  /** Told after a minute to nine days. */
  late: number;
  /** Told twice, the second time as late as a minute after. */
  duplicated: number;
  /** Overtaken by what came up to a minute after it. */
  reordered: number;
  /** Told together with others of the same app. */
  batched: number;
  /** Told as soon as it is so, when the answer to the call is still on its way. */
  beforeAnswer: number;
  /** Of a request: something in it that nobody documents. */
  broken: number;
  /** Of a request: it goes to the address of another number. */
  elsewhere: number;
  /** For how long what is not answered 200 is sent again, milliseconds: Meta says for up to seven days. Source: section 2.1. */
  givenUpAfter: number;
}

export const NO_WEBHOOK_FAULTS: Readonly<WebhookFaults> = {
  ...{ lost: 0, late: 0, duplicated: 0, reordered: 0, batched: 0, beforeAnswer: 0, broken: 0, elsewhere: 0 },
  givenUpAfter: 7 * DAY,
};

/** Until what is not answered 200 is sent again; afterwards daily. Meta says: at once, then less and less often. Source: section 2.1. */
const AGAIN_AFTER = [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR];
/** Updates of one request at most. */
const MOST_UPDATES = 1000;

interface Update {
  readonly news: News;
  readonly account: Account;
}

/** Tells apps what happened. */
export class Webhooks {
  /** What is being gathered, by app. */
  private readonly bags = new Map<App, Update[]>();
  private requests = 0;

  constructor(
    private readonly turns: Turns,
    private readonly chance: Chance,
    private readonly truth: GroundTruth,
    readonly faults: Readonly<WebhookFaults>,
    private readonly deliver: Deliver,
    private readonly numbers: ReadonlyMap<string, BusinessNumber>,
  ) {}

  /**
   * @param about the number where the field is of one, else its account
   * @param what for the trace
   * @param isAtOnce no sooner was it so
   */
  tell(about: BusinessNumber | Account, field: string, value: Value, what: string, isAtOnce = false): void {
    const [account, number] = 'account' in about ? [about.account, about.id] : [about, null];
    const at = this.turns.now();
    const news: News = { id: this.truth.news.length, at, account: account.id, number, field, value };
    this.truth.news.push(news);
    const chance = this.chance.branch(`news ${news.id}`);
    const { faults } = this;
    if (chance.happens(faults.lost)) {
      this.truth.lost.push(news.id);
      return;
    }
    const tell = (ms: number) => this.turns.after(ms, `webhook of ${what}`, () => this.put({ news, account }, chance));
    let wait = isAtOnce ? chance.between(0, 5) : chance.between(10, 100);
    if (chance.happens(faults.late))
      wait = chance.between(
        MINUTE,
        chance.weighted([
          [8, 10 * MINUTE],
          [3, HOUR],
          [1, DAY],
          [1, 9 * DAY],
        ] as const),
      );
    else if (chance.happens(faults.reordered)) wait += chance.between(SECOND, MINUTE);
    tell(wait);
    if (chance.happens(faults.duplicated)) tell(wait + chance.between(0, MINUTE));
  }

  private put(update: Update, chance: Chance): void {
    const { app } = update.account;
    const bag = this.bags.get(app);
    if (bag) {
      bag.push(update);
      if (bag.length === MOST_UPDATES) this.empty(app, bag);
      return;
    }
    const gathering = [update];
    if (!chance.happens(this.faults.batched)) {
      this.send(app, gathering);
      return;
    }
    this.bags.set(app, gathering);
    this.turns.after(chance.between(50, 3000), 'batch of webhooks', () => this.empty(app, gathering));
  }

  private empty(app: App, bag: readonly Update[]): void {
    if (this.bags.get(app) !== bag) return;
    this.bags.delete(app);
    this.send(app, bag);
  }

  private send(app: App, updates: readonly Update[]): void {
    const chance = this.chance.branch(`request ${this.requests++}`);
    const isBroken = chance.happens(this.faults.broken);
    const entries = entriesOf(updates, chance);
    const entry = isBroken ? spoilt(entries, chance) : entries;
    const body = Buffer.from(escaped(JSON.stringify({ object: 'whatsapp_business_account', entry })));
    // Of numbers of the same app: signed for another it would be refused.
    const elsewhere = [...this.numbers.values()]
      .filter(({ account, address }) => account.app === app && address !== app.callback)
      .map(({ address }) => address);
    const isElsewhere = chance.happens(this.faults.elsewhere) && elsewhere.length > 0;
    const request = {
      callback: isElsewhere ? chance.pick(elsewhere) : app.callback,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${createHmac('sha256', app.appSecret).update(body).digest('hex')}`,
      },
      body,
    };
    void this.attempt(
      request,
      updates.map(({ news }) => news.id),
      chance,
    );
  }

  private async attempt(request: WebhookRequest, news: readonly number[], chance: Chance, before = 0, waited = 0) {
    const status = await this.deliver(request);
    this.truth.tell({ at: this.turns.now(), callback: request.callback, news, status });
    if (status === 200) return;
    const wait = Math.round((AGAIN_AFTER[before] ?? DAY) * (0.8 + 0.4 * chance.fraction()));
    if (waited + wait > this.faults.givenUpAfter) return;
    this.turns.after(wait, `webhook again (${before + 1})`, () => {
      void this.attempt(request, news, chance, before + 1, waited + wait);
    });
  }
}

interface Change {
  readonly field: string;
  readonly value: Value;
}

interface Entry {
  readonly id: string;
  readonly time?: number;
  readonly changes: Change[];
}

/** An entry per account; some messages and statuses of one number share a change. `time` is missing for those. Source: section 2.2. */
function entriesOf(updates: readonly Update[], chance: Chance): unknown[] {
  const entries = new Map<string, Entry>();
  for (const { news } of updates) {
    const isMessages = news.field === 'messages';
    const key = `${news.account} ${isMessages ? '' : news.at}`;
    const entry = entries.get(key) ?? {
      id: news.account,
      ...(!isMessages && { time: seconds(news.at) }),
      changes: [],
    };
    entries.set(key, entry);
    const change = { field: news.field, value: news.value as Value };
    const last = entry.changes.at(-1);
    if (isMessages && last && isOfSameNumber(last.value, change.value) && chance.happens(0.5)) {
      entry.changes[entry.changes.length - 1] = { field: 'messages', value: together(last.value, change.value) };
    } else entry.changes.push(change);
  }
  return [...entries.values()];
}

function isOfSameNumber(one: Value, other: Value): boolean {
  return JSON.stringify(one['metadata']) === JSON.stringify(other['metadata']);
}

function together(one: Value, other: Value): Value {
  const lists = ['contacts', 'statuses', 'messages'].map((name) => {
    const all = [...((one[name] as unknown[] | undefined) ?? []), ...((other[name] as unknown[] | undefined) ?? [])];
    return all.length > 0 && { [name]: all };
  });
  return Object.assign({ ...one }, ...lists) as Value;
}

/** What nobody documents, among what everybody does: neighbours must not suffer from it. */
function spoilt(entries: readonly unknown[], chance: Chance): readonly unknown[] {
  const statuses = (...elements: unknown[]) => ({
    id: '0',
    changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: {}, statuses: elements } }],
  });
  const timestamp = '1795258801';
  return chance.shuffled([
    ...entries,
    chance.pick<unknown>([
      null,
      7,
      {},
      { id: '0', changes: null },
      { id: '0', changes: [{ field: 'a_field_of_tomorrow', value: { event: 'NEW' } }] },
      { id: '0', changes: [{ field: 'messages', value: { messages: [{ type: 'text', text: { body: 'no id' } }] } }] },
      statuses(null, { status: 'sent', timestamp }),
      statuses({ id: 'wamid.nobody', status: 'delivered', timestamp: 'yesterday' }),
      statuses({ id: 'wamid.ofAnotherApp', status: 'delivered', timestamp }),
      statuses({ id: 'wamid.ofAnotherApp', status: 'warning', timestamp }),
    ]),
  ]);
}

/** Meta escapes what is not ASCII in lower case, so that JSON that is written again does not verify. Source: section 2.1. */
function escaped(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
