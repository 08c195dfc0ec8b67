import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { campaignEvents, campaignUntil, contactsOf, summaryOf, verify } from './campaigns';
import { Setting } from './setting';
import { campaignBody, contacts, numberOf, setStage, type Stage, uploadContacts } from './stage';
import type { Verdict } from './uploads';

/** Hands everything on to the platform, and keeps the bodies: the simulator knows who got a message, and not its words. */
async function listenOnTheWay(url: string): Promise<{ url: string; bodies: string[]; server: Server }> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      bodies.push(body.toString());
      const headers = Object.entries(request.headers).filter(([name]) => !['host', 'connection'].includes(name));
      const answer = await fetch(url + request.url, {
        method: request.method ?? 'GET',
        headers: headers.filter(([name]) => name !== 'content-length') as [string, string][],
        ...(body.length > 0 && { body }),
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies, server };
}

describe('contacts uploaded again', () => {
  let setting: Setting;
  let stage: Stage;
  let way: Awaited<ReturnType<typeof listenOnTheWay>>;

  beforeAll(async () => {
    setting = await Setting.make();
    way = await listenOnTheWay(setting.simulator.url);
    const { api, simulator } = setting;
    const overheard = { ...simulator, url: way.url };
    stage = await setStage(api, overheard, { ...numberOf(1), subaccountId: setting.stage.subaccountId });
  }, 60_000);

  afterAll(async () => {
    await setting.end();
    way.server.close();
  });

  const draft = async () => (await setting.api.make('/v1/campaigns', campaignBody(stage))).id;
  const verdictsOf = async (uploadId: string, query = '') =>
    (await setting.api.get<{ items: Verdict[]; total: object }>(`/v1/uploads/${uploadId}/verdicts${query}`)).body;
  const audienceOf = async (campaignId: string) =>
    (await setting.api.get<{ audience: object }>(`/v1/campaigns/${campaignId}/preflight`)).body.audience;
  const remove = async (campaignId: string, phone: string) => {
    const [contact] = await contactsOf(setting.api, campaignId, `&q=${encodeURIComponent(phone)}`);
    const path = `/v1/campaigns/${campaignId}/contacts/${contact!.id}`;
    expect((await setting.api.call('DELETE', path)).status).toBe(200);
  };

  it('after they were removed are sent the corrected message, once, and everything adds up', async () => {
    const { api, truth } = setting;
    const [first, second] = contacts(2, 61_000);
    const campaignId = await draft();
    await uploadContacts(api, campaignId, [{ ...first, parameters: { amount: 'R$ 1,00 wrong' } }, second]);
    await remove(campaignId, first!.phone);
    expect(await audienceOf(campaignId)).toMatchObject({ contacts: 2, valid: 1, suppressed: 0 });

    const uploadId = await uploadContacts(api, campaignId, [
      { ...first, parameters: { amount: 'R$ 2,00 right' }, correlationId: 'corrected' },
      second,
    ]);
    expect((await verdictsOf(uploadId)).items).toMatchObject([
      { row: 1, verdict: 'accepted', reasons: [{ code: 'uploaded_again', column: null }] },
      { row: 2, verdict: 'duplicate', reasons: [] },
    ]);
    expect(await verdictsOf(uploadId, '?verdict=accepted')).toMatchObject({ items: [{ row: 1 }], total: { value: 1 } });
    expect((await api.get(`/v1/uploads/${uploadId}`)).body).toMatchObject({
      rows: 2,
      accepted: 1,
      duplicate: 1,
      suppressed: 0,
      again: 1,
    });
    expect(await summaryOf(api, campaignId)).toMatchObject({
      contacts: 2,
      settled: 0,
      counters: { initial: 2, removed: 0 },
    });
    expect(await audienceOf(campaignId)).toMatchObject({ rows: 4, contacts: 2, valid: 2, duplicate: 1 });

    await api.make(`/v1/campaigns/${campaignId}/start`);
    expect(await campaignUntil(api, campaignId, ({ status }) => status === 'completed')).toMatchObject({
      contacts: 2,
      settled: 2,
    });
    await truth.drained();
    const sent = way.bodies.filter((body) => body.includes(first!.phone.slice(1)));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('R$ 2,00 right');
    const got = (await truth.ledger()).filter(({ callbackData }) => callbackData?.includes(campaignId));
    expect(got.map(({ phone }) => phone).sort()).toEqual([first, second].map((each) => each!.phone).sort());
    const { body } = await api.get<{ items: { phone: string; correlationId: string | null; message: string }[] }>(
      `/v1/reports/detailed?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&campaign=${campaignId}`,
    );
    expect(body.items.find(({ phone }) => phone === first!.phone)).toMatchObject({
      correlationId: 'corrected',
      message: expect.stringContaining('R$ 2,00 right') as string,
    });
    expect(await verify(api, campaignId)).toMatchObject({ ok: true, differences: [] });
  });

  it('after they were suppressed are suppressed still, and in the audience once released', async () => {
    const { api, truth } = setting;
    const [person] = contacts(1, 61_010);
    const { subaccountId } = stage;
    const { phone } = person!;
    await api.make('/v1/suppressions', { subaccountId, phone, category: 'all' });
    const campaignId = await draft();
    const upload = async () => (await verdictsOf(await uploadContacts(api, campaignId, [person]))).items;
    expect(await upload()).toMatchObject([{ verdict: 'suppressed', reasons: [] }]);
    expect(await upload()).toMatchObject([{ verdict: 'suppressed', reasons: [{ code: 'uploaded_again' }] }]);
    const refused = await api.post<{ errors: { code: string }[] }>(`/v1/campaigns/${campaignId}/start`);
    expect([refused.status, refused.body.errors[0]!.code]).toEqual([422, 'audience_unsendable']);

    const lift = { subaccountId, phone, category: 'all' };
    expect((await api.call('DELETE', '/v1/suppressions', lift)).status).toBe(200);
    expect(await upload()).toMatchObject([{ verdict: 'accepted', reasons: [{ code: 'uploaded_again' }] }]);
    expect(await upload()).toMatchObject([{ verdict: 'duplicate', reasons: [] }]);
    expect((await api.get(`/v1/campaigns/${campaignId}`)).body).toMatchObject({
      contacts: 1,
      settled: 0,
      counters: { initial: 1, error: 0 },
      errors: [],
    });
    expect(await audienceOf(campaignId)).toMatchObject({ rows: 4, contacts: 1, valid: 1, duplicate: 1, suppressed: 0 });
    const closed = (await campaignEvents(api, campaignId)).filter(({ type }) => type === 'UploadClosed');
    expect(closed.map(({ data: { contacts: made, again = 0 } }) => [made, again])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 0],
    ]);

    // Killed in between: the contact that came back is found in its stream, not only in memory.
    await setting.kill();
    await setting.restart();
    const after = setting.api;
    await after.make(`/v1/campaigns/${campaignId}/start`);
    await campaignUntil(after, campaignId, ({ status }) => status === 'completed');
    await truth.drained();
    const got = (await truth.ledger()).filter(({ callbackData }) => callbackData?.includes(campaignId));
    expect(got.map((each) => each.phone)).toEqual([phone]);
    expect(await verify(after, campaignId)).toMatchObject({ ok: true, differences: [] });
  });

  it('while paused come back too, but not once a message was accepted', async () => {
    const { api, simulator } = setting;
    const [sent, left] = contacts(2, 61_020);
    await api.call('PATCH', `/v1/senders/${stage.senderId}`, { pace: { messagesPerSecond: 1 } });
    const campaignId = await draft();
    await uploadContacts(api, campaignId, [sent, left]);
    await api.make(`/v1/campaigns/${campaignId}/start`);
    await campaignUntil(api, campaignId, ({ milestones }) => milestones['accepted'] === 1);
    await api.make(`/v1/campaigns/${campaignId}/pause`);
    const states = await contactsOf(api, campaignId);
    const waits = states.find(({ state }) => state === 'initial');
    if (!waits) throw new Error(`both were sent before the pause: ${JSON.stringify(states)}`);
    await remove(campaignId, waits.phone!);
    const uploadId = await uploadContacts(api, campaignId, [sent, left]);
    const { items } = await verdictsOf(uploadId);
    expect(items.map(({ verdict }) => verdict).sort()).toEqual(['accepted', 'duplicate']);
    await api.make(`/v1/campaigns/${campaignId}/resume`);
    expect(await campaignUntil(api, campaignId, ({ status }) => status === 'completed')).toMatchObject({ settled: 2 });
    const ledger = await simulator.control('GET', `/__sim/ledger?campaign=${campaignId}`);
    expect(ledger.trim().split('\n')).toHaveLength(2);
  });
});
