import { Api, until } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process';
import { contacts, draftCampaign, setStage } from './stage';

interface Summary {
  readonly status: string;
  readonly contacts: number;
  readonly settled: number;
  readonly progress: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly milestones: Readonly<Record<string, number>>;
}

describe('a first campaign, from contacts to a report', () => {
  let engine: EngineProcess;
  let simulator: SimulatorProcess;
  let api: Api;

  beforeAll(async () => {
    simulator = await startSimulatorProcess();
    await simulator.control('POST', '/__sim/reset', { seed: 1, speed: 1, scenario: 'instant' });
    engine = await startEngineProcess();
    api = new Api(engine.url, engine.adminKey);
  });

  afterAll(async () => {
    await engine.stop();
    await simulator.stop();
    await engine.discard();
  });

  it('sends to every contact exactly once and says so everywhere', async () => {
    const stage = await setStage(api, simulator);
    const id = await draftCampaign(api, stage, contacts(300));
    const started = await api.make(`/v1/campaigns/${id}/start`);
    expect(started.id).toBe(id);
    const { body } = await until(
      () => api.get<Summary>(`/v1/campaigns/${id}`),
      (reply) => reply.body.status === 'completed' && reply.body.counters['read'] === 300,
    );
    expect(body).toMatchObject({ contacts: 300, settled: 300, progress: 1 });
    expect(body.milestones).toMatchObject({ accepted: 300, sent: 300, delivered: 300, read: 300 });
    const ledger = JSON.parse(await simulator.control('GET', '/__sim/ledger/summary')) as {
      messages: number;
      doubles: number;
    };
    expect(ledger).toMatchObject({ messages: 300, doubles: 0 });
    const from = new Date(Date.now() - 3600_000).toISOString();
    const to = new Date(Date.now() + 3600_000).toISOString();
    type Report = { readonly items: readonly { status: string; message: string }[]; readonly total: { value: number } };
    // The views of reports are others, and may be a moment behind.
    const report = await until(
      () => api.get<Report>(`/v1/reports/detailed?type=MT&from=${from}&to=${to}&campaign=${id}&limit=500`),
      ({ body }) => body.items.length === 300 && body.items.every(({ status }) => status === 'read'),
    );
    expect(report.body.total.value).toBe(300);
    expect(new Set(report.body.items.map(({ status }) => status))).toEqual(new Set(['read']));
    expect(report.body.items[0]?.message).toMatch(/^Olá Pessoa \d+, sua fatura de R\$ \d+,00 vence amanhã\.$/);
  });
});
