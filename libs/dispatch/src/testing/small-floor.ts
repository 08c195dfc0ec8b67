import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, seededRandom, VirtualClock } from '@arauto/clock';
import {
  type CampaignCommand,
  campaignDecider,
  type CampaignSettings,
  type Contact,
  type ContactCommand,
  contactDecider,
  type Decider,
  type FrozenTemplate,
  rowRef,
  type SenderCommand,
  senderDecider,
  type SenderFacts,
  storedVersions,
  stream,
  streamPrefix,
  templateDecider,
  type TemplateStatus,
  testContactKey,
} from '@arauto/domain';
import {
  type DomainEvent,
  type EventStore,
  execute,
  LogFollower,
  type Position,
  type RecordedEvent,
  START,
  StateCache,
  storeBehindDoor,
} from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { contactEntry, SecretError, type StoredEntry, type Vault, type VaultEntry } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import { operationalProjections } from '@arauto/read-models/operational';
import { openSqliteViewWriter } from '@arauto/read-models/sqlite';
import { openPlannedReader } from '@arauto/read-models/testing';
import type { OutboundMessage, Provider, SendOutcome } from '@arauto/whatsapp';
import { leastKeys } from '../canary-in-view';
import { DEFAULT_LIMITS, type DispatchDeps } from '../deps';
import { Dispatcher } from '../dispatcher';
import { LiveFold } from '../live-folds';
import { Faults } from './faults';

export const CAMPAIGN = 'campaign-1';
export const SENDER = 'sender-1';
export const SUBACCOUNT = 'sub-1';

const SETTINGS: CampaignSettings = {
  senderIds: [SENDER],
  content: { type: 'template', templateId: 'template-1', parameterMapping: { '1': { from: 'name' } } },
  pace: null,
  timeZone: null,
  retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
  reportingHorizonSeconds: 259_200,
  unknownOutcome: { graceSeconds: 600, then: 'ask' },
  whenTierIsFull: 'wait',
};

const TEMPLATE: FrozenTemplate = {
  name: 'aviso',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [{ type: 'BODY', text: 'Olá {{1}}' }],
};

const FACTS: SenderFacts = { quality: 'GREEN', tier: null, throughput: 1000 };

/** What a campaign and its number are made of. */
export interface Prepared {
  readonly contacts: number;
  /** Of the contacts, in turn; none of them has one by default. */
  readonly countries: readonly (string | undefined)[];
  /** Number of the first contact. */
  readonly first: number;
  readonly facts: Partial<SenderFacts>;
  readonly settings: Partial<CampaignSettings>;
  readonly campaignId: string;
  readonly senderId: string;
}

/** What a call comes to; accepted by default. It is let out by `mayWrite` first, but where it throws before. */
export type Behaviour = (message: OutboundMessage, mayWrite: () => boolean) => Promise<SendOutcome>;

/** The dispatcher on a log and views of a temp folder, under a virtual clock, with faults wherever a test plans them. */
export class SmallFloor {
  readonly clock = new VirtualClock();
  readonly random = seededRandom('floor');
  readonly faults = new Faults();
  readonly vault = new Map<string, StoredEntry>();
  /** Refs of it that cannot be opened. */
  readonly damaged = new Set<string>();
  readonly logged: string[] = [];
  /** Messages that were let out. */
  readonly calls: OutboundMessage[] = [];
  behaviour: Behaviour = (message, mayWrite) => {
    if (!mayWrite()) return Promise.resolve({ kind: 'withdrawn' });
    this.calls.push(message);
    return Promise.resolve({ kind: 'accepted', messageId: `wamid.${message.callbackData}`, as: 'accepted' });
  };
  readonly deps: DispatchDeps;
  readonly dispatcher: Dispatcher;
  private readonly provider: Pick<Provider, 'send'> = {
    send: (message, { mayWrite }) => this.behaviour(message, mayWrite),
  };
  private readonly folder = mkdtempSync(join(tmpdir(), 'arauto-floor-'));
  /** What lies behind the door. */
  readonly stored = openSqliteEventStore({ path: join(this.folder, 'events.db'), clock: this.clock });
  private readonly log = storeBehindDoor(this.stored, storedVersions);
  private readonly writer = openSqliteViewWriter({
    folder: this.folder,
    group: 'operational',
    views: operationalProjections.map(({ view }) => view),
  });
  private readonly reader = openPlannedReader(this.folder, 'operational');
  private readonly follower: LogFollower;
  private readonly stopping = new AbortController();
  private running: Promise<unknown> | undefined;
  private projected: Position = START;

