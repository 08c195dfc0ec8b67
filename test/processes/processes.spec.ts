import { Api, until } from '../e2e/api';
import { campaignUntil, contactsOf, verify } from '../e2e/campaigns';
import { describeOnServers } from '../e2e/production-stores';
import { type SimulatorProcess, startSimulatorProcess } from '../e2e/simulator-process';
import { contacts, numberOf, setStage, type Stage, startCampaign, campaignBody } from '../e2e/stage';
import { attemptOf, Truth } from '../e2e/truth';
import { fileForm } from '../e2e/uploads';
import { Fleet, type Member } from './fleet';

/** How much faster the time of the simulator goes. */
const SPEED = 10_000;

describeOnServers('an engine of several processes of each duty', () => {
  let fleet: Fleet;
  let simulator: SimulatorProcess;
  let truth: Truth;
  let api: Api;
  let stages: Stage[];

  beforeAll(async () => {
    simulator = await startSimulatorProcess();
    await simulator.control('POST', '/__sim/reset', { seed: 1, speed: SPEED, scenario: 'instant' });
    truth = new Truth(simulator);
    // Whoever was claimed by a dispatcher that died is a person's matter soon.
    fleet = await Fleet.start(2, { environment: { ARAUTO_UNKNOWN_GRACE: '5s' } });
    api = new Api(fleet.front.url, fleet.adminKey);
    stages = [
      await setStage(api, simulator, { pace: 40 }),
      await setStage(api, simulator, { ...numberOf(1), pace: 40 }),
    ];
  }, 120_000);

  afterAll(async () => {
    await fleet.discard();
    await simulator.stop();
  }, 60_000);

  const sendsOf = async (campaignId: string) =>
    (await truth.sends()).filter(({ callbackData }) => attemptOf(callbackData)?.campaignId === campaignId);
  const membersOf = (duty: Member['duty']) => fleet.members.filter((member) => member.duty === duty);
  const under = (campaignId: string, more: number) =>
    until(
      async () => (await sendsOf(campaignId)).length,
      (sends) => sends >= more,
      60_000,
      20,
    );

  it('says of each process what it does, and serves people only where that is its duty', async () => {
    for (const { duty, engine } of fleet.members) {
      const open = new Api(engine.url, null);
      const ready = await until(
        () => open.get<Record<string, unknown>>('/health/ready'),
        ({ status }) => status === 200,
      );
      expect(ready.body).toMatchObject({ status: 'ready' });
      const campaigns = await new Api(engine.url, fleet.adminKey).get('/v1/campaigns');
      expect([duty, campaigns.status]).toEqual([duty, duty === 'api' ? 200 : 404]);
    }
  }, 60_000);

  it('has nothing called after the answer to a pause, whichever process took it', async () => {
    const ids = [
      await startCampaign(api, stages[0]!, contacts(600)),
      await startCampaign(api, stages[1]!, contacts(600, 600)),
    ];
    for (const id of ids) await under(id, 60);
    for (const [nth, id] of ids.entries()) {
      const askedAt = Date.now();
      const own = new Api(membersOf('api')[nth]!.engine.url, fleet.adminKey);
      expect((await own.post(`/v1/campaigns/${id}/pause`)).status).toBe(200);
      const answeredAt = Date.now();
      expect(answeredAt - askedAt).toBeLessThan(1500);
      // What comes of it comes soon, or not at all.
      await under(ids[1 - nth]!, 1);
      const late = (await sendsOf(id)).filter(({ arrivedAt }) => arrivedAt > answeredAt);
      expect(late).toEqual([]);
      await api.make(`/v1/campaigns/${id}/resume`);
      await under(id, (await sendsOf(id)).length + 20);
    }
    for (const id of ids) {
      await campaignUntil(api, id, ({ counters }) => counters['read'] === 600, 90_000);
      expect(await verify(new Api(fleet.stores.url, fleet.adminKey), id)).toMatchObject({
        ok: true,
        differences: [],
      });
    }
    expect(await truth.summary()).toMatchObject({ messages: 1200, doubles: 0 });
  }, 240_000);

  it('knows a revoked key no more within a second, at every process', async () => {
    const made = await api.post<{ id: string; secret: string }>('/v1/keys', {
      name: 'short-lived',
      roles: ['admin'],
      subaccountIds: ['*'],
    });
    const asked = () =>
      Promise.all(membersOf('api').map(({ engine }) => new Api(engine.url, made.body.secret).get('/v1/campaigns')));
    await until(asked, (replies) => replies.every(({ status }) => status === 200));
    expect((await api.call('DELETE', `/v1/keys/${made.body.id}`)).status).toBe(200);
    const revokedAt = Date.now();
    await until(asked, (replies) => replies.every(({ status }) => status === 401), 10_000, 10);
    expect(Date.now() - revokedAt).toBeLessThan(1000);
  }, 60_000);

  it('says that nobody sends while no dispatcher runs, pauses all the same, and goes on when one is there', async () => {
    const id = await startCampaign(api, stages[0]!, contacts(400, 2000));
    await under(id, 20);
    const dispatchers = membersOf('dispatcher');
    for (const member of dispatchers) await fleet.kill(member);
    await campaignUntil(api, id, ({ waiting }) => waiting?.code === 'no_dispatcher', 20_000);
    expect((await api.post(`/v1/campaigns/${id}/pause`)).status).toBe(200);
    await api.make(`/v1/campaigns/${id}/resume`);
    await Promise.all(dispatchers.map((member) => fleet.start(member)));
    const ended = await campaignUntil(
      api,
      id,
      ({ settled, needsAttention }) => settled + needsAttention >= 400,
      120_000,
    );
    expect(ended.contacts).toBe(400);
    expect(await truth.summary()).toMatchObject({ doubles: 0 });
  }, 240_000);

  it('says that nobody keeps the views while no projector runs, and goes on when one is there', async () => {
    const warnings = async () => {
      const { engine } = membersOf('api')[0]!;
      return (await new Api(engine.url, null).get<{ warnings: readonly string[] }>('/health/ready')).body.warnings;
    };
    const isMissed = (said: readonly string[]) =>
      said.some((warning) => /^no running process has had the duty projector since .*: the views stay/.test(warning));
    const projectors = membersOf('projector');
    for (const member of projectors) await fleet.kill(member);
    await until(warnings, isMissed, 20_000);
    await Promise.all(projectors.map((member) => fleet.start(member)));
    await until(warnings, (said) => !isMissed(said), 20_000);
    const { id } = await api.make('/v1/subaccounts', { name: 'Another', defaultCountry: 'BR' });
    const listed = () => api.get<{ items: readonly { id: string }[] }>('/v1/subaccounts?limit=200');
    await until(listed, ({ body }) => body.items.some((each) => each.id === id), 30_000);
  }, 120_000);

  it('ends dispatchers in good order while the provider is slow: no call is cut off, and the other goes on', async () => {
    const answersAfter = (seconds: number) => {
      const ms = seconds * 1000 * SPEED;
      return simulator.control('PATCH', '/__sim/knobs', { responseMedianMs: ms, responseP99Ms: ms });
    };
    await answersAfter(2);
    const id = await startCampaign(api, stages[1]!, contacts(400, 40_000));
    await under(id, 20);
    for (const member of membersOf('dispatcher')) {
      const toldAt = Date.now();
      expect(await member.engine.stop()).toBe(0);
      expect(Date.now() - toldAt).toBeLessThan(15_000);
      await under(id, (await sendsOf(id)).length + 20);
      await fleet.start(member);
    }
    await answersAfter(0);
    const ended = await campaignUntil(api, id, ({ status }) => status === 'completed', 120_000);
    expect(ended).toMatchObject({ needsAttention: 0, counters: { read: 400 } });
    expect(await truth.summary()).toMatchObject({ doubles: 0 });
  }, 240_000);

  it('reads a file on within 10 s of the death of whoever read it', async () => {
    const { id } = await api.make('/v1/campaigns', campaignBody(stages[0]!));
    const rows = contacts(20_000, 10_000).map(({ phone, name }) => `${phone},${name},1`);
    const file = fileForm(new Blob([['phone,name,amount', ...rows].join('\n')], { type: 'text/csv' }));
    const { uploadId } = await api.make(`/v1/campaigns/${id}/contacts`, file);
    const upload = async () => (await api.get<{ status: string; rows: number }>(`/v1/uploads/${uploadId}`)).body;
    await until(upload, ({ rows: read }) => read > 0, 30_000, 20);
    const [first] = membersOf('reactions');
    await fleet.kill(first!);
    const { rows: before } = await upload();
    const killedAt = Date.now();
    await until(upload, ({ status, rows: read }) => status === 'completed' || read > before + 2000, 30_000, 50);
    expect(Date.now() - killedAt).toBeLessThan(15_000);
    await fleet.start(first!);
    await until(upload, ({ status }) => status === 'completed', 90_000);
    expect(await contactsOf(api, id)).toHaveLength(20_000);
  }, 240_000);
});
