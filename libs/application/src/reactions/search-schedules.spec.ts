import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import { type Role, searchDecider, stream, streamPrefix } from '@arauto/domain';
import { type EventStore, execute } from '@arauto/event-store';
import { DiscardExport } from '../exports/discard-export';
import { FetchExport } from '../exports/fetch-export';
import { GetExport } from '../exports/get-export';
import { ListExports } from '../exports/list-exports';
import { RequestExport } from '../exports/request-export';
import { CreateKey } from '../keys/create-key';
import { RevokeKey } from '../keys/revoke-key';
import { CopySearch } from '../searches/copy-search';
import { DeleteSearch } from '../searches/delete-search';
import { EditSearch } from '../searches/edit-search';
import { GetSearch } from '../searches/get-search';
import { ListSearches } from '../searches/list-searches';
import { SaveSearch } from '../searches/save-search';
import { SearchExports } from '../searches/search-exports';
import type { EditSearchBody, SaveSearchBody } from '../searches/search-fields';
import { exporting } from '../testing/exporting';
import { look } from '../testing/look';
import { contactIdOf, makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { EXPORT_SETTINGS_OF_TESTS, openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { eventsOf, typesOf } from '../testing/streams';
import type { Reaction } from './reaction';
import { searchSchedules } from './search-schedules';
import { refusing } from './stuck-rows.fixture';

/** By report, search and day. */
const NAMED = /^detailed-mt_diario-acao-cia_2026-01-06_2026-01-07\.csv$/;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let engine: SmallEngine;
let shop: Tenant;
let other: Tenant;
let bia: Principal;
let caio: Principal;
let campaignId: string;
let reaction: Reaction;

/** The clock stands on Monday, 2026-01-05T12:00:00Z. */
beforeEach(async () => {
  engine = await openSmallEngine();
  shop = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
  bia = await makeKey('bia', ['reporter'], shop);
  caio = await makeKey('caio', ['operator'], other);
  const people = [1, 2].map((n) => ({ phone: number(n), name: ['Ana', 'Bia'][n - 1]! }));
  campaignId = (await startCampaign(engine, shop, people)).campaignId;
  const sending = sendingOf(engine, campaignId, shop.senderId);
  for (const n of [1, 2]) await sending.attempt(await contactIdOf(engine, shop, number(n)));
  reaction = reacting();
});
afterEach(() => engine.close());

async function makeKey(name: string, roles: readonly Role[], { subaccountId }: Tenant): Promise<Principal> {
  const facts = { name, roles, subaccountIds: [subaccountId] };
  const { id } = await engine.run(new CreateKey(engine.command(), facts));
  return { id, ...facts };
}

/** Of a process of its own. */
function reacting(store: EventStore = engine.store): Reaction {
  const { views, vault, identities, clock } = engine;
  const exports = new SearchExports({ store, views, vault, identities, clock, settings: EXPORT_SETTINGS_OF_TESTS });
  return searchSchedules(exports, views.operational, clock);
}

let named = 0;
const DAILY = { every: 'day', at: '10:00' } as const;
const save = async (input: Partial<SaveSearchBody> = {}, who = bia) => {
  const facts = { name: `Busca ${(named += 1)}`, report: 'detailed', period: 'today', schedule: DAILY } as const;
  return (await engine.run(new SaveSearch(engine.command({ principal: who }), { ...facts, ...input }))).id;
};
const edit = (searchId: string, changes: EditSearchBody, who = bia) =>
  engine.run(new EditSearch(engine.command({ principal: who }), { ...changes, searchId }));
const get = (searchId: string, who = bia) => engine.ask(new GetSearch(engine.query({ principal: who }), { searchId }));
const exportsOf = async (who: Principal) =>
  (await engine.ask(new ListExports(engine.query({ principal: who }), {}))).items;
const to = (text: string) => engine.clock.advance(Date.parse(text) - engine.clock.now());
const saidOf = async (searchId: string) =>
  (await eventsOf(engine, stream.search(searchId))).filter(({ type }) => type.startsWith('SearchExport'));
const dueOf = async (searchId: string) => (await saidOf(searchId)).map(({ type, data }) => [type, data['dueAt']]);

describe('a scheduled search', () => {
  it('is exported at its time, as its owner would, and says so', async () => {
    const schedule = { every: 'week', on: 'tuesday', at: '00:15', format: 'xlsx' } as const;
    const id = await save({ schedule, timeZone: 'Asia/Kolkata', period: 'yesterday', columns: ['phone'] });
    expect(await get(id)).toMatchObject({
      schedule,
      nextAt: '2026-01-05T18:45:00.000Z',
      waits: null,
      lastExport: null,
    });
    await to('2026-01-05T18:44:59.999Z');
    await look(engine, reaction);
    expect(await saidOf(id)).toEqual([]);
    await to('2026-01-05T18:45:00.000Z');
    for (let looks = 0; looks < 3; looks++) await look(engine, reaction);
    const [said, ...more] = await saidOf(id);
    expect(more).toEqual([]);
    const exportId = said!.data['exportId'] as string;
    expect(said).toMatchObject({
      type: 'SearchExportRequested',
      data: { dueAt: '2026-01-05T18:45:00.000Z', nextAt: '2026-01-12T18:45:00.000Z' },
    });
    expect(await get(id)).toMatchObject({
      nextAt: '2026-01-12T18:45:00.000Z',
      lastExport: { id: exportId, dueAt: '2026-01-05T18:45:00.000Z', outcome: 'queued', why: null },
    });
    await exporting(engine).look();
    expect((await get(id)).lastExport).toMatchObject({ id: exportId, outcome: 'completed' });
    expect(await exportsOf(bia)).toMatchObject([
      {
        ...{ id: exportId, format: 'xlsx', columns: ['phone'], timeZone: 'Asia/Kolkata', rows: 2 },
        filters: { from: '2026-01-05', to: '2026-01-06' },
        requestedBy: { id: bia.id, name: 'bia' },
        expiresAt: '2026-01-12T18:45:00.000Z',
      },
    ]);
  });

  it('is exported for each of two keys of two subaccounts by the clocks of three zones', async () => {
    const zones = ['America/Sao_Paulo', 'Europe/Lisbon', 'Asia/Kolkata'];
    const ids: string[] = [];
    for (const who of [bia, caio]) for (const timeZone of zones) ids.push(await save({ timeZone }, who));
    for (let hours = 0; hours < 24; hours++) {
      await look(engine, reaction);
      await exporting(engine).look();
      await engine.clock.advance(HOUR / 2);
    }
    await to('2026-01-06T13:00:00.000Z');
    await look(engine, reaction);
    await exporting(engine).look();
    const due = [
      ['2026-01-05T13:00:00.000Z', '2026-01-06T13:00:00.000Z'],
      ['2026-01-06T10:00:00.000Z'],
      ['2026-01-06T04:30:00.000Z'],
    ];
    for (const [at, id] of ids.entries()) expect((await dueOf(id)).map(([, time]) => time)).toEqual(due[at % 3]);
    for (const [who, rows] of [
      [bia, 2],
      [caio, 0],
    ] as const) {
      const own = await exportsOf(who);
      expect(own).toHaveLength(4);
      expect(own.every(({ requestedBy }) => requestedBy.id === who.id)).toBe(true);
      // Those of the first day: nothing was sent on the second.
      expect(own.filter(({ filters }) => filters['from'] === '2026-01-05').map((each) => each.rows)).toEqual([rows]);
    }
    expect(await exportsOf(principal())).toHaveLength(8);
  });

  it('is exported once on days on which clocks are moved', async () => {
    engine.clock.setBy(Date.parse('2026-03-28T12:00:00Z') - engine.clock.now());
    const id = await save({ timeZone: 'Europe/Lisbon', schedule: { every: 'day', at: '01:30' } });
    for (const hour of Array.from({ length: 40 }, (_, n) => n)) {
      await to(instant(Date.parse('2026-03-28T20:00:00Z') + hour * HOUR));
      await look(engine, reaction);
    }
    expect((await dueOf(id)).map(([, due]) => due)).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z']);
  });

  it('was due three times while nobody was there: the last is made up for, of the days that it meant then', async () => {
    const id = await save({ timeZone: 'America/Sao_Paulo' });
    await to('2026-01-08T12:59:59.000Z');
    await look(engine, reaction);
    expect(await dueOf(id)).toEqual([['SearchExportRequested', '2026-01-07T13:00:00.000Z']]);
    expect(await exportsOf(bia)).toMatchObject([{ filters: { from: '2026-01-07', to: '2026-01-08' } }]);
    expect(await get(id)).toMatchObject({ nextAt: '2026-01-08T13:00:00.000Z' });
  });

  it('has the format of the search where it names none, as it is by then', async () => {
    const [csv, pdf] = [await save(), await save({ schedule: { ...DAILY, format: 'pdf' } })];
    await edit(csv, { format: 'xlsx' });
    await edit(pdf, { format: 'xlsx' });
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    const formats = new Map((await exportsOf(bia)).map(({ id, format }) => [id, format]));
    const formatOf = async (id: string) => formats.get((await get(id)).lastExport?.id ?? '');
    expect([await formatOf(csv), await formatOf(pdf)]).toEqual(['xlsx', 'pdf']);
  });

  it('says when its export fails, and why', async () => {
    const id = await save();
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    const { look: make } = exporting(engine, { write: () => Promise.reject(new Error('disk on fire')) });
    for (let tries = 0; tries < 3; tries++) {
      await make();
      await engine.clock.advance(60_000);
    }
    expect((await get(id)).lastExport).toMatchObject({ outcome: 'failed', why: { code: 'cannot_be_made' } });
  });

  it('is shared with the files it makes: whoever sees it and may read the report has them, and nobody else', async () => {
    const id = await save({ shared: true, name: 'Diário: ação & cia' });
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    await exporting(engine).look();
    const eva = await makeKey('eva', ['admin'], shop);
    const ivo = await makeKey('ivo', ['auditor'], shop);
    const { lastExport } = await get(id);
    const exportId = lastExport!.id!;
    const ask = (who: Principal) => engine.ask(new GetExport(engine.query({ principal: who }), { exportId }));
    const fetch = (who: Principal) =>
      engine.run(new FetchExport(engine.command({ principal: who }), { exportId, justLooks: false }));
    const listed = async (who: Principal, search?: string) => {
      const list = new ListExports(engine.query({ principal: who }), search === undefined ? {} : { search });
      return (await engine.ask(list)).items.map((each) => each.id);
    };
    for (const who of [bia, eva, principal()]) {
      expect((await get(id, who)).lastExport).toEqual(lastExport);
      expect(await ask(who)).toMatchObject({ id: exportId, searchId: id, fileName: expect.stringMatching(NAMED) });
      expect(await fetch(who)).toMatchObject({ format: 'csv' });
      expect(await listed(who, id)).toEqual([exportId]);
    }
    expect([await listed(bia), await listed(eva)]).toEqual([[exportId], []]);
    const { items } = await engine.ask(new ListSearches(engine.query({ principal: eva }), {}));
    expect(items).toMatchObject([{ id, lastExport: { id: exportId } }]);
    // An auditor sees that there is one, and no person in it.
    expect((await get(id, ivo)).lastExport).toEqual({ ...lastExport, id: null });
    await expect(fetch(ivo)).rejects.toThrow('phones and names');
    for (const asked of [() => get(id, caio), () => ask(caio), () => fetch(caio), () => listed(caio, id)]) {
      await expect(asked()).rejects.toMatchObject({ code: 'not_found' });
    }
    const taken = new DiscardExport(engine.command({ principal: eva }), { exportId });
    await expect(engine.run(taken)).rejects.toMatchObject({ code: 'not_found' });
    await edit(id, { shared: false });
    for (const asked of [() => ask(eva), () => fetch(eva), () => listed(eva, id)]) {
      await expect(asked()).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await fetch(bia)).toMatchObject({ format: 'csv' });
  });

  it('is exported of those who are left where only some of whom it asks for were erased', async () => {
    const id = await save({ filters: { phone: [number(1), number(2)] } });
    await engine.vault.erase(await contactIdOf(engine, shop, number(1)));
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    await exporting(engine).look();
    expect(await get(id)).toMatchObject({ gone: ['phone'], lastExport: { outcome: 'completed' } });
  });

  it('costs one question of the views where none is due', async () => {
    await save();
    await engine.views.project();
    const { operational } = engine.views;
    // The first look of a minute asks whether any is due too late, too.
    await look(engine, reaction);
    const asked = jest.spyOn(operational, 'stream');
    const read = jest.spyOn(engine.store, 'readStream');
    await look(engine, reaction);
    expect([asked.mock.calls.length, read.mock.calls.length]).toEqual([1, 0]);
    asked.mockRestore();
    read.mockRestore();
  });
});

describe('an instant at which a search is due', () => {
  it('is asked for once by two processes', async () => {
    const ids = [await save(), await save({}, caio)];
    await engine.clock.advance(3 * DAY);
    const others = reacting();
    await engine.views.project();
    await Promise.all([look(engine, reaction), look(engine, others), look(engine, reacting())]);
    await look(engine, others);
    for (const id of ids) expect(await dueOf(id)).toHaveLength(1);
    expect([await exportsOf(bia), await exportsOf(caio)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it.each(['the export', 'the search'] as const)(
    'is asked for once where another process does it while this one is about to tell %s',
    async (what) => {
      const id = await save();
      await engine.clock.advance(DAY);
      const prefix = what === 'the export' ? streamPrefix.export : streamPrefix.search;
      let isFirst = true;
      const slow = Object.create(engine.store) as EventStore;
      slow.append = async (name, events, options) => {
        if (name.startsWith(prefix) && isFirst) {
          isFirst = false;
          await look(engine, reacting());
        }
        return engine.store.append(name, events, options);
      };
      await look(engine, reacting(slow));
      await look(engine, reaction);
      expect(isFirst).toBe(false);
      expect(await dueOf(id)).toHaveLength(1);
      const [made, ...more] = await exportsOf(bia);
      expect([more, (await get(id)).lastExport?.id]).toEqual([[], made!.id]);
      expect(await typesOf(engine, stream.export(made!.id))).toEqual(['ExportRequested']);
    },
  );

  /** The store takes the export, and nothing of the search any more. */
  async function dieBetween(): Promise<void> {
    const dying = refusing(engine.store, (name) => name.startsWith(streamPrefix.search), jest.fn());
    await expect(look(engine, reacting(dying))).rejects.toThrow('takes nothing');
  }

  it('is said by the next process where the one that asked ended in between', async () => {
    const id = await save();
    await engine.clock.advance(DAY);
    await dieBetween();
    expect([await exportsOf(bia), await dueOf(id)].map(({ length }) => length)).toEqual([1, 0]);
    await look(engine, reaction);
    expect(await dueOf(id)).toEqual([['SearchExportRequested', '2026-01-06T10:00:00.000Z']]);
    expect((await get(id)).lastExport?.id).toBe((await exportsOf(bia))[0]!.id);
    expect(await exportsOf(bia)).toHaveLength(1);
  });

  it('is said before the last that was missed is asked for, if the next process came days later', async () => {
    const id = await save();
    await engine.clock.advance(DAY);
    await dieBetween();
    await engine.clock.advance(3 * DAY);
    for (let looks = 0; looks < 3; looks++) {
      await look(engine, reaction);
      await engine.clock.advance(1000);
    }
    expect((await dueOf(id)).map(([, due]) => due)).toEqual(['2026-01-06T10:00:00.000Z', '2026-01-09T10:00:00.000Z']);
    expect(await exportsOf(bia)).toHaveLength(2);
  });

  it('waits for room where the key has as many exports as it may, and says so', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await save({ schedule: { every: 'day', at: `10:0${n}` } }));
    const theirs = await save({ schedule: { every: 'day', at: '10:09' } }, caio);
    await engine.clock.advance(DAY);
    // The views know nothing yet of what this look has asked for.
    await look(engine, reaction);
    await look(engine, reaction);
    const said = async () => Promise.all(ids.map(async (id) => (await dueOf(id)).length));
    expect([await said(), (await dueOf(theirs)).length]).toEqual([[1, 1, 1, 0, 0], 1]);
    expect(await get(ids[3]!)).toMatchObject({ waits: 'too_many_exports', nextAt: '2026-01-06T10:03:00.000Z' });
    expect((await get(ids[0]!)).waits).toBeNull();
    const asked = new RequestExport(engine.command({ principal: bia }), {
      ...{ report: 'records', filters: { campaign: 'all' }, format: 'csv' },
    });
    await expect(engine.run(asked)).rejects.toMatchObject({ code: 'too_many_exports' });
    await exporting(engine).look();
    await look(engine, reaction);
    expect(await said()).toEqual([1, 1, 1, 1, 1]);
    expect((await get(ids[3]!)).waits).toBeNull();
  });

  it('that waited until the next one came is not made up for', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) ids.push(await save({ schedule: { every: 'day', at: `10:0${n}` } }));
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    await engine.clock.advance(DAY);
    await exporting(engine).look();
    for (let looks = 0; looks < 2; looks++) {
      await look(engine, reaction);
      await exporting(engine).look();
    }
    expect((await dueOf(ids[3]!)).map(([, due]) => due)).toEqual(['2026-01-07T10:03:00.000Z']);
  });

  it('is asked for with nobody who is erased meanwhile: the copy of the filters goes, and the next look says why', async () => {
    const id = await save({ filters: { phone: [number(1)] } });
    await engine.clock.advance(DAY);
    const person = await contactIdOf(engine, shop, number(1));
    const put = engine.vault.put.bind(engine.vault);
    const refs: string[] = [];
    jest.spyOn(engine.vault, 'put').mockImplementationOnce(async (entries) => {
      await engine.vault.erase(person);
      refs.push(...entries.map(({ ref }) => ref));
      await put(entries);
    });
    await expect(look(engine, reaction)).rejects.toThrow('somebody was erased');
    expect((await engine.vault.getMany(refs)).filter((entry) => entry !== undefined)).toEqual([]);
    expect(refs.length).toBeGreaterThan(0);
    await engine.clock.advance(1000);
    await look(engine, reaction);
    expect((await get(id)).lastExport).toMatchObject({ outcome: 'skipped', why: { code: 'filters_erased' } });
  });
});

describe('nothing is exported, and the list says why,', () => {
  const skipped = async (id: string, who = bia) => {
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    const { lastExport, nextAt } = await get(id, who);
    expect(lastExport).toMatchObject({ id: null, outcome: 'skipped', dueAt: (await dueOf(id)).at(-1)![1] });
    expect(await exportsOf(principal())).toEqual([]);
    return { ...lastExport!.why, nextAt };
  };

  it('when the key of the owner was revoked, which is said once', async () => {
    const id = await save({ shared: true });
    const eva = await makeKey('eva', ['admin'], shop);
    await engine.run(new RevokeKey(engine.command(), { keyId: bia.id }));
    expect(await skipped(id, eva)).toEqual({
      code: 'key_revoked',
      message: 'The key that saved this search was revoked: copy it, and schedule the copy.',
      nextAt: null,
    });
    await engine.clock.advance(3 * DAY);
    await look(engine, reaction);
    expect(await dueOf(id)).toHaveLength(1);
    const { id: copy } = await engine.run(new CopySearch(engine.command({ principal: eva }), { searchId: id }));
    expect(await get(copy, eva)).toMatchObject({ schedule: null, nextAt: null, lastExport: null });
    await edit(copy, { schedule: DAILY }, eva);
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    expect(await exportsOf(eva)).toHaveLength(1);
  });

  it.each<[string, Partial<Principal>]>([
    ['when its key may not export any more', { roles: ['reporter'] }],
    ['when its key does not see the subaccount any more', { subaccountIds: ['*'] }],
  ])('%s', async (_, before) => {
    // Roles and subaccounts of a key never change; what a role may does, with a later version.
    const key = await makeKey('duda', 'roles' in before ? ['auditor'] : ['operator'], other);
    const id = await save(
      { ...('subaccountIds' in before && { subaccountId: shop.subaccountId }) },
      { ...key, ...before },
    );
    expect(await skipped(id, { ...key, ...before })).toMatchObject({
      code: 'not_permitted',
      nextAt: '2026-01-07T10:00:00.000Z',
    });
  });

  it('when everybody whom it asks for was erased', async () => {
    const id = await save({ filters: { phone: [number(1)] } });
    await engine.vault.erase(await contactIdOf(engine, shop, number(1)));
    expect(await skipped(id)).toMatchObject({
      code: 'filters_erased',
      message: 'Whom this search asks for by phone was erased: edit its filters.',
    });
    await edit(id, { filters: { phone: [number(2)] } });
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    expect((await get(id)).lastExport).toMatchObject({ outcome: 'queued', why: null });
  });

  it('when its campaign is gone', async () => {
    const id = await save({ filters: { campaign: campaignId } });
    const { operational } = engine.views;
    const read = operational.get.bind(operational);
    const lookUp = jest
      .spyOn(operational, 'get')
      .mockImplementation((view, asked) => (asked === campaignId ? Promise.resolve(undefined) : read(view, asked)));
    expect(await skipped(id)).toMatchObject({
      code: 'filters_gone',
      message: 'The campaign that this search asks for is not there any more: edit its filters.',
    });
    lookUp.mockRestore();
  });
});

describe('a schedule', () => {
  it('is another from when it is edited, and none when it is taken away or its search is deleted', async () => {
    const [moved, zoned, renamed, stopped, deleted] = [
      await save(),
      await save(),
      await save(),
      await save(),
      await save(),
    ];
    await edit(moved, { schedule: { every: 'week', on: 'friday', at: '09:00' } });
    await edit(zoned, { timeZone: 'Asia/Kolkata' });
    await edit(renamed, { name: 'Outro nome' });
    await edit(stopped, { schedule: null });
    await engine.run(new DeleteSearch(engine.command({ principal: bia }), { searchId: deleted }));
    expect(await get(moved)).toMatchObject({
      ...{ schedule: { every: 'week', on: 'friday', at: '09:00', format: null }, nextAt: '2026-01-09T09:00:00.000Z' },
    });
    expect(await get(stopped)).toMatchObject({ schedule: null, nextAt: null });
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    const said = [moved, zoned, renamed, stopped, deleted].map(async (id) => (await dueOf(id)).map(([, due]) => due));
    const [kolkata, utc] = ['2026-01-06T04:30:00.000Z', '2026-01-06T10:00:00.000Z'];
    expect(await Promise.all(said)).toEqual([[], [kolkata], [utc], [], []]);
  });

  it.each([DAILY, { every: 'week', on: 'friday', at: '10:00' } as const])(
    'is due in time again after a clock was ahead, and is not silent until then: %j',
    async (schedule) => {
      const id = await save({ schedule });
      const wasDue = (await get(id)).nextAt;
      const seen = wasDue!;
      const nextAt = '2028-01-07T10:00:00.000Z';
      const said = { dueAt: '2027-12-31T10:00:00.000Z', nextAt, exportId: 'ahead' };
      await execute(
        engine.store,
        searchDecider,
        stream.search(id),
        { type: 'RequestSearchExport', seen, ...said },
        {
          eventId: () => engine.random.uuid(),
        },
      );
      expect(await get(id)).toMatchObject({ nextAt });
      const another = await save({ schedule });
      await look(engine, reaction);
      await look(engine, reaction);
      expect((await get(id)).nextAt).toBe(wasDue);
      expect(await typesOf(engine, stream.search(id))).toEqual([
        ...['SearchSaved', 'SearchScheduled', 'SearchExportRequested', 'SearchScheduled'],
      ]);
      expect(await typesOf(engine, stream.search(another))).toEqual(['SearchSaved', 'SearchScheduled']);
    },
  );

  it('that is edited while it is looked at is looked at anew', async () => {
    const id = await save();
    await engine.clock.advance(DAY);
    const slow = Object.create(engine.store) as EventStore;
    slow.append = async (name, events, options) => {
      if (name.startsWith(streamPrefix.export)) await edit(id, { schedule: null });
      return engine.store.append(name, events, options);
    };
    await look(engine, reacting(slow));
    await look(engine, reaction);
    expect(await typesOf(engine, stream.search(id))).toEqual(['SearchSaved', 'SearchScheduled', 'SearchUnscheduled']);
  });

  it.each([
    [{ every: 'week', at: '10:00' }, 'required'],
    [{ every: 'day', on: 'monday', at: '10:00' }, 'out_of_place'],
  ] as const)('is refused as %j', async (schedule, code) => {
    const details = { errors: [{ path: 'schedule.on', code }] };
    await expect(save({ schedule })).rejects.toMatchObject({ code: 'validation_failed', details });
    const id = await save({ schedule: null });
    await expect(edit(id, { schedule })).rejects.toMatchObject({ code: 'validation_failed', details });
  });

  it('is set by nobody who may not export the report, and stays through their other edits', async () => {
    const auditor = { ...bia, roles: ['auditor'] as const };
    await expect(save({}, auditor)).rejects.toMatchObject({ name: 'Forbidden' });
    const id = await save();
    await expect(edit(id, { schedule: DAILY }, auditor)).rejects.toMatchObject({ name: 'Forbidden' });
    await edit(id, { name: 'Só o nome' }, auditor);
    expect((await get(id)).schedule).toMatchObject(DAILY);
  });

  it('is set once by a command that comes again', async () => {
    const context = engine.command({ principal: bia, idempotency: { commandId: 'c-1', bodyHash: 'b' } });
    const body = { name: 'Uma vez', report: 'detailed', period: 'today', schedule: DAILY } as const;
    const first = await engine.run(new SaveSearch(context, body));
    await engine.clock.advance(DAY);
    await look(engine, reaction);
    expect(await engine.run(new SaveSearch(context, body))).toEqual(first);
    expect(await typesOf(engine, stream.search(first.id))).toEqual([
      ...['SearchSaved', 'SearchScheduled', 'SearchExportRequested'],
    ]);
  });
});
