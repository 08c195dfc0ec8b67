import { people, subscriber } from '../reports/people';
import { allOf } from './api';
import { campaignUntil, contactsOf, type Summary, verify } from './campaigns';
import { APP_ID, setGupshupStage } from './gupshup-stage';
import { Setting } from './setting';
import {
  campaignBody,
  numberOf,
  PHONE_NUMBER_ID,
  phoneNumberIdOf,
  setStage,
  type Stage,
  uploadContacts,
} from './stage';

const COUNT = 240;
const AUDIENCE = people(COUNT, 1000, ['BR', 'MX', 'AR']);
const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';
/** By which the simulator knows the three numbers: two of the Cloud API in two portfolios, one of Gupshup. */
const NUMBERS = [PHONE_NUMBER_ID, phoneNumberIdOf(1), APP_ID];

interface Row {
  readonly phone: string;
  readonly senderPhone: string;
  readonly status: string;
}

describe('a campaign of three numbers of two providers and three portfolios', () => {
  let setting: Setting;
  let stages: readonly Stage[];

  beforeAll(async () => {
    const environment = { ARAUTO_RETRY_SCALE: '0.02', ARAUTO_UNKNOWN_GRACE: '1s' };
    setting = await Setting.make({ speed: 1000, pace: 40, environment });
    const { api, simulator, stage } = setting;
    const { subaccountId } = stage;
    const second = await setStage(api, simulator, { subaccountId, pace: 40, ...numberOf(1) });
    const third = await setGupshupStage(api, simulator, { subaccountId, pace: 20 });
    stages = [stage, second, third];
  }, 60_000);

  afterAll(() => setting.end());

  const senderIds = () => stages.map(({ senderId }) => senderId);

  async function draft(rows: readonly unknown[], more: Record<string, unknown> = {}): Promise<string> {
    const { api, stage } = setting;
    const { id } = await api.make('/v1/campaigns', campaignBody(stage, { senderIds: senderIds(), ...more }));
    await uploadContacts(api, id, rows);
    return id;
  }

  const rowsOf = (id: string) => allOf<Row>(setting.api, `/v1/reports/detailed?type=MT&${PERIOD}&campaign=${id}`);
  const isCompleted = ({ status }: Summary) => status === 'completed';
  /** Of each handset the numbers that it had a message of the campaign from. */
  const sendersOf = async (id: string) => {
    const senders = new Map<string, string[]>();
    for (const { handset, callbackData, sender } of await setting.truth.ledger()) {
      // Gupshup gives nothing back of what it was given: its messages are told by the campaign's own rows.
      if (callbackData !== null && callbackData.split('|')[1] !== id) continue;
      senders.set(handset, [...(senders.get(handset) ?? []), sender]);
    }
    return senders;
  };

  it('sends to everybody once through a kill, to each from the same number as the campaign before', async () => {
    const { api, truth } = setting;
    const first = await draft(AUDIENCE);
    const preflight = await api.get<{ senders: { id: string; share: number }[]; duration: object }>(
      `/v1/campaigns/${first}/preflight`,
    );
    expect(preflight.body.senders.map(({ id, share }) => [id, share])).toEqual(
      senderIds().map((id, n) => [id, [0.4, 0.4, 0.2][n]]),
    );
    expect(preflight.body.duration).toEqual({ seconds: 3, days: 1, messagesPerSecond: 100 });
    await api.make(`/v1/campaigns/${first}/start`);
    await campaignUntil(api, first, ({ settled }) => settled > 30);
    await setting.kill();
    await setting.restart();
    await campaignUntil(setting.api, first, isCompleted);
    await truth.drained();
    const received = await sendersOf(first);
    for (const [handset, numbers] of received) expect([handset, numbers.length]).toEqual([handset, 1]);
    const lost = (await contactsOf(setting.api, first)).filter(({ needsAttention }) => needsAttention);
    expect(received.size).toBeGreaterThanOrEqual(COUNT - lost.length);
    const shares = NUMBERS.map((number) => [...received.values()].filter(([sender]) => sender === number).length);
    for (const [n, share] of [0.4, 0.4, 0.2].entries()) {
      expect(shares[n]).toBeGreaterThan(COUNT * share * 0.6);
      expect(shares[n]).toBeLessThan(COUNT * share * 1.4);
    }
    expect(await verify(setting.api, first)).toMatchObject({ ok: true, differences: [] });

    const second = await draft(AUDIENCE);
    await setting.api.make(`/v1/campaigns/${second}/start`);
    await campaignUntil(setting.api, second, isCompleted);
    const before = new Map((await rowsOf(first)).map(({ phone, senderPhone }) => [phone, senderPhone]));
    const rows = await rowsOf(second);
    expect(rows).toHaveLength(COUNT);
    for (const { phone, senderPhone } of rows) expect([phone, senderPhone]).toEqual([phone, before.get(phone)]);
    expect(new Set(rows.map(({ senderPhone }) => senderPhone)).size).toBe(3);
  }, 120_000);

  it('lets the persons of a paused number wait, or sends to them from the others, as it says', async () => {
    const { api } = setting;
    const [, paused = ''] = senderIds();
    await api.post(`/v1/senders/${paused}/pause`);
    const rows = people(60, 3000, ['BR', 'MX', 'AR']);
    const waits = await draft(rows);
    const moves = await draft(rows, { whenSenderStops: 'move' });
    const preflight = await api.get<{ ok: boolean; warnings: { path: string; code: string }[] }>(
      `/v1/campaigns/${waits}/preflight`,
    );
    expect(preflight.body).toMatchObject({ ok: true, warnings: [{ path: 'senderIds[1]', code: 'sender_paused' }] });
    for (const id of [waits, moves]) await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, moves, isCompleted);
    const held = await campaignUntil(api, waits, ({ waiting }) => waiting?.code === 'sender_paused');
    expect(held.settled).toBeLessThan(60);
    await api.post(`/v1/senders/${paused}/resume`);
    await campaignUntil(api, waits, isCompleted);
    const own = new Map((await rowsOf(waits)).map(({ phone, senderPhone }) => [phone, senderPhone]));
    const second = `+${numberOf(1).phone}`;
    expect([...own.values()].filter((phone) => phone === second)).not.toEqual([]);
    for (const { phone, senderPhone } of await rowsOf(moves)) {
      if (own.get(phone) !== second) expect([phone, senderPhone]).toEqual([phone, own.get(phone)]);
      else expect(senderPhone).not.toBe(second);
    }
    expect(rows.map(({ phone }) => subscriber(phone)).sort()).toEqual([...own.keys()].sort());
  }, 120_000);

  it('is not started where an account has no such template', async () => {
    const { api, simulator, stage } = setting;
    const own = { name: 'so_do_primeiro', language: 'pt_BR', category: 'UTILITY', parameterFormat: 'positional' };
    const components = [{ type: 'BODY', text: 'Olá {{1}}' }];
    const template = { subaccountId: stage.subaccountId, senderId: stage.senderId, ...own, components };
    await simulator.control('POST', `/__sim/template/${own.name}/approve`, template);
    const { id: templateId } = await api.make('/v1/templates', template);
    const content = { type: 'template', templateId, parameterMapping: { 1: { from: 'name', default: 'cliente' } } };
    const id = await draft(people(3, 5000, ['BR']), { content });
    const refused = await api.post<{ errors: { path: string; code: string; message: string }[] }>(
      `/v1/campaigns/${id}/start`,
    );
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ path, code }) => [path, code])).toEqual([
      ['senderIds[1]', 'template_missing_at_sender'],
      ['senderIds[2]', 'template_missing_at_sender'],
    ]);
  }, 60_000);
});