  constructor(limits = DEFAULT_LIMITS) {
    const { clock, random, faults } = this;
    const store = this.store();
    this.follower = new LogFollower(store, clock, () => this.logged.push('the log cannot be followed'));
    this.deps = {
      store,
      vault: this.faultyVault(),
      views: this.views(),
      viewsAt: () => this.projected,
      clock,
      random,
      contacts: new StateCache<Contact>(1000),
      senders: new LiveFold(store, senderDecider, streamPrefix.sender),
      follower: this.follower,
      connections: {
        provider: (senderId) =>
          faults.passing(`connections.provider ${senderId}`, () => Promise.resolve(this.provider)),
        messageHash: (_, messageId) =>
          faults.passing('connections.messageHash', () => Promise.resolve(`#${messageId}`)),
        otherReadings: (_, phones) => Promise.resolve(phones.map(() => [])),
      },
      owners: {
        accountOf: (senderId) => Promise.resolve([senderId]),
        portfolioOf: ({ portfolioId }) => portfolioId,
      },
      log: (message) => this.logged.push(message),
    };
    this.dispatcher = new Dispatcher(this.deps, limits);
  }

  /** A connected number, an approved template and a campaign with contacts `person-1` and so on, that is still a draft. */
  async prepare(options: Partial<Prepared> = {}): Promise<void> {
    const { contacts = 1, countries = [], facts = {}, campaignId = CAMPAIGN, senderId = SENDER, first = 1 } = options;
    const settings = { ...SETTINGS, senderIds: [senderId], ...options.settings };
    for (const id of settings.senderIds) await this.connect(id, facts);
    const template = { type: 'RegisterTemplate', subaccountId: SUBACCOUNT, senderId, status: 'approved' } as const;
    await this.does(templateDecider, stream.template('template-1'), { ...template, ...TEMPLATE });
    const created = { subaccountId: SUBACCOUNT, number: 1, name: 'Março', settings };
    await this.campaign({ type: 'CreateCampaign', ...created }, campaignId);
    const uploadId = `up-${campaignId}`;
    await this.campaign({ type: 'OpenUpload', uploadId, source: 'csv' }, campaignId);
    for (let n = 0; n < contacts; n++)
      await this.upload(first + n, campaignId, uploadId, countries[n % countries.length]);
    const counts = { invalid: 0, suppressed: 0, duplicates: 0 };
    await this.campaign({ type: 'CloseUpload', uploadId, rows: contacts, contacts, ...counts }, campaignId);
  }

  private async connect(senderId: string, facts: Partial<SenderFacts>): Promise<void> {
    const registered = {
      ...{ subaccountId: SUBACCOUNT, phoneRef: 'phone', credentialsRef: 'credentials-1', pace: null },
      ...{ name: 'Vendas', provider: 'cloud-api', portfolioId: 'pf-1' },
      connection: {
        baseUrl: 'http://127.0.0.1:1',
        apiVersion: 'v25.0',
        phoneNumberId: '7001',
        businessAccountId: '9001',
      },
    };
    await this.sender({ type: 'RegisterSender', ...registered }, senderId);
    await this.sender({ type: 'ConnectSender', ...FACTS, ...facts }, senderId);
  }

