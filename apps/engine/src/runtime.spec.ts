import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ContactFileMissing,
  type ContactFiles,
  GetContact,
  GetContactHandler,
  type Platform,
  secretLabel,
} from '@arauto/application';
import { verifyCampaigns } from '@arauto/application/verification';
import { type Random, seededRandom, VirtualClock } from '@arauto/clock';
import {
  campaignDecider,
  contactDecider,
  type Decider,
  senderDecider,
  stream,
  subaccountDecider,
  templateDecider,
  testContactKey,
  uploadDecider,
} from '@arauto/domain';
import { type DomainEvent, execute } from '@arauto/event-store';
import { campaignCountersView, campaignsView, stateCounter } from '@arauto/read-models/operational';
import { type Provider, providerKind } from '@arauto/whatsapp';
import { DUTIES } from '../../../config/keys';
import { problemOf } from './http/problems/problem-of';
import { Runtime } from './runtime';
import type { Stores } from './stores/stores';
import { openInlineStores } from './testing/inline-stores';
import { writeOlderViews } from './testing/older-views';
import { answerWebhook } from './webhooks/answer-webhook';

const [SUBACCOUNT, SENDER, TEMPLATE, CAMPAIGN, UPLOAD] = [1, 2, 3, 4, 5].map(
  (n) => `0190aaaa-bbbb-7ccc-8ddd-eeeeeeee000${n}`,
) as [string, string, string, string, string];
const CREDENTIALS = { accessToken: 'token', appSecret: 'secret-of-the-app', verifyToken: 'verify' };
const CONNECTION = {
  baseUrl: 'https://graph.example',
  apiVersion: 'v25.0',
  phoneNumberId: '700100200300',
  businessAccountId: '900',
};
const CONTENT = { type: 'template', templateId: TEMPLATE, parameterMapping: { '1': { from: 'name' } } } as const;
/** Seconds. */
const HORIZON = 60;
const ANA = '+5511900000001';
const BRUNO = '+5511900000002';
/** Of this one no word comes back. */
const SILENT = '+5511900000003';
const FILE = `phone,name
+5511900000001,Ana
+5511900000002,Bruno
+5511900000001,Ana again
nobody,Carla
${SILENT},Davi
`;

/** Contact files that lie in memory. */
function contactFilesIn(files: Map<string, Buffer>): ContactFiles {
  return {
    receive: () => Promise.reject(new Error('nobody uploads here')),
    async *open(uploadId) {
      const file = await Promise.resolve(files.get(uploadId));
      if (!file) throw new ContactFileMissing(uploadId);
      yield file;
    },
    list: () => Promise.resolve([]),
    discard: (uploadId) => Promise.resolve(void files.delete(uploadId)),
  };
}

/** All of the engine but its HTTP edge, by one clock and one chance, with neither threads nor sockets; who sends is a few lines. */
class World {
  readonly logged: string[] = [];
  readonly sentTo: string[] = [];
  /** Whom the provider cannot send to now. */
  readonly busy = new Set<string>();
  /** What webhooks were answered with. */
  readonly answers: number[] = [];
  readonly runtime: Runtime;

  private constructor(
    readonly folder: string,
    readonly stores: Stores,
    private readonly files: Map<string, Buffer>,
    readonly clock: VirtualClock,
    readonly random: Random,
  ) {
    this.runtime = new Runtime({
      ...{ clock, random: this.random, stores },
      providers: () => Promise.resolve(this.provider()),
      platform: () => PLATFORM,
      secret: 'a secret of at least thirty-two characters',
      exportWriter: () => ({ write: () => Promise.reject(new Error('nobody exports here')) }),
      exportSettings: { keptForMs: 1, waiting: 1, atOnce: 1 },
      duties: DUTIES,
      attributionSeconds: 259_200,
      optOuts: { stop: { words: [], buttons: [] }, start: { words: [], buttons: [] } },
      log: { warn: (facts: object, message?: string) => this.logged.push(`${message} ${JSON.stringify(facts)}`) },
    });
  }

  static open(): Promise<World> {
    return World.begin(mkdtempSync(join(tmpdir(), 'arauto-world-')), new VirtualClock(), seededRandom('world'));
  }

