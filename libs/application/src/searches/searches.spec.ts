import { searchNameDecider, stream } from '@arauto/domain';
import { execute, namedId } from '@arauto/event-store';
import { searchesView } from '@arauto/read-models/operational';
import { DetailedReport } from '../reports/detailed-report';
import type { Page } from '../context';
import { ConsolidatedReport } from '../reports/consolidated-report';
import { RecordsReport } from '../reports/records-report';
import { contactIdOf, makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { CopySearch } from './copy-search';
import { DeleteSearch } from './delete-search';
import { EditSearch } from './edit-search';
import { GetSearch } from './get-search';
import { ListSearches } from './list-searches';
import { RunSearch } from './run-search';
import { SaveSearch } from './save-search';
import type { EditSearchBody, SaveSearchBody } from './search-fields';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;
let campaignId: string;
let contactIds: readonly string[];

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
  const people = [1, 2, 3].map((n) => ({ phone: number(n), name: ['Ana', 'Bia', 'Caio'][n - 1]! }));
  ({ campaignId, contactIds } = await startCampaign(engine, tenant, people));
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  for (const id of contactIds) await sending.attempt(id);
  await sending.accept(contactIds[0]!);
  await sending.deliver(contactIds[0]!);
  const others = await startCampaign(engine, other, [{ phone: number(9) }]);
  await sendingOf(engine, others.campaignId, other.senderId).attempt(others.contactIds[0]!);
});
afterAll(() => engine.close());

/** The clock stands on 2026-01-05, a Monday. */
const DAY = { from: '2026-01-05', to: '2026-01-06' };
const ana = (changes = {}) => principal({ subaccountIds: [tenant.subaccountId], ...changes });
const bia = (changes = {}) => ana({ id: 'key-2', name: 'bia', roles: ['reporter'], ...changes });
const stranger = () => principal({ id: 'key-3', subaccountIds: [other.subaccountId] });

let named = 0;
const save = async (input: Partial<SaveSearchBody> = {}, who = ana()) => {
  const body = { name: `Busca ${(named += 1)}`, report: 'detailed', period: 'today', ...input } as const;
  return (await engine.run(new SaveSearch(engine.command({ principal: who }), body))).id;
};
const edit = (searchId: string, changes: EditSearchBody, who = ana()) =>
  engine.run(new EditSearch(engine.command({ principal: who }), { ...changes, searchId }));
const copy = async (searchId: string, who = ana(), name?: string) =>
  (await engine.run(new CopySearch(engine.command({ principal: who }), { searchId, ...(name && { name }) }))).id;
const remove = (searchId: string, who = ana()) =>
  engine.run(new DeleteSearch(engine.command({ principal: who }), { searchId }));
const get = (searchId: string, who = ana()) =>
  engine.ask(new GetSearch(engine.query({ principal: who }), { searchId }));
const run = (searchId: string, who = ana(), page = {}) =>
  engine.ask(new RunSearch(engine.query({ principal: who }), { ...page, searchId }));
const names = async (who = ana(), input = {}) =>
  (await engine.ask(new ListSearches(engine.query({ principal: who }), { limit: 500, ...input }))).items.map(
    ({ name }) => name,
  );
const refused = (doing: Promise<unknown>, path: string, code: string) =>
  expect(doing).rejects.toMatchObject({ code: 'validation_failed', details: { errors: [{ path, code }] } });