  /**
   * @param canary so many before all others; everybody where none is given
   * @param ttl of the template, where it has one
   */
  async start(campaignId = CAMPAIGN, canary?: number, ttl?: number): Promise<void> {
    const keys = canary === undefined ? [] : await leastKeys(campaignId, canary, this.reader);
    const first = keys.length === 0 ? {} : { canary: { contacts: keys.length, upTo: keys.at(-1)! } };
    const template = ttl === undefined ? TEMPLATE : { ...TEMPLATE, messageSendTtlSeconds: ttl };
    const started = { now: this.now(), user: 'ana', template, problems: [], scheduled: false, ...first };
    return this.campaign({ type: 'StartCampaign', ...started }, campaignId);
  }

  /** The next test of the campaign, asked for and made, and not handed over yet. Answers its contact's key. */
  async test(n: number, person: string): Promise<string> {
    const ref = `test-ref-${n}`;
    this.keep(ref, person);
    await this.campaign({ type: 'RequestTestMessage', ref, person });
    const row = { subaccountId: SUBACCOUNT, ref, person, uploadId: 'test', row: n, suppressed: false };
    await this.contact(testContactKey(n), { type: 'AcceptRow', ...row, at: this.now() });
    return testContactKey(n);
  }

  async upload(n: number, campaignId = CAMPAIGN, uploadId = `up-${campaignId}`, country?: string): Promise<void> {
    const ref = rowRef(uploadId, n);
    this.keep(ref, `person-${n}`);
    const row = { subaccountId: SUBACCOUNT, ref, uploadId, row: n, suppressed: false, ...(country && { country }) };
    await this.contact(`person-${n}`, { type: 'AcceptRow', ...row, at: this.now() }, campaignId);
  }