  /** The next process on the folder of one that was stopped. @param begins when its projectors begin to read the log */
  static next({ folder, clock, random }: World, begins: Promise<void>): Promise<World> {
    return World.begin(folder, clock, random, begins);
  }

  private static async begin(folder: string, clock: VirtualClock, random: Random, begins?: Promise<void>) {
    const trouble = (_: unknown, message: string) => {
      throw new Error(message);
    };
    const files = new Map<string, Buffer>();
    const stores = await openInlineStores(folder, clock, contactFilesIn(files), trouble, begins);
    return new World(folder, stores, files, clock, random);
  }

  /** A number, a template and a campaign whose contacts are in a file that nobody has read yet. */
  async prepare(): Promise<void> {
    const { secrets } = this.runtime;
    const secret = { kind: 'secret', person: null, campaign: null } as const;
    const seal = (label: string, plain: string | Buffer) => ({ sealed: secrets.seal(label, plain) });
    await this.stores.vault.put([
      { ...secret, ref: 'identity', data: seal(secretLabel.identity(SUBACCOUNT), Buffer.alloc(32, 7)) },
      { ...secret, ref: 'credentials', data: seal(secretLabel.credentials(SENDER), JSON.stringify(CREDENTIALS)) },
      { ref: 'phone', kind: 'sender', person: null, campaign: null, phone: '+5511900000000', data: null },
    ]);
    const own = { subaccountId: SUBACCOUNT };
    await this.does(subaccountDecider, stream.subaccount(SUBACCOUNT), {
      ...{
        type: 'CreateSubaccount',
        name: 'Loja',
        defaultCountry: 'BR',
        timeZone: null,
        identitySecretRef: 'identity',
      },
    });
    await this.does(senderDecider, stream.sender(SENDER), {
      ...{
        type: 'RegisterSender',
        ...own,
        provider: 'cloud-api',
        phoneRef: 'phone',
        name: 'Vendas',
        portfolioId: 'portfolio',
        pace: null,
      },
      ...{ connection: CONNECTION, credentialsRef: 'credentials' },
    });
    await this.does(templateDecider, stream.template(TEMPLATE), {
      ...{ type: 'RegisterTemplate', ...own, senderId: SENDER, status: 'approved', name: 'aviso', language: 'pt_BR' },
      ...{ category: 'UTILITY', parameterFormat: 'positional', components: [{ type: 'BODY', text: 'Olá {{1}}' }] },
    });
    await this.does(campaignDecider, stream.campaign(CAMPAIGN), {
      ...{ type: 'CreateCampaign', ...own, number: 1, name: 'Março' },
      settings: {
        ...{ senderIds: [SENDER], content: CONTENT, pace: null, timeZone: null, whenTierIsFull: 'wait' },
        retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
        reportingHorizonSeconds: HORIZON,
        unknownOutcome: { graceSeconds: 60, then: 'ask' },
      },
    });
    this.files.set(UPLOAD, Buffer.from(FILE));
    const file = {
      campaignId: CAMPAIGN,
      ...own,
      source: 'csv',
      mapping: null,
      required: [],
      content: CONTENT,
    } as const;
    await this.does(uploadDecider, stream.upload(UPLOAD), { type: 'ReceiveContactFile', ...file });
    await this.does(campaignDecider, stream.campaign(CAMPAIGN), {
      ...{ type: 'OpenUpload', uploadId: UPLOAD, source: 'csv' },
    });
  }

  /** In so many seconds. */
  scheduleIn(seconds: number): Promise<void> {
    const now = this.clock.now();
    return this.does(campaignDecider, stream.campaign(CAMPAIGN), {
      ...{
        type: 'ScheduleCampaign',
        now: new Date(now).toISOString(),
        at: new Date(now + seconds * 1000).toISOString(),
      },
      ...{ localTime: '2026-01-05T09:01', timeZone: 'America/Sao_Paulo' },
    });
  }

  campaign() {
    return this.stores.views.operational.get(campaignsView, CAMPAIGN);
  }

  /** Lets time pass until something holds. @throws Error when it does not within so many seconds */
  async until(holds: () => Promise<boolean> | boolean, seconds: number): Promise<void> {
    const end = this.clock.monotonic() + seconds * 1000;
    while (!(await holds())) {
      if (this.clock.monotonic() > end) throw new Error(`it did not come about; logged: ${this.logged.join(' | ')}`);
      await this.clock.advance(100);
    }
  }

