import { stream } from '@arauto/domain';
import type { MoRow, MtRow } from '@arauto/reporting';
import { contactIdOf, makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { type ManyMessages, manyMessages } from '../testing/many-messages';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { ConsolidatedReport } from './consolidated-report';
import { DetailedReport, type DetailedReportQuery } from './detailed-report';
import { ExplainRow } from './explain-row';

let engine: SmallEngine;
let data: ManyMessages;

const PERIOD = { from: '2026-01-01', to: '2026-02-01' };

beforeAll(async () => {
  engine = await openSmallEngine('what people wrote');
  data = await manyMessages(engine);
});
afterAll(() => engine.close());

const ask = async (input: Partial<DetailedReportQuery> = {}, who = principal()) => {
  const query = { ...PERIOD, type: 'MO', limit: 500, ...input } as const;
  const page = await engine.ask(new DetailedReport(engine.query({ principal: who }), query));
  return { ...page, items: page.items as MoRow[] };
};
const explain = (rowId: string, who = principal(), page = {}) =>
  engine.ask(new ExplainRow(engine.query({ principal: who }), { ...page, rowId }));

describe('rows of what people wrote', () => {
  it('say who wrote what, and in answer to which contact', async () => {
    const [first, tenant] = [data.campaigns[0]!, data.tenants[0]!];
    const { items } = await ask({ campaign: first.id, order: 'asc', contentType: 'image' });
    expect(items[0]).toEqual({
      id: `${tenant.senderId}.mo-${first.id}-4`,
      answeredAt: expect.stringMatching(/^2026-01-05T/) as string,
      phone: number(5),
      senderPhone: '+5511900000001',
      campaignId: first.id,
      campaignName: 'Campanha 0',
      user: 'ana',
      contactId: await contactIdOf(engine, tenant, number(5)),
      correlationId: 'order-1',
      subaccountId: tenant.subaccountId,
      subaccountName: 'Loja',
      contentType: 'image',
      message: 'palavras 4',
      conversationId: 'mo-session-4',
      conversationType: 'business_initiated',
      buttonPayload: null,
      optOut: false,
    });
  });

  it('are there of what belongs to no campaign, too', async () => {
    const { items } = await ask({ subaccount: data.tenants[1]!.subaccountId });
    const nobodys = items.filter(({ campaignId }) => campaignId === null);
    expect(nobodys.length).toBeGreaterThan(0);
    for (const row of nobodys) expect(row).toMatchObject({ user: null, contactId: null, correlationId: null });
  });

  it('are masked for whoever may not read personal data', async () => {
    const { items } = await ask({ contentType: 'button', limit: 1 }, principal({ roles: ['auditor'] }));
    expect(items[0]).toMatchObject({
      phone: expect.stringMatching(/^•••\d{4}$/),
      message: '•••',
      buttonPayload: '•••',
    });
  });

  it('have columns of their own', async () => {
    const { items } = await ask({ columns: ['message', 'answeredAt'], limit: 1 });
    expect(Object.keys(items[0]!)).toEqual(['id', 'message', 'answeredAt', 'campaignId', 'contactId']);
  });
});

describe('who asks for no more', () => {
  it('is told of each message where it is chosen, and found by it', async () => {
    const stops = await ask({ optOut: true });
    expect(stops.items.length).toBeGreaterThan(0);
    expect(stops.items.length).toBeLessThan((await ask()).items.length);
    expect(stops.items.every(({ optOut }) => optOut)).toBe(true);
    expect(stops.total).toEqual({ value: stops.items.length, relation: 'exact' });
    expect((await ask({ optOut: true, columns: ['phone', 'optOut'] })).items[0]).toMatchObject({ optOut: true });
    const refused = engine.ask(new DetailedReport(engine.query(), { ...PERIOD, optOut: true }));
    await expect(refused).rejects.toMatchObject({
      details: { errors: [{ path: 'optOut', code: 'not_of_this_type' }] },
    });
  });
});

describe('a number', () => {
  it('is written as the campaign has it, or whole, though the platform leaves out the ninth digit', async () => {
    const own = await openSmallEngine('one person, one number');
    try {
      const tenant = await makeTenant(own);
      const [known, stranger] = ['+5511990000123', '+5511990000124'] as const;
      const { campaignId, contactIds } = await startCampaign(own, tenant, [{ phone: known }]);
      await sendingOf(own, campaignId, tenant.senderId).attempt(contactIds[0]!);
      const contact = { campaignId, contactKey: contactIds[0]!, correlationId: null };
      const older = (phone: string) => phone.slice(1).replace('55119', '5511');
      await writes(own, tenant, { hash: 'known', key: contactIds[0]!, from: older(known), contact });
      await writes(own, tenant, { hash: 'stranger', key: 'stranger', from: older(stranger), contact: null });
      const query = { ...PERIOD, type: 'MO', order: 'asc' } as const;
      const phones = async (who = principal()) => {
        const page = await own.ask(new DetailedReport(own.query({ principal: who }), query));
        return (page.items as MoRow[]).map(({ phone }) => phone).sort();
      };
      expect(await phones()).toEqual([known, stranger]);
      expect(await phones(principal({ roles: ['auditor'] }))).toEqual(['•••0123', '•••0124']);
      const sent = await own.ask(new DetailedReport(own.query(), PERIOD));
      expect((sent.items as MtRow[]).map(({ phone }) => phone)).toEqual([known]);
    } finally {
      await own.close();
    }
  });
});

describe('the button that was tapped', () => {
  it('is asked for by what stands on it', async () => {
    const { items } = await ask({ button: 'Sim' });
    expect(new Set(items.map(({ campaignId }) => campaignId))).toEqual(new Set([data.campaigns[2]!.id]));
    expect(items.every(({ contentType }) => contentType === 'button')).toBe(true);
    expect((await ask({ button: 'Talvez' })).items).toEqual([]);
  });

  it('is found wherever it stands, which is at another place in each campaign', async () => {
    const campaigns = async (filters: Partial<DetailedReportQuery>) => {
      const { items } = await ask({ button: 'Já paguei', ...filters });
      return new Set(items.map(({ campaignId }) => campaignId));
    };
    const [first, second] = data.campaigns.map(({ id }) => id);
    expect(await campaigns({})).toEqual(new Set([first, second]));
    expect(await campaigns({ campaign: first! })).toEqual(new Set([first]));
    expect(await campaigns({ user: 'bia' })).toEqual(new Set([second]));
    // Whoever started nothing has no buttons to confuse.
    expect((await ask({ button: 'Já paguei', user: 'nobody' })).items).toEqual([]);
  });
});

it('consolidated counts what people wrote by its kind, without rates', async () => {
  const { items } = await ask();
  const query = { ...PERIOD, type: 'MO', groupBy: ['contentType'], language: 'es' } as const;
  const { items: groups, totals } = await engine.ask(new ConsolidatedReport(engine.query(), query));
  expect(groups[0]).toMatchObject({ group: 'text', label: 'Texto', replied: null, rates: null });
  expect(groups.map(({ total }) => total)).toEqual([...groups.map(({ total }) => total)].sort((a, b) => b - a));
  expect(totals.total).toBe(items.length);
});

describe('an explanation', () => {
  it('of a row is the events that name its message, and no other of its conversation', async () => {
    const [row] = (await ask({ contentType: 'button', limit: 1 })).items;
    const { items, nextCursor } = await explain(row!.id);
    expect(items.map(({ type }) => type)).toEqual(['MessageReceived', 'MessageAttributed']);
    expect(nextCursor).toBeNull();
    const told = data.wrote.find(({ messageHash }) => row!.id.endsWith(messageHash))!;
    expect(items.every(({ stream }) => stream === told.conversation)).toBe(true);
  });

  it('goes on where a page ended, however far its events are apart', async () => {
    const [row] = (await ask({ limit: 1 })).items;
    const told = data.wrote.find(({ messageHash }) => row!.id.endsWith(messageHash))!;
    const other = (n: number) => ({
      id: engine.random.uuid(),
      type: 'MessageRevoked',
      data: { messageHash: `of another ${n}`, revokedAt: row!.answeredAt },
      metadata: {},
    });
    for (let at = 0; at < 6; at++) {
      const events = Array.from({ length: 1000 }, (_, n) => other(at * 1000 + n));
      await engine.store.append(told.conversation, events, { expected: 'any' });
    }
    const edited = { messageHash: told.messageHash, ref: 'r', editedAt: row!.answeredAt };
    const edit = { id: engine.random.uuid(), type: 'MessageEdited', data: edited, metadata: {} };
    await engine.store.append(told.conversation, [edit], { expected: 'any' });
    const types: string[] = [];
    let pages = 0;
    let cursor: unknown;
    do {
      const page = await explain(row!.id, principal(), { cursor });
      types.push(...page.items.map(({ type }) => type));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);
    expect([types, pages]).toEqual([['MessageReceived', 'MessageAttributed', 'MessageEdited'], 2]);
    const one = await explain(row!.id, principal(), { limit: 1 });
    expect([one.items.map(({ type }) => type), one.nextCursor]).toEqual([['MessageReceived'], expect.any(Number)]);
  });

  it('of what is not there, or not for whoever asks, is none', async () => {
    const [row] = (await ask({ limit: 1 })).items;
    const stranger = principal({ subaccountIds: [data.tenants[0]!.subaccountId] });
    await expect(explain(row!.id, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(explain('nothing')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('who wrote', () => {
  const at = '2026-01-05T12:00:00.000Z';

  /** A message of a contact, whom the platform may name by its number or not. */
  async function written(messageHash: string, from: string | undefined, by: 'quoted' | 'none', more: object[] = []) {
    const [{ id: campaignId }, tenant] = [data.campaigns[0]!, data.tenants[0]!];
    const contactKey = await contactIdOf(engine, tenant, number(5));
    const { senderId, subaccountId } = tenant;
    const ref = `ref-${messageHash}`;
    const entry = { ref, kind: 'inbound', person: `behind-${messageHash}`, campaign: null } as const;
    await engine.vault.put([{ ...entry, data: { ...(from !== undefined && { from }), text: 'Oi' } }]);
    const session = { id: `of-${messageHash}`, type: 'user_initiated', openedAt: at, expiresAt: at };
    const contact = by === 'none' ? null : { campaignId, contactKey, correlationId: null };
    const received = {
      senderId,
      subaccountId,
      messageHash,
      ref,
      contentType: 'text',
      receivedAt: at,
      quotedHash: null,
    };
    const attributed = {
      ...{ messageHash, contentType: 'text', by, contact, button: null },
      standing: { at, session, opens: true, referredAt: null },
    };
    const events = [
      { type: 'MessageReceived', data: received },
      { type: 'MessageAttributed', data: attributed },
      ...more,
    ].map((event) => ({ id: engine.random.uuid(), metadata: {}, ...event }));
    await engine.store.append(`conversation-${senderId}.behind-${messageHash}`, events as never, { expected: 'any' });
    return async () => (await ask({ conversationId: session.id })).items[0];
  }

  it('is the contact that it is attributed to, where the platform names it by a user id only', async () => {
    const row = await written('unnamed', undefined, 'quoted');
    expect(await row()).toMatchObject({ phone: number(5), message: 'Oi' });
    await engine.vault.erase('behind-unnamed');
    expect(await row()).toMatchObject({ phone: null, message: null });
    const nobody = await written('of nobody', undefined, 'none');
    expect(await nobody()).toMatchObject({ phone: null, message: 'Oi' });
  });

  it('is still said where it was taken back, and what was written is not', async () => {
    const revoked = { type: 'MessageRevoked', data: { messageHash: 'taken back', revokedAt: at } };
    const row = await written('taken back', number(6).slice(1), 'quoted', [revoked]);
    expect(await row()).toMatchObject({ phone: number(6), message: null, buttonPayload: null });
  });
});

/** A message of a person, and where it belongs. */
async function writes(
  own: SmallEngine,
  { senderId, subaccountId }: Tenant,
  told: {
    readonly hash: string;
    readonly key: string;
    readonly from: string;
    readonly contact: { readonly campaignId: string; readonly contactKey: string; readonly correlationId: null } | null;
  },
): Promise<void> {
  const at = new Date(own.clock.now()).toISOString();
  const ref = `${senderId}.${told.hash}`;
  await own.vault.put([
    { ref, kind: 'inbound', person: told.key, campaign: null, data: { from: told.from, text: 'Oi' } },
  ]);
  const session = { id: told.hash, type: 'user_initiated', openedAt: at, expiresAt: at };
  const of = { messageHash: told.hash, contentType: 'text' };
  const events = [
    { type: 'MessageReceived', data: { senderId, subaccountId, ...of, ref, receivedAt: at, quotedHash: null } },
    {
      type: 'MessageAttributed',
      data: {
        ...of,
        ...{ by: told.contact ? 'recent' : 'none', contact: told.contact, button: null },
        standing: { at, session, opens: true, referredAt: null },
      },
    },
  ].map((event) => ({ id: own.random.uuid(), metadata: {}, ...event }));
  await own.store.append(stream.conversation(senderId, told.key), events, { expected: 'any' });
}
