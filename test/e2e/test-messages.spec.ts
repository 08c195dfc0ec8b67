import { until } from './api';
import { summaryOf, verify } from './campaigns';
import { Setting } from './setting';
import { campaignBody } from './stage';

interface TestAnswer {
  readonly id: string;
  readonly contactId: string;
  readonly revision: number;
  readonly position: string;
}

interface TestContact {
  readonly id: string;
  readonly phone: string | null;
  readonly name: string | null;
  readonly correlationId: string | null;
  readonly state: string;
  readonly needsAttention: boolean;
  readonly attempts: number;
  readonly error: { readonly code: string } | null;
}

describe('test messages', () => {
  let setting: Setting;

  afterEach(() => setting.end());

  const make = (options: Parameters<typeof Setting.make>[0] = {}) =>
    Setting.make({ environment: { ARAUTO_UNKNOWN_GRACE: '1s', ARAUTO_RETRY_SCALE: '0.02' }, ...options });
  const draft = async (more: Record<string, unknown> = {}) =>
    (await setting.api.make('/v1/campaigns', campaignBody(setting.stage, more))).id;
  const phone = (lastFour: string) => `+551190000${lastFour}`;
  const send = (campaignId: string, to: string, more: Record<string, unknown> = {}, headers = {}) =>
    setting.api.post<TestAnswer>(`/v1/campaigns/${campaignId}/test`, { phone: to, ...more }, headers);
  const contactOf = async (campaignId: string, contactId: string, after = '') =>
    setting.api.get<TestContact>(`/v1/campaigns/${campaignId}/contacts/${contactId}${after && `?after=${after}`}`);
  const contactUntil = async (campaignId: string, contactId: string, done: (contact: TestContact) => boolean) =>
    (
      await until(
        () => contactOf(campaignId, contactId),
        ({ status, body }) => status === 200 && done(body),
        30_000,
      )
    ).body;
  const history = async (campaignId: string, contactId: string) =>
    (
      await setting.api.get<{ items: { type: string; text: string }[] }>(
        `/v1/campaigns/${campaignId}/contacts/${contactId}/history`,
      )
    ).body.items.map(({ type }) => type);
  const arrivals = async (campaignId: string) =>
    (await setting.truth.ledger()).filter(({ callbackData }) => callbackData?.startsWith(`t1|${campaignId}|`));
  const calls = async (campaignId: string) =>
    (await setting.truth.sends()).filter(({ callbackData }) => callbackData?.startsWith(`t1|${campaignId}|`));

  it('reach the phone once, and everybody can see what became of them, outside audience and counters', async () => {
    setting = await make();
    const { api, truth } = setting;
    const id = await draft({
      content: {
        type: 'template',
        templateId: setting.stage.templateId,
        parameterMapping: { 1: { from: 'name' }, 2: { from: 'amount' } },
      },
    });
    const parameters = { name: 'Ana', amount: 'R$ 10,00', correlation_id: 'pedido-7' };
    const sent = await send(id, '(11) 90000-1234', { parameters });
    expect([sent.status, sent.body.contactId]).toEqual([200, 'test-1']);
    const made = await contactOf(id, 'test-1', sent.body.position);
    expect(made.body).toMatchObject({ id: 'test-1', phone: phone('1234'), name: 'Ana', correlationId: 'pedido-7' });
    const read = await contactUntil(id, 'test-1', ({ state }) => state === 'read');
    expect(read).toMatchObject({ attempts: 1, needsAttention: false, error: null });
    expect(await history(id, 'test-1')).toEqual(
      expect.arrayContaining(['ContactUploaded', 'SendAttempted', 'TemplateSent', 'Read']),
    );
    expect(await history(id, 'test-1')).not.toContain('ContactRemoved');
    await truth.drained();
    expect(await arrivals(id)).toMatchObject([{ phone: phone('1234'), callbackData: `t1|${id}|test-1|a1` }]);
    const summary = await summaryOf(api, id);
    expect(summary).toMatchObject({ status: 'draft', contacts: 0, settled: 0, needsAttention: 0 });
    expect(Object.values(summary.counters).every((count) => count === 0)).toBe(true);
    const listed = await api.get<{ items: unknown[] }>(`/v1/campaigns/${id}/contacts`);
    expect(listed.body.items).toEqual([]);
    const found = await api.get<{ items: unknown[] }>(
      `/v1/campaigns/${id}/contacts?q=${encodeURIComponent(phone('1234'))}`,
    );
    expect(found.body.items).toEqual([]);
    const from = new Date(Date.now() - 3600_000).toISOString();
    const to = new Date(Date.now() + 3600_000).toISOString();
    const report = await api.get<{ items: unknown[] }>(
      `/v1/reports/detailed?type=MT&from=${from}&to=${to}&campaign=${id}`,
    );
    expect(report.body.items).toEqual([]);
    expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
    expect(await truth.summary()).toMatchObject({ messages: 1, doubles: 0 });
  }, 60_000);

  it('have a number each, one for one idempotency key, and no other body overwrites it', async () => {
    setting = await make();
    const id = await draft();
    const key = { 'idempotency-key': 'test-of-ana-1' };
    const both = await Promise.all([1, 2].map(() => send(id, phone('2001'), {}, key)));
    expect(both.map(({ status, body }) => [status, body.contactId])).toEqual([
      [200, 'test-1'],
      [200, 'test-1'],
    ]);
    expect(both[0]!.body).toEqual(both[1]!.body);
    const other = await setting.api.post<{ code: string }>(`/v1/campaigns/${id}/test`, { phone: phone('2002') }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_mismatch']);
    expect((await contactOf(id, 'test-1')).body.phone).toBe(phone('2001'));
    const more = await Promise.all(['2003', '2004', '2005'].map((last) => send(id, phone(last))));
    expect(more.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(more.map(({ body }) => body.contactId).sort()).toEqual(['test-2', 'test-3', 'test-4']);
    for (const { body } of [both[0]!, ...more]) await contactUntil(id, body.contactId, ({ state }) => state === 'read');
    await setting.truth.drained();
    expect((await arrivals(id)).map((each) => each.phone).sort()).toEqual(['2001', '2003', '2004', '2005'].map(phone));
    // The key still answers when the campaign has long gone on, although a test would be refused now.
    await setting.api.make(`/v1/campaigns/${id}/cancel`);
    const late = await send(id, phone('2001'), {}, key);
    expect([late.status, late.body]).toEqual([200, both[0]!.body]);
    expect((await arrivals(id)).length).toBe(4);
  }, 60_000);

  it.each([
    ['0001', 'sending_failed', '131026', 'SendingFailed'],
    ['0010', 'error', '131000', 'SendErrored'],
    ['0011', 'error', '131056', 'SendErrored'],
  ])(
    'are tried once: %s ends in %s, whatever a retry would have come to',
    async (last, state, code, type) => {
      setting = await make({ speed: 100 });
      const id = await draft();
      await send(id, phone(last));
      expect(await contactUntil(id, 'test-1', ({ error }) => error !== null)).toMatchObject({
        state,
        attempts: 1,
        error: { code },
      });
      expect(await history(id, 'test-1')).toContain(type);
      expect(await history(id, 'test-1')).not.toContain('RetryScheduled');
      // A retry would be due within a second at this scale.
      await send(id, phone('7777'));
      await contactUntil(id, 'test-2', (contact) => contact.state === 'read');
      expect((await calls(id)).filter(({ to }) => to === phone(last))).toHaveLength(1);
    },
    60_000,
  );

  it('go to nobody who opted out, and not from a paused number or with a template that is not approved', async () => {
    setting = await make();
    const { api, simulator, stage } = setting;
    const id = await draft();
    const { subaccountId, senderId, templateId } = stage;
    await api.make('/v1/suppressions', { subaccountId, phone: phone('3001'), category: 'all' });
    expect((await send(id, phone('3001'))).status).toBe(200);
    expect(await contactUntil(id, 'test-1', (contact) => contact.state === 'error')).toMatchObject({
      attempts: 0,
      error: { code: 'ENG_OPTED_OUT' },
    });
    await api.make(`/v1/senders/${senderId}/pause`, { reason: 'holiday' });
    const paused = await api.post<{ code: string; errors: { path: string; code: string }[] }>(
      `/v1/campaigns/${id}/test`,
      { phone: phone('3002') },
    );
    expect([paused.status, paused.body.code]).toEqual([422, 'preflight_failed']);
    expect(paused.body.errors).toMatchObject([{ path: 'senderIds[0]', code: 'sender_paused' }]);
    await api.make(`/v1/senders/${senderId}/resume`);
    await simulator.control('POST', '/__sim/template/aviso_de_fatura/pause', {});
    await until(
      () => api.get<{ status: string }>(`/v1/templates/${templateId}`),
      ({ body }) => body.status === 'paused',
    );
    const unapproved = await api.post<{ code: string; errors: { path: string; code: string }[] }>(
      `/v1/campaigns/${id}/test`,
      { phone: phone('3002') },
    );
    expect([unapproved.status, unapproved.body.code]).toEqual([422, 'preflight_failed']);
    expect(unapproved.body.errors).toMatchObject([{ path: 'content.templateId', code: 'template_not_approved' }]);
    const events = await api.get<{ items: { type: string }[] }>(`/v1/streams/campaign-${id}`);
    expect(events.body.items.filter(({ type }) => type === 'TestMessageRequested')).toHaveLength(1);
    await setting.truth.drained();
    expect(await calls(id)).toEqual([]);
  }, 60_000);

  it('are refused where the table of the campaign says so', async () => {
    setting = await make();
    const { api } = setting;
    const scheduled = await draft();
    await api.make(`/v1/campaigns/${scheduled}/schedule`, { localTime: '2090-01-01T09:00', timeZone: 'UTC' });
    expect((await send(scheduled, phone('4001'))).status).toBe(200);
    await contactUntil(scheduled, 'test-1', ({ state }) => state === 'read');
    await api.make(`/v1/campaigns/${scheduled}/cancel`);
    const canceled = await api.post<{ code: string }>(`/v1/campaigns/${scheduled}/test`, { phone: phone('4002') });
    expect([canceled.status, canceled.body.code]).toEqual([409, 'wrong_status']);
    expect((await contactOf(scheduled, 'test-2')).status).toBe(404);
  }, 60_000);

  it('end after a crash: one without an answer becomes unknown, one that waited is sent once', async () => {
    // One message in four seconds: the first test has the place, the second waits for the next.
    setting = await make({ pace: 0.25, knobs: { responseMedianMs: 60_000, responseP99Ms: 60_000 } });
    const id = await draft();
    const [first, second] = [phone('0013'), phone('5001')];
    void send(id, first).catch(() => undefined);
    await until(
      () => calls(id),
      (made) => made.length === 1,
      20_000,
      5,
    );
    void send(id, second).catch(() => undefined);
    await until(
      () => contactOf(id, 'test-2'),
      ({ status }) => status === 200,
      20_000,
      5,
    );
    await setting.kill();
    await setting.simulator.control('PATCH', '/__sim/knobs', { responseMedianMs: 0, responseP99Ms: 0 });
    await setting.restart();
    expect(await contactUntil(id, 'test-2', ({ state }) => state === 'read')).toMatchObject({ attempts: 1 });
    expect(await contactUntil(id, 'test-1', ({ needsAttention }) => needsAttention)).toMatchObject({
      state: 'in_progress',
      attempts: 1,
      error: { code: 'ENG_AMBIGUOUS' },
    });
    expect(await history(id, 'test-1')).toEqual(['ContactUploaded', 'SendAttempted', 'SendOutcomeUnknown']);
    expect((await calls(id)).map(({ to }) => to)).toEqual([first, second]);
    expect((await setting.truth.ledger()).map((arrival) => arrival.phone)).toEqual([second]);
    expect((await summaryOf(setting.api, id)).needsAttention).toBe(0);
  }, 90_000);
});
