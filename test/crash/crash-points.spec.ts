import { systemClock, systemRandom } from '@arauto/clock';
import type { EventStore } from '@arauto/event-store';
import { until } from '../e2e/api';
import { campaignUntil, contactsOf, summaryOf, verify } from '../e2e/campaigns';
import type { EngineProcess } from '../e2e/engine-process';
import { onLogOf, onStoresOf } from '../e2e/engine-stores';
import { onProductionStores } from '../e2e/production-stores';
import { Setting } from '../e2e/setting';
import { campaignBody, contacts, uploadContacts } from '../e2e/stage';

/** Of one test: on servers whoever comes after a killed engine waits its lease out, each time. */
const LONG = onProductionStores ? 240_000 : 90_000;
const ENVIRONMENT = { ARAUTO_UNKNOWN_GRACE: '1s', ARAUTO_RETRY_SCALE: '0.05' };

describe('an engine that is killed at a chosen point', () => {
  let setting: Setting;

  afterEach(() => setting.end());

  async function campaignOf(count: number, start = true): Promise<string> {
    const { api, stage } = setting;
    const { id } = await api.make('/v1/campaigns', campaignBody(stage));
    await uploadContacts(api, id, contacts(count));
    if (start) await api.make(`/v1/campaigns/${id}/start`);
    return id;
  }

  async function expectKept(id: string): Promise<void> {
    await setting.truth.drained();
    expect(await setting.truth.summary()).toMatchObject({ doubles: 0 });
    expect(await verify(setting.api, id)).toMatchObject({ ok: true, differences: [] });
  }

  /** Of a claim that the engine had not yet heard of, or had not yet called for, a person is asked. */
  async function expectReadOrAsked(id: string, count: number): Promise<void> {
    await campaignUntil(setting.api, id, ({ status }) => status === 'completed');
    await expectKept(id);
    const { messages } = await setting.truth.summary();
    const { counters, needsAttention } = await campaignUntil(
      setting.api,
      id,
      (now) => now.counters['read'] === messages,
    );
    expect(messages).toBeGreaterThan(0);
    expect(counters['read']! + needsAttention).toBe(count);
    expect((await setting.truth.sends()).length).toBeLessThanOrEqual(count);
  }

  it(
    'between the vault write and the event: nothing of it is seen',
    async () => {
      setting = await Setting.make({ environment: ENVIRONMENT });
      const id = await campaignOf(3, false);
      await setting.kill();
      const entry = { kind: 'message', person: 'nobody', campaign: id, data: 'wamid.of-no-event' } as const;
      await onStoresOf(setting.engine, async (stores) => {
        const vault = await stores.openVault(systemClock);
        await vault.put([{ ...entry, ref: 'orphan.000000001.m1' }]);
        await vault.close();
      });
      await setting.restart();
      await setting.api.make(`/v1/campaigns/${id}/start`);
      await campaignUntil(setting.api, id, ({ counters }) => counters['read'] === 3);
      expect(await contactsOf(setting.api, id)).toHaveLength(3);
      await expectKept(id);
    },
    LONG,
  );

  it(
    'between the claim and the call: nobody is sent to, and a person is asked',
    async () => {
      setting = await Setting.make({ environment: ENVIRONMENT });
      const id = await campaignOf(3, false);
      const [contact] = await contactsOf(setting.api, id);
      const name = `contact-${id}.${contact!.id}`;
      const { senderId, subaccountId } = setting.stage;
      await setting.kill();
      // What a process leaves that dies right after its claim is durable.
      const now = Date.now();
      const at = (ms: number) => new Date(now + ms).toISOString();
      await onLogOf(setting.engine, async (log) => {
        const { ref } = (await firstOf(log, name)).data;
        const claimed = {
          id: systemRandom.uuid(),
          type: 'SendAttempted',
          data: {
            from: { state: 'initial', open: false, needsAttention: false },
            to: { state: 'in_progress', open: true, needsAttention: false },
            ...{ subaccountId, ref: String(ref), attempt: 1, attempts: 1, senderId },
            claim: systemRandom.uuid(),
            withSession: false,
            conversation: { id: systemRandom.uuid(), type: 'business_initiated', expiresAt: at(86_400_000) },
            ...{ attemptedAt: at(0), outcomeDueAt: at(2000), expiresAfter: 259_200 },
          },
          metadata: { v: 1, actor: { id: 'dispatcher', name: 'dispatcher' } },
        };
        await log.append(name, [claimed], { expected: 0 });
      });
      await setting.restart();
      await setting.api.make(`/v1/campaigns/${id}/start`);
      const { needsAttention } = await campaignUntil(setting.api, id, ({ status }) => status === 'completed');
      expect(needsAttention).toBe(1);
      expect((await setting.truth.sends()).map(({ to }) => to)).not.toContain(contact!.phone);
      await expectKept(id);
    },
    LONG,
  );

  it(
    'between the call and the answer: the webhooks tell what became of it, and nothing is sent again',
    async () => {
      setting = await Setting.make({
        environment: ENVIRONMENT,
        knobs: { responseMedianMs: 3000, responseP99Ms: 3000 },
      });
      const { truth } = setting;
      const count = 40;
      const id = await campaignOf(count);
      await until(
        () => truth.sends(),
        (sends) => sends.filter(({ status }) => status === null).length >= 20,
        30_000,
        5,
      );
      await setting.kill();
      await setting.simulator.control('PATCH', '/__sim/knobs', { responseMedianMs: 0, responseP99Ms: 0 });
      await setting.restart();
      await expectReadOrAsked(id, count);
    },
    LONG,
  );

  it(
    'between the answer and its event: the same',
    async () => {
      setting = await Setting.make({ environment: ENVIRONMENT, knobs: { responseMedianMs: 300, responseP99Ms: 300 } });
      const { truth } = setting;
      const count = 40;
      const id = await campaignOf(count);
      await until(
        () => truth.sends(),
        (sends) => sends.length >= 20,
        30_000,
        2,
      );
      // Stopped, it hears no answer; the provider gives it all the same.
      setting.engine.process.kill('SIGSTOP');
      await until(
        () => truth.sends(),
        (sends) => sends.every(({ status }) => status === 200),
        30_000,
        10,
      );
      await setting.kill();
      await setting.restart();
      await expectReadOrAsked(id, count);
    },
    LONG,
  );

  it(
    'between the acknowledgement of a webhook and its projection: nothing of it is lost',
    async () => {
      setting = await Setting.make({ environment: ENVIRONMENT, pace: 200 });
      const { truth } = setting;
      const count = 600;
      const id = await campaignOf(count);
      // Under load the provider batches: 1,800 statuses then come in 60 webhooks.
      for (const acknowledged of [1, 10, 20]) {
        await until(
          () => truth.metrics(),
          ({ webhooks }) => webhooks.acknowledged >= acknowledged,
          30_000,
          2,
        );
        await setting.kill();
        await setting.restart();
      }
      await campaignUntil(setting.api, id, ({ status }) => status === 'completed');
      await truth.drained();
      const { messages } = await truth.summary();
      await campaignUntil(setting.api, id, ({ counters }) => counters['read'] === messages);
      await expectKept(id);
    },
    LONG,
  );

  it(
    'while views are committed: they go on from their checkpoint',
    async () => {
      setting = await Setting.make({ environment: ENVIRONMENT, pace: 300 });
      const count = 900;
      const id = await campaignOf(count);
      for (let nth = 0; nth < 3; nth++) {
        await commitTo(setting.engine);
        await setting.kill();
        await setting.restart();
      }
      await campaignUntil(setting.api, id, ({ status }) => status === 'completed');
      await expectKept(id);
      const { counters } = await summaryOf(setting.api, id);
      expect(Object.values(counters).reduce((sum, each) => sum + each, 0)).toBe(count);
    },
    LONG,
  );

  it(
    'in the middle of a file: it ends with the same contacts',
    async () => {
      setting = await Setting.make({ environment: ENVIRONMENT });
      const { stage } = setting;
      // Enough to be killed twice before its end.
      const count = onProductionStores ? 8_000 : 40_000;
      const { id } = await setting.api.make('/v1/campaigns', campaignBody(stage));
      const lines = contacts(count).map(({ phone, name }) => `${phone},${name},1`);
      const form = new FormData();
      form.set('file', new Blob([['phone,name,amount', ...lines, ...lines.slice(0, 50)].join('\n')]), 'contacts.csv');
      const { uploadId } = await setting.api.make(`/v1/campaigns/${id}/contacts`, form);
      const upload = () => setting.api.get<{ status: string; rows: number }>(`/v1/uploads/${uploadId}`);
      for (let nth = 0; nth < 2; nth++) {
        const { rows } = (await upload()).body;
        await until(upload, ({ body }) => body.rows > rows || body.status === 'completed', 30_000, 5);
        await setting.kill();
        await setting.restart();
      }
      const { body } = await until(upload, (reply) => reply.body.status === 'completed');
      expect(body).toMatchObject({ rows: count + 50, accepted: count, duplicate: 50, invalid: 0, error: null });
      expect((await summaryOf(setting.api, id)).contacts).toBe(count);
      expect(await verify(setting.api, id)).toMatchObject({ ok: true, differences: [] });
    },
    LONG,
  );
});

/** Resolves at a moment at which views are being written. */
function commitTo(engine: EngineProcess): Promise<void> {
  return onStoresOf(engine, async (stores) => {
    const views = await stores.openViewReader('operational', true);
    const position = () => views.position('operational');
    const before = await position();
    await until(position, (now) => now !== before, 30_000, 1);
    await views.close();
  });
}

async function firstOf(log: EventStore, name: string) {
  for await (const event of await log.readStream(name, { limit: 1 })) return event;
  throw new Error(`${name} is empty`);
}