describe('a saved search', () => {
  it('is shown as it was saved', async () => {
    const id = await save({
      name: '  Lidas  ',
      filters: { status: ['read', 'delivered'], withSession: false },
      period: 'last_7_days',
      columns: ['phone', 'status'],
      format: 'xlsx',
      language: 'pt-BR',
      timeZone: 'America/Sao_Paulo',
    });
    expect(await get(id)).toEqual({
      id,
      subaccountId: tenant.subaccountId,
      name: 'Lidas',
      report: 'detailed',
      filters: { status: ['read', 'delivered'], withSession: false },
      period: 'last_7_days',
      columns: ['phone', 'status'],
      format: 'xlsx',
      language: 'pt-BR',
      timeZone: 'America/Sao_Paulo',
      shared: false,
      ...{ schedule: null, nextAt: null, waits: null, lastExport: null },
      own: true,
      owner: { id: 'key-1', name: null },
      gone: [],
      createdAt: '2026-01-05T12:00:00.000Z',
      updatedAt: '2026-01-05T12:00:00.000Z',
      revision: 0,
    });
  });

  it('answers what the report answers', async () => {
    const filters = { status: ['queued'], campaign: campaignId };
    const detailed = await run(await save({ filters }), ana(), { limit: 1 });
    const asked = { ...DAY, status: ['queued'] as const, campaign: campaignId };
    const query = engine.query({ principal: ana() });
    expect(detailed).toEqual({
      period: { from: '2026-01-05T00:00:00.000Z', to: '2026-01-06T00:00:00.000Z' },
      ...(await engine.ask(new DetailedReport(query, { ...asked, limit: 1 }))),
    });
    expect(detailed.items).toHaveLength(1);
    const groupBy = ['status', 'day'] as const;
    expect(await run(await save({ report: 'consolidated', filters: { groupBy } }))).toMatchObject(
      await engine.ask(new ConsolidatedReport(query, { ...DAY, groupBy })),
    );
    const records = await run(await save({ report: 'records', filters: { campaign: 'all' }, period: null }));
    expect(records).toEqual({ period: null, ...(await engine.ask(new RecordsReport(query, { campaign: 'all' }))) });
  });

  it('goes on where a page ended', async () => {
    const id = await save({ columns: ['phone'] });
    const first = (await run(id, ana(), { limit: 2 })) as Page<object> & { readonly period: unknown };
    const second = await run(id, ana(), { limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...second.items]).toHaveLength(3);
  });

  it('is of the days of its zone on which it is run', async () => {
    const id = await save({ period: 'yesterday', timeZone: 'Asia/Kolkata' });
    expect((await run(id)).period).toEqual({ from: '2026-01-03T18:30:00.000Z', to: '2026-01-04T18:30:00.000Z' });
    expect((await run(id)).items).toEqual([]);
  });

  it('may be of a time that does not move', async () => {
    const filters = { from: '2026-01-05T11:00:00Z', to: '2026-01-05T12:00:00.001Z' };
    const id = await save({ filters, period: null });
    expect((await get(id)).filters).toEqual(filters);
    expect((await run(id)).period).toEqual({ from: '2026-01-05T11:00:00.000Z', to: '2026-01-05T12:00:00.001Z' });
  });

  it('is run within its subaccount, whoever runs it', async () => {
    const everything = principal({ id: 'key-9' });
    const id = await save({ subaccountId: tenant.subaccountId, shared: true }, everything);
    expect((await run(id, everything)).items).toHaveLength(3);
    expect((await run(await save({}, everything), everything)).items).toHaveLength(4);
    const records = { report: 'records', filters: { campaign: 'all' }, subaccountId: other.subaccountId } as const;
    expect((await run(await save({ ...records, period: null }, everything), everything)).items).toEqual([]);
  });

  it.each([
    [{ filters: { colour: 'red' } }, 'filters.colour', 'unknown_field'],
    [{ filters: { status: ['lost'] } }, 'filters.status[0]', 'unknown_value'],
    [{ filters: { language: 'es' } }, 'filters.language', 'elsewhere'],
    [{ filters: { after: '7' } }, 'filters.after', 'elsewhere'],
    [{ filters: { from: '2026-01-01' } }, 'filters.from', 'out_of_place'],
    [{ period: null, filters: { from: '2026-01-01' } }, 'filters.to', 'required'],
    [{ period: null, filters: { from: 1.5, to: '2026-01-01' } }, 'filters.from', 'not_a_time'],
    [{ period: null, filters: { from: '2026-01-01', to: 1e17 } }, 'filters.to', 'not_a_time'],
    [{ period: null, filters: { from: '2026-01-02', to: '2026-01-01' } }, 'filters.to', 'out_of_range'],
    [{ filters: { type: 'MO', status: ['read'] } }, 'filters.status', 'not_of_this_type'],
    [{ filters: { name: 'Ana' } }, 'filters.name', 'needs_campaign'],
    [{ columns: ['answeredAt'] }, 'columns', 'not_of_this_type'],
    [{ report: 'records', filters: { campaign: 'all' }, columns: ['phone'] }, 'columns', 'not_of_this_report'],
    [{ report: 'consolidated', filters: {} }, 'filters.groupBy', 'required'],
    [{ report: 'consolidated', filters: { groupBy: ['day', 'day'] } }, 'filters.groupBy', 'repeated'],
    [{ report: 'records' }, 'filters.campaign', 'required'],
  ] as const)('is refused as %j, by the name of what is wrong', (input, path, code) =>
    refused(save(input), path, code),
  );

  it('takes one value where there may be several, as queries do', async () => {
    const id = await save({ subaccountId: tenant.subaccountId, filters: { status: 'queued', phone: number(2) } });
    expect((await run(id)).items).toHaveLength(1);
  });

  it('names no subaccount or campaign of others', async () => {
    const foreign = await startCampaign(engine, other, []).catch(() => undefined);
    expect(foreign).toBeUndefined();
    for (const input of [
      { subaccountId: other.subaccountId },
      { filters: { subaccount: other.subaccountId } },
      { filters: { campaign: 'nobody' } },
    ]) {
      await expect(save(input)).rejects.toMatchObject({ code: 'not_found' });
    }
    const ofOther = { subaccountId: other.subaccountId, filters: { campaign: campaignId } };
    await expect(save(ofOther, principal())).rejects.toMatchObject({ code: 'not_found' });
  });

  it('needs a subaccount to be shared, or to look for a phone', async () => {
    await refused(save({ shared: true }, principal()), 'subaccountId', 'required');
    await refused(save({ filters: { phone: [number(1)] } }, principal()), 'subaccountId', 'required');
  });
});

