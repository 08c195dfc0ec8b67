import { makeCampaign, makeTenant, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { ListEvents, type ListEventsQuery } from './list-events';
import { ReadStream } from './read-stream';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
});
afterAll(() => engine.close());

const own = (changes = {}) => principal({ id: 'key-7', subaccountIds: [tenant.subaccountId], ...changes });

describe('the log, for auditors', () => {
  const events = (input: ListEventsQuery, who = principal()) =>
    engine.ask(new ListEvents(engine.query({ principal: who }), input));

  it('is read by stream, type, actor, campaign and time, in pages', async () => {
    const types: string[] = [];
    let cursor: unknown;
    do {
      const page = await events({ stream: `sender-${tenant.senderId}`, limit: 1, cursor });
      types.push(...page.items.map(({ type }) => type));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(types).toEqual(['SenderRegistered', 'SenderConnected']);
    expect((await events({ type: ['SubaccountCreated'] })).items).toHaveLength(2);
    expect((await events({ actor: 'nobody' })).items).toEqual([]);
    expect((await events({ to: Date.parse('2020-01-01T00:00:00Z') })).items).toEqual([]);
    await expect(events({ campaign: 'unknown' })).rejects.toMatchObject({ code: 'not_found' });
    const campaignId = await makeCampaign(engine, tenant);
    const { items } = await events({ campaign: campaignId });
    expect(items.map(({ stream }) => stream)).toEqual([`campaign-${campaignId}`]);
  });

  it('is read from its end, too, in pages that end', async () => {
    const all = (await events({ limit: 500 }, own())).items;
    const found: unknown[] = [];
    let cursor: unknown;
    do {
      const page = await events({ order: 'desc', limit: 3, cursor }, own());
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(found).toEqual([...all].reverse());
  });

  it('goes on from the last page as events arrive, where order=asc asks for it', async () => {
    const before = await events({ order: 'asc', limit: 500, type: ['CampaignCreated'] }, own());
    const none = await events({ order: 'asc', type: ['CampaignCreated'], cursor: before.nextCursor }, own());
    expect(none.items).toEqual([]);
    const campaignId = await makeCampaign(engine, tenant);
    const { items, nextCursor } = await events(
      { order: 'asc', type: ['CampaignCreated'], cursor: none.nextCursor },
      own(),
    );
    expect(items.map(({ stream }) => stream)).toEqual([`campaign-${campaignId}`]);
    expect(nextCursor).not.toBeNull();
    expect((await events({ limit: 500 }, own())).nextCursor).toBeNull();
  });

  it('shows a key the streams of its own subaccounts only', async () => {
    const { items } = await events({ limit: 500 }, own());
    const streams = [...new Set(items.map(({ stream }) => stream))];
    expect(streams).toContain(`sender-${tenant.senderId}`);
    expect(JSON.stringify(items)).not.toContain(other.subaccountId);
    expect(streams.some((each) => each.startsWith('key-'))).toBe(false);
    const read = (name: string) => engine.ask(new ReadStream(engine.query({ principal: own() }), { stream: name }));
    expect((await read(`template-${tenant.templateId}`)).items[0]).toMatchObject({ type: 'TemplateRegistered' });
    for (const name of [`sender-${other.senderId}`, `key-${engine.firstKey.id}`, 'campaign-unknown', 'anything']) {
      await expect(read(name)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('is shown as it is stored, in the version it was written in, whoever wrote it', async () => {
    const name = `sender-${tenant.senderId}`;
    const later = { id: engine.random.uuid(), type: 'SenderEdited', data: { called: 'Ana' }, metadata: { v: 2 } };
    await engine.stored.append(name, [later], { expected: 'any' });
    // They stop before it.
    engine.views.following = false;
    const { items } = await engine.ask(new ReadStream(engine.query({ principal: own() }), { stream: name }));
    expect(items.map(({ version }) => version)).toEqual([1, 1, 2]);
    const text = 'Something of a later version happened: SenderEdited.';
    expect(items.at(-1)).toMatchObject({ type: 'SenderEdited', data: { called: 'Ana' }, text });
    expect((await events({ stream: name })).items).toEqual(items);
  });
});