  /** Every event, as the log has it. */
  async everything(): Promise<string[]> {
    const events: string[] = [];
    for await (const event of this.stores.events.readAll()) events.push(JSON.stringify(event));
    return events;
  }

  async stop(): Promise<void> {
    let stopped = false;
    const stopping = this.runtime.stop().then(() => (stopped = true));
    await this.until(() => stopped, 60);
    await stopping;
    await this.stores.close();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  async does<State, Command, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    name: string,
    command: Command,
  ): Promise<void> {
    const metadata = { v: 1, actor: { id: 'ana', name: 'ana' } };
    await execute(this.stores.events, decider, name, command, { eventId: () => this.random.uuid(), metadata });
  }

  /** Takes every message, and says a moment later that it was delivered. */
  private provider(): Provider {
    return {
      send: async ({ to, callbackData }, { mayWrite }) => {
        if (!mayWrite()) return { kind: 'withdrawn' };
        if (this.busy.has(to)) return { kind: 'refused', error: { code: '131016', details: 'overloaded' } };
        this.sentTo.push(to);
        const messageId = `wamid.${this.sentTo.length}`;
        if (to !== SILENT) this.clock.after(2000, () => void this.delivered(messageId, to, callbackData));
        await this.clock.sleep(150);
        return { kind: 'accepted', messageId, as: 'accepted' };
      },
      inspect: () => PLATFORM.inspect(SENDER),
      templates: () => PLATFORM.templates(SENDER),
      media: () => PLATFORM.media(SENDER, ''),
      close: () => Promise.resolve(),
    };
  }

  /** @param callbackData left out, the message is known by its id alone */
  async delivered(id: string, to: string, callbackData?: string): Promise<void> {
    const status = {
      ...{ id, status: 'delivered', timestamp: String(Math.floor(this.clock.now() / 1000)) },
      ...{ recipient_id: to.slice(1), biz_opaque_callback_data: callbackData },
    };
    const metadata = { display_phone_number: '5511900000000', phone_number_id: CONNECTION.phoneNumberId };
    const value = { messaging_product: 'whatsapp', metadata, statuses: [status] };
    const entry = [{ id: CONNECTION.businessAccountId, changes: [{ field: 'messages', value }] }];
    const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
    const signature = createHmac('sha256', CREDENTIALS.appSecret).update(body).digest('hex');
    const headers = { 'x-hub-signature-256': `sha256=${signature}` };
    const problem = await answerWebhook(this.runtime, providerKind('cloud-api'), { senderId: SENDER, headers, body });
    this.answers.push(problem?.status ?? 200);
  }
}

const PLATFORM: Platform = {
  mayReach: () => true,
  inspect: () =>
    Promise.resolve({
      connected: true,
      quality: 'GREEN',
      tier: null,
      throughput: 80,
    }),
  templates: () => Promise.resolve([]),
  media: () => Promise.resolve({ error: { code: '404', details: '' }, isGone: true }),
};