describe('who sees it', () => {
  it('is whoever saved it, and where it is shared everybody of the subaccount', async () => {
    const [own, shared] = [await save({ name: 'Minha' }), await save({ name: 'De todos', shared: true })];
    expect(await names()).toEqual(expect.arrayContaining(['Minha', 'De todos']));
    expect(await names(bia())).toContain('De todos');
    expect(await names(bia())).not.toContain('Minha');
    expect(await names(stranger())).toEqual([]);
    expect(await get(shared, bia())).toMatchObject({ own: false, owner: { id: 'key-1' } });
    expect((await run(shared, bia())).items).toHaveLength(3);
    for (const doing of [get(own, bia()), run(own, bia()), copy(own, bia()), get(shared, stranger())]) {
      await expect(doing).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(edit(own, {}, bia())).rejects.toMatchObject({ code: 'not_found' });
    await expect(edit(shared, {}, bia())).rejects.toMatchObject({ name: 'Forbidden' });
    await expect(remove(shared, bia())).rejects.toMatchObject({ name: 'Forbidden' });
    await remove(shared, ana({ id: 'key-4' }));
    await expect(get(shared)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is told page by page, each once', async () => {
    const two = principal({ id: 'key-7', subaccountIds: [tenant.subaccountId, other.subaccountId] });
    for (const who of [ana(), two]) await save({ subaccountId: tenant.subaccountId, shared: true }, who);
    await save({}, two);
    const seen: string[] = [];
    let cursor: unknown;
    do {
      const page = await engine.ask(new ListSearches(engine.query({ principal: two }), { limit: 1, cursor }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength((await names(two)).length);
    expect(await names(two, { subaccount: other.subaccountId })).toEqual([]);
    await expect(names(ana(), { subaccount: other.subaccountId })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the name', () => {
  it('is one search’s only, of those of a key', async () => {
    const id = await save({ name: 'Semana' });
    await expect(save({ name: ' Semana ' })).rejects.toMatchObject({ code: 'already_exists' });
    const second = await save({ name: 'Mês' });
    await expect(edit(second, { name: 'Semana' })).rejects.toMatchObject({ code: 'already_exists' });
    await edit(id, { name: 'Semana' });
    await save({ name: 'Semana' }, bia());
    await remove(id);
    await edit(second, { name: 'Semana' });
  });

  it('goes to one of those that want it at once, whatever the views show', async () => {
    const atOnce = async (doings: () => readonly Promise<unknown>[]) => {
      await engine.views.project();
      const reached = jest.spyOn(engine.views, 'reached').mockResolvedValue(false);
      const done = await Promise.allSettled(doings());
      reached.mockRestore();
      return done.map((each) => (each.status === 'fulfilled' ? 'done' : (each.reason as { code: string }).code)).sort();
    };
    const one = ['already_exists', 'already_exists', 'done'];
    expect(await atOnce(() => [1, 2, 3].map(() => save({ name: 'Ao mesmo tempo' })))).toEqual(one);
    const ids = [await save(), await save(), await save()];
    expect(await atOnce(() => ids.map((id) => edit(id, { name: 'Um só nome' })))).toEqual(one);
    const id = await save({ name: 'Copiada' });
    await atOnce(() => [1, 2, 3].map(() => copy(id)));
    const called = (await names()).filter((name) => name.startsWith('Copiada'));
    expect(called.sort()).toEqual(['Copiada', 'Copiada (2)', 'Copiada (3)', 'Copiada (4)']);
  });

  it('is free again where a process ended between its claim and the search', async () => {
    const at = new Date(engine.clock.now()).toISOString();
    const hash = namedId('name of a search', 'Abandonada');
    const claim = { type: 'ClaimSearchName', searchId: 'never-made', at } as const;
    await execute(engine.store, searchNameDecider, stream.searchName('key-6', hash), claim, {
      eventId: () => engine.random.uuid(),
    });
    const who = ana({ id: 'key-6' });
    await expect(save({ name: 'Abandonada' }, who)).rejects.toMatchObject({ code: 'already_exists' });
    await engine.clock.advance(60_000);
    await save({ name: 'Abandonada' }, who);
    await expect(save({ name: 'Abandonada' }, who)).rejects.toMatchObject({ code: 'already_exists' });
  });

  it('is given again by a repeat of the request that made it', async () => {
    const context = engine.command({ principal: ana(), idempotency: { commandId: 's-1', bodyHash: 'x' } });
    const body = { name: 'Repetida', report: 'detailed', period: 'today' } as const;
    const first = await engine.run(new SaveSearch(context, body));
    await engine.views.project();
    expect(await engine.run(new SaveSearch(context, body))).toEqual(first);
  });

  it('of a copy has a number where it is taken', async () => {
    const id = await save({ name: 'Original', shared: true, columns: ['phone'] });
    const own = await get(await copy(id));
    expect(own).toMatchObject({ name: 'Original (2)', shared: false, columns: ['phone'], own: true });
    expect((await get(await copy(id))).name).toBe('Original (3)');
    const theirs = await get(await copy(id, bia()), bia());
    expect(theirs).toMatchObject({ name: 'Original', owner: { id: 'key-2' } });
    expect((await get(await copy(id, ana(), 'Outro nome'))).name).toBe('Outro nome');
    await expect(copy(id, ana(), 'Original')).rejects.toMatchObject({ code: 'already_exists' });
  });
});

describe('an edit', () => {
  it('changes what it names, and is judged with the rest', async () => {
    const id = await save({ filters: { type: 'MO' } });
    await edit(id, { columns: ['answeredAt'], timeZone: 'Asia/Tokyo', shared: true });
    expect(await get(id)).toMatchObject({ columns: ['answeredAt'], timeZone: 'Asia/Tokyo', shared: true, revision: 1 });
    await refused(edit(id, { filters: { type: 'MT' } }), 'columns', 'not_of_this_type');
    await expect(edit(id, { period: null })).rejects.toMatchObject({ code: 'validation_failed' });
    await edit(id, { shared: true, columns: ['answeredAt'] });
    expect((await get(id)).revision).toBe(1);
    await edit(id, { columns: null, period: null, filters: { from: '2026-01-01', to: '2026-02-01' } });
    expect(await get(id)).toMatchObject({ columns: null, period: null, filters: { from: '2026-01-01' } });
  });

  it('of a revision that is no more is refused', async () => {
    const id = await save();
    const late = new EditSearch(engine.command({ principal: ana(), expectedRevision: 7 }), { searchId: id });
    await expect(engine.run(late)).rejects.toMatchObject({ name: 'RevisionConflict' });
  });
});

describe('people whom a search asks for', () => {
  const everyEvent = async () => {
    const events = [];
    for await (const event of engine.store.readAll()) events.push(event);
    return JSON.stringify(events);
  };

  it('are in the vault, and not in the log', async () => {
    const filters = { campaign: campaignId, name: 'Caio Quaresma', phone: ['(11) 90000-0001', number(3)] };
    const id = await save({ filters });
    expect((await get(id)).filters).toEqual(filters);
    const log = await everyEvent();
    for (const personal of ['Quaresma', '90000-0001', number(3)]) expect(log).not.toContain(personal);
    await edit(id, { filters: { phone: [number(2)] } });
    expect((await run(id)).items).toHaveLength(1);
    const { revision } = await edit(id, { filters: { phone: [number(2)] } });
    expect(revision).toBe(1);
    expect(await everyEvent()).not.toContain(number(2));
  });

  const keptOf = async (id: string) => {
    const refs: string[] = [];
    for await (const { data } of await engine.store.readStream(stream.search(id))) {
      refs.push(
        ...((data['phoneRefs'] as string[] | null) ?? []),
        ...[(data['nameRef'] as string | null) ?? []].flat(),
      );
    }
    const entries = await engine.vault.getMany(refs);
    return entries.map((entry) => entry && (entry.phone ?? entry.name));
  };

  it('are in the vault no longer than the search asks for them', async () => {
    const id = await save({ filters: { campaign: campaignId, name: 'Caio', phone: [number(1), number(3)] } });
    await edit(id, { columns: ['phone'] });
    expect(await keptOf(id)).toEqual([number(1), number(3), 'Caio']);
    await edit(id, { filters: { campaign: campaignId, name: 'Ana', phone: [number(2)] } });
    expect(await keptOf(id)).toEqual([undefined, undefined, undefined, number(2), 'Ana']);
    const copied = await copy(id);
    await edit(id, { filters: { campaign: campaignId, phone: [number(2)] } });
    await remove(id);
    expect((await keptOf(id)).filter((each) => each !== undefined)).toEqual([]);
    expect(await get(copied)).toMatchObject({ filters: { name: 'Ana', phone: [number(2)] }, gone: [] });
  });

  it('do not come back with a command that comes again', async () => {
    const keyed = (commandId: string) =>
      engine.command({ principal: ana(), idempotency: { commandId, bodyHash: commandId } });
    const filters = { phone: [number(1)] };
    const body = { name: 'Outra vez', report: 'detailed', period: 'today', filters } as const;
    const made = new SaveSearch(keyed('p-1'), body);
    const { id: searchId } = await engine.run(made);
    const edited = new EditSearch(keyed('p-2'), { searchId, filters: { phone: [number(2)] } });
    await engine.run(edited);
    await edit(searchId, { filters: { phone: [number(3)] } });
    for (const command of [made, edited]) await engine.run(command);
    expect(await keptOf(searchId)).toEqual([undefined, undefined, number(3)]);
    const again = new CopySearch(keyed('p-3'), { searchId });
    const { id: copied } = await engine.run(again);
    await remove(copied);
    await engine.run(again);
    expect(await keptOf(copied)).toEqual([undefined]);
  });

  it('are there for whoever reads the views, until these know of the edit', async () => {
    const id = await save({ filters: { phone: [number(1)] } });
    const removing = jest.spyOn(engine.vault, 'remove');
    const reached = jest.spyOn(engine.views, 'reached');
    const { position } = await edit(id, { filters: {} });
    expect(reached.mock.calls.at(-1)).toEqual(['operational', position, 2000]);
    expect(reached.mock.invocationCallOrder.at(-1)).toBeLessThan(removing.mock.invocationCallOrder[0]!);
    for (const each of [removing, reached]) each.mockRestore();
  });

  it('are masked for whoever may not read personal data', async () => {
    const id = await save({ filters: { campaign: campaignId, name: 'Caio', phone: [number(3)] }, shared: true });
    expect((await get(id, ana({ id: 'key-5', roles: ['auditor'] }))).filters).toEqual({
      campaign: campaignId,
      name: '•••',
      phone: ['•••0003'],
    });
  });

  it('are not copied where a name is gone: the copy would find everybody', async () => {
    const id = await save({ subaccountId: tenant.subaccountId, filters: { campaign: campaignId, name: 'Ana' } });
    await engine.views.project();
    const { nameRef } = (await engine.views.operational.get(searchesView, id))!;
    await engine.vault.remove([nameRef!]);
    const error = { code: 'not_found', details: { errors: [{ path: 'filters.name', code: 'gone' }] } };
    await expect(copy(id)).rejects.toMatchObject(error);
  });

  it('are found no more once they are erased, and nobody else is in their place', async () => {
    const id = await save({ filters: { phone: [number(8)] } });
    const both = await save({ filters: { phone: [number(8), number(1)] } });
    await engine.vault.erase(await contactIdOf(engine, tenant, number(8)));
    expect(await get(id)).toMatchObject({ filters: { phone: [] }, gone: ['phone'] });
    expect((await run(id)).items).toEqual([]);
    expect((await run(both)).items).toHaveLength(1);
  });
});

it('says that its campaign is gone', async () => {
  const id = await save({ filters: { campaign: campaignId } });
  const { operational } = engine.views;
  const read = operational.get.bind(operational);
  const lookUp = jest
    .spyOn(operational, 'get')
    .mockImplementation((view, asked) => (asked === campaignId ? Promise.resolve(undefined) : read(view, asked)));
  expect((await get(id)).gone).toEqual(['campaign']);
  await expect(run(id)).rejects.toMatchObject({
    code: 'not_found',
    details: { errors: [{ path: 'filters.campaign', code: 'gone' }] },
  });
  lookUp.mockRestore();
});

it('is the search of its stream', async () => {
  const id = await save({ name: 'No log' });
  const types = [];
  for await (const { type } of await engine.store.readStream(stream.search(id))) types.push(type);
  expect(types).toEqual(['SearchSaved']);
});
