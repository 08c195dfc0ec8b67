import { systemRandom } from '@arauto/clock';
import type { EventStore } from '@arauto/event-store';
import { campaignUntil, contactsOf, summaryOf, verify } from './campaigns';
import { onLogOf } from './engine-stores';
import { Setting } from './setting';
import { contacts, CREDENTIALS, draftCampaign } from './stage';

interface Problem {
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly code: string }[];
}

interface SenderShown {
  readonly revision: number;
  readonly status: string;
  readonly statusReason: string | null;
  readonly remedy: string | null;
  readonly connection: Readonly<Record<string, string>>;
}

describe('settings of a number that no call can be made with', () => {
  let setting: Setting;

  afterEach(() => setting.end());

  async function campaignOf(count: number): Promise<string> {
    const { api, stage } = setting;
    return draftCampaign(api, stage, contacts(count));
  }

  /** Without when a webhook last came: they come all the while. */
  const shown = async () => {
    const { webhooks: _, ...sender } = (
      await setting.api.get<SenderShown & { webhooks: unknown }>(`/v1/senders/${setting.stage.senderId}`)
    ).body;
    return sender;
  };

  it('are refused while 600 contacts are being sent, store nothing, and every contact is sent to', async () => {
    setting = await Setting.make({ pace: 100 });
    const { api, stage, truth } = setting;
    const count = 600;
    const id = await campaignOf(count);
    const before = await shown();
    await api.make(`/v1/campaigns/${id}/start`);
    await campaignUntil(api, id, ({ settled }) => settled > 0);
    const { connection } = before;
    const wrong: readonly (readonly [string, object])[] = [
      ['credentials.accessToken', { credentials: { ...CREDENTIALS, accessToken: `${CREDENTIALS.accessToken} ` } }],
      ['credentials.accessToken', { credentials: { ...CREDENTIALS, accessToken: 'to\tken' } }],
      ['credentials.appSecret', { credentials: { ...CREDENTIALS, appSecret: 'app secret' } }],
      ['credentials.verifyToken', { credentials: { ...CREDENTIALS, verifyToken: 'verify-me ' } }],
      ['connection.baseUrl', { connection: { ...connection, baseUrl: `${connection['baseUrl']}/?graph=1` } }],
      ['connection.baseUrl', { connection: { ...connection, baseUrl: `${connection['baseUrl']}/#graph` } }],
      ['connection.baseUrl', { connection: { ...connection, baseUrl: 'https://me:secret@graph.facebook.com' } }],
      ['connection.phoneNumberId', { connection: { ...connection, phoneNumberId: 'phone-1' } }],
    ];
    for (const [path, body] of wrong) {
      const edited = await api.call<Problem>('PATCH', `/v1/senders/${stage.senderId}`, body);
      expect([path, edited.status, edited.body.code]).toEqual([path, 400, 'validation_failed']);
      expect(edited.body.errors.map((error) => error.path)).toEqual([path]);
    }
    expect(await shown()).toEqual(before);
    const done = await campaignUntil(api, id, ({ status }) => status === 'completed');
    expect(done.needsAttention).toBe(0);
    await truth.drained();
    expect(await truth.summary()).toMatchObject({ messages: count, doubles: 0 });
  }, 90_000);

  it('pause the number when an older version stored them, claim nobody, and say what mends them', async () => {
    setting = await Setting.make({ pace: 100 });
    const count = 50;
    const id = await campaignOf(count);
    const { connection } = await shown();
    await setting.kill();
    const event = {
      id: systemRandom.uuid(),
      type: 'SenderEdited',
      data: { connection: { ...connection, phoneNumberId: 'phone-1' } },
      metadata: { v: 1, actor: { id: 'key', name: 'ana' } },
    };
    await onLogOf(setting.engine, async (log) =>
      log.append(`sender-${setting.stage.senderId}`, [event], { expected: await shownRevision(log) }),
    );
    await setting.restart();
    const { api, stage, truth } = setting;
    await api.make(`/v1/campaigns/${id}/start`);
    const paused = await campaignUntil(api, id, ({ status }) => status === 'paused');
    expect(paused.statusReason).toBe('error_ENG_CONNECTION');
    expect(paused.remedy).toMatch(/connection\.phoneNumberId must be 1 to 32 digits/);
    const number = await shown();
    expect(number).toMatchObject({ status: 'paused', statusReason: 'error_ENG_CONNECTION' });
    expect(number.remedy).toMatch(/connection\.phoneNumberId/);
    expect(await truth.sends()).toEqual([]);
    const untouched = await contactsOf(api, id);
    expect(untouched.every(({ state, attempts }) => state === 'initial' && attempts === 0)).toBe(true);
    const history = await api.get<{ items: unknown[] }>(`/v1/campaigns/${id}/contacts/${untouched[0]!.id}/history`);
    expect(history.body.items).toHaveLength(1);

    const mended = await api.call('PATCH', `/v1/senders/${stage.senderId}`, { connection });
    expect(mended.status).toBe(200);
    await api.make(`/v1/senders/${stage.senderId}/resume`);
    await api.make(`/v1/campaigns/${id}/resume`);
    await campaignUntil(api, id, ({ status }) => status === 'completed');
    await truth.drained();
    await campaignUntil(api, id, ({ counters }) => counters['read'] === count);
    expect((await summaryOf(api, id)).needsAttention).toBe(0);
    expect(await truth.summary()).toMatchObject({ messages: count, doubles: 0 });
    expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
  }, 90_000);

  async function shownRevision(log: EventStore): Promise<number> {
    let revision = -1;
    for await (const event of await log.readStream(`sender-${setting.stage.senderId}`)) revision = event.revision;
    return revision;
  }
});