describe('the engine, put together of parts', () => {
  /** The next process on the folder of one that was stopped, where a version before had left its views; they are made again from `begin` on. */
  async function onOlderViews(first: World): Promise<{ readonly world: World; readonly begin: () => void }> {
    for (const name of readdirSync(first.folder).filter((name) => name.startsWith('views-operational'))) {
      rmSync(join(first.folder, name));
    }
    await writeOlderViews(first.folder, join(first.folder, 'events.db'), first.clock);
    let begin: () => void = () => undefined;
    const world = await World.next(first, new Promise((resolve) => (begin = resolve)));
    return { world, begin: () => begin() };
  }

  /** A campaign from its file to its end. */
  async function run(): Promise<World> {
    const world = await World.open();
    await world.prepare();
    await world.runtime.start();
    await world.until(async () => (await world.campaign())?.['openUploads'] === 0, 10);
    await world.scheduleIn(20);
    await world.until(async () => (await world.campaign())?.['status'] === 'completed', 20 + 2 * HORIZON);
    return world;
  }

  it('runs a campaign to its end: reads its file, starts it at its time, sends, is told, and concludes', async () => {
    const world = await run();
    expect(world.sentTo).toEqual(['+5511900000001', '+5511900000002', SILENT]);
    expect(world.answers).toEqual([200, 200]);
    const counters = await world.stores.views.operational.get(campaignCountersView, CAMPAIGN);
    expect(counters).toMatchObject({
      contacts: 4,
      settled: 4,
      [stateCounter('delivered')]: 2,
      // Its horizon has passed.
      [stateCounter('delivery_failed')]: 1,
      [stateCounter('invalid_record')]: 1,
    });
    expect(world.runtime.follower.status).toBe('live');
    expect(world.logged).toEqual([]);
    await world.close();
  });

  it('writes the same log every time, to the last id and instant', async () => {
    const logs: string[][] = [];
    for (let time = 0; time < 2; time++) {
      const world = await run();
      logs.push(await world.everything());
      await world.close();
    }
    expect(logs[0]!.length).toBeGreaterThan(20);
    expect(logs[1]).toEqual(logs[0]);
  });

  /**
   * While views that changed are made again beside the older ones, these are read as they stopped: of a contact they do not know whether it
   * waits, what must be heard of it, or which message is its own. Nothing is concluded from that.
   */
  it('waits, on the folder of a version before, until its views are made again, and goes on without a message twice or lost', async () => {
    const first = await World.open();
    first.busy.add(BRUNO);
    await first.prepare();
    await first.runtime.start();
    await first.until(async () => (await first.campaign())?.openUploads === 0, 10);
    await first.scheduleIn(5);
    await first.until(async () => (await first.everything()).some((event) => event.includes('RetryScheduled')), 20);
    await first.until(() => first.answers.length === 1, 5);
    await first.stop();
    expect(first.sentTo).toEqual([ANA, SILENT]);

    const { world, begin } = await onOlderViews(first);
    await world.runtime.start();
    const before = await world.everything();
    // Bruno's retry comes due, and so does the end of waiting for a word of Davi's message.
    await world.clock.advance(2 * HORIZON * 1000);
    expect(world.stores.projector.status('operational').filling).toBe(true);
    expect((await world.campaign())?.status).toBe('sending');
    expect(world.sentTo).toEqual([]);
    expect(await world.everything()).toEqual(before);
    // Of whom nobody can say yet whose it is, and it is kept.
    await world.delivered('wamid.2', SILENT);
    expect(world.answers).toEqual([200]);

    begin();
    await world.until(async () => (await world.campaign())?.status === 'completed', 20 * HORIZON);
    expect(world.sentTo).toEqual([BRUNO]);
    const counters = await world.stores.views.operational.get(campaignCountersView, CAMPAIGN);
    expect(counters).toMatchObject({ contacts: 4, settled: 4, [stateCounter('delivered')]: 3 });
    expect(world.stores.projector.status('operational').filling).toBe(false);
    expect(readdirSync(world.folder).filter((name) => /^views-operational.*db$/.test(name))).toEqual([
      'views-operational.1.db',
    ]);
    const { differences } = await verifyCampaigns(world.stores.events, world.stores.views, null);
    expect(differences).toEqual([]);
    await world.close();
  });

  it('shows a test message, on the folder of a version before, once its views are made again, and says so until then', async () => {
    const first = await World.open();
    await first.prepare();
    const contactId = testContactKey(1);
    await first.does(contactDecider, stream.contact(CAMPAIGN, contactId), {
      ...{ type: 'AcceptRow', uploadId: 'test', row: 1, ref: 'test', subaccountId: SUBACCOUNT, person: 'ana' },
      ...{ at: new Date(first.clock.now()).toISOString(), suppressed: false },
    });
    await first.stop();
    const { world, begin } = await onOlderViews(first);
    const { views, vault, events } = world.stores;
    const handler = new GetContactHandler(views, vault, events);
    const principal = { id: 'ana', name: 'ana', roles: ['admin' as const], subaccountIds: ['*'] };
    const shown = (id: string) =>
      handler.execute(new GetContact({ principal }, { campaignId: CAMPAIGN, contactId: id })).catch(problemOf);

    expect(await shown(contactId)).toMatchObject({ status: 503, code: 'views_catching_up' });
    expect(await shown(testContactKey(2))).toMatchObject({ status: 404, code: 'not_found' });
    begin();
    await world.until(() => !world.stores.projector.status('operational').filling, 10);
    expect(await shown(contactId)).toMatchObject({ id: contactId, state: 'initial' });
    await world.close();
  });
});