  /** Begins to send. */
  open(): void {
    const { signal } = this.stopping;
    const listeners = [this.deps.senders, ...this.dispatcher.listeners];
    const following = this.follower.run(listeners, this.projected, signal);
    this.running = Promise.all([following, this.dispatcher.run(signal, following)]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.running, this.clock.advance(100)]);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.reader.close();
    await this.writer.close();
    await this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lets time pass, with views that follow the log. */
  async pass(ms: number, step = 10): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      await this.project();
      await this.clock.advance(Math.min(step, left));
    }
    await this.project();
  }

  /** Lets time pass until something holds. @throws Error when it does not within `ms` */
  async until(holds: () => Promise<boolean> | boolean, ms = 30_000): Promise<void> {
    for (let left = ms; left > 0; left -= 10) {
      if (await holds()) return;
      await this.pass(10);
    }
    throw new Error(`it did not come about; logged: ${this.logged.join(' | ')}`);
  }

  templateIs(status: TemplateStatus): Promise<void> {
    const command = { type: 'ChangeTemplateStatus', status, reason: null } as const;
    return this.does(templateDecider, stream.template('template-1'), command);
  }

  campaign(command: CampaignCommand, campaignId = CAMPAIGN): Promise<void> {
    return this.does(campaignDecider, stream.campaign(campaignId), command);
  }

  sender(command: SenderCommand, senderId = SENDER): Promise<void> {
    return this.does(senderDecider, stream.sender(senderId), command);
  }

  contact(contactKey: string, command: ContactCommand, campaignId = CAMPAIGN): Promise<void> {
    return this.does(contactDecider, stream.contact(campaignId, contactKey), command);
  }

  async does<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    name: string,
    command: Command,
  ): Promise<void> {
    await execute(this.log, decider, name, command, { eventId: () => this.random.uuid() });
    await this.project();
  }

  /** Events of a stream, without the first `after`. */
  async events(name: string, after = 0): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const event of await this.log.readStream(name, { from: after })) events.push(event);
    return events;
  }

  /** What became of a contact, after its upload. */
  async story(contactKey = 'person-1', campaignId = CAMPAIGN): Promise<string[]> {
    return (await this.events(stream.contact(campaignId, contactKey), 1)).map(({ type }) => type);
  }

  /** What became of a number, after it was connected. */
  async senderStory(senderId = SENDER): Promise<RecordedEvent[]> {
    return this.events(stream.sender(senderId), 2);
  }

  private now(): string {
    return instant(this.clock.now());
  }

  private keep(ref: string, person: string): void {
    const personal = { phone: '+5511900001234', name: 'Ana', correlationId: null, parameters: {} };
    this.put(contactEntry({ ref, person, campaign: CAMPAIGN }, personal));
  }

  private put(entry: VaultEntry): void {
    this.vault.set(entry.ref, { ...entry, phone: entry.phone ?? null, name: entry.name ?? null });
  }

  private async project(): Promise<void> {
    const from = await this.writer.checkpoint();
    let to = from;
    for await (const event of this.log.readAll(from === START ? {} : { after: from })) {
      to = event.position;
      for (const { handles, project } of operationalProjections) {
        if (handles.includes(event.type)) this.writer.gather(project(event));
      }
    }
    if (to > from) await this.writer.commit(from, to);
    await this.writer.caughtUp();
    this.projected = to;
  }

  private store(): EventStore {
    const { log, faults } = this;
    const kind = (name: string) => name.slice(0, name.indexOf('-'));
    return {
      append: (name, events, options) =>
        faults.passing(`store.append ${events[0]!.type}`, async () => {
          const appended = await log.append(name, events, options);
          // The answer is lost on its way back.
          faults.pass(`store.appended ${events[0]!.type}`);
          return appended;
        }),
      appendMany: (items) => log.appendMany(items),
      readStream: (name, options) =>
        faults.passing(`store.readStream ${kind(name)}`, () => log.readStream(name, options)),
      readAll: (options) => log.readAll(options),
      subscribe: async function* (options) {
        for await (const messages of log.subscribe(options)) {
          faults.pass('store.subscribe');
          yield messages;
        }
      },
      head: () => faults.passing('store.head', () => log.head()),
      close: () => log.close(),
    };
  }

  private faultyVault(): Vault {
    const { faults } = this;
    return {
      put: (entries) =>
        faults.passing(`vault.put ${entries[0]!.kind}`, () => {
          for (const entry of entries) this.put(entry);
          return Promise.resolve();
        }),
      erasures: () => Promise.resolve(''),
      getMany: (refs, onDamaged) =>
        faults.passing('vault.getMany', () => {
          for (const ref of refs) {
            if (this.damaged.has(ref)) onDamaged!(ref, new SecretError('damaged', `${ref} was changed`));
          }
          return Promise.resolve(refs.map((ref) => (this.damaged.has(ref) ? undefined : this.vault.get(ref))));
        }),
      search: () => Promise.resolve([]),
      entries: () => {
        throw new Error('nobody moves a small floor');
      },
      erase: (person) => {
        const own = [...this.vault.values()].filter((entry) => entry.person === person);
        for (const { ref } of own) this.vault.delete(ref);
        return Promise.resolve(own.length);
      },
      remove: (refs) => {
        for (const ref of refs) this.vault.delete(ref);
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
  }

  private views(): ViewReader {
    const { reader, faults } = this;
    return {
      get: (view, id) => reader.get(view, id),
      getMany: (view, ids) => reader.getMany(view, ids),
      find: (view, query) => faults.passing(`views.find ${view.name}`, () => reader.find(view, query)),
      count: (view, where, cap) => reader.count(view, where, cap),
      countBy: (view, where, by) => reader.countBy(view, where, by),
      countTallied: (view, where, most) => reader.countTallied(view, where, most),
      walk: (view, query) => reader.walk(view, query),
      countWalk: (view, query) => reader.countWalk(view, query),
      stream: (view, query) => {
        faults.pass(`views.stream ${view.name}`);
        return reader.stream(view, query);
      },
      position: (group) => faults.passing('views.position', () => reader.position(group)),
      lanes: (group) => reader.lanes(group),
    };
  }
}
