import { stream } from '@arauto/domain';
import { CopySearch } from '../searches/copy-search';
import { GetSearch } from '../searches/get-search';
import { RunSearch } from '../searches/run-search';
import { SaveSearch } from '../searches/save-search';
import { look } from '../testing/look';
import { makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { erasedNames } from './erased-names';
import type { Reaction } from './reaction';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;
let contactIds: readonly string[];
let reaction: Reaction;

const PEOPLE = ['Zulmira Quintiliana', 'Maria Silva', 'Maria da Silva', 'José Álvarez'];

const reacting = () => {
  const { store: events, views, vault, clock } = engine;
  return erasedNames({ events, views, vault, clock });
};

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  const people = PEOPLE.map((name, at) => ({ phone: number(at + 1), name }));
  ({ campaignId, contactIds } = await startCampaign(engine, tenant, people));
  reaction = reacting();
});
afterEach(() => engine.close());

const who = () => principal({ subaccountIds: [tenant.subaccountId] });
let named = 0;
async function save(name: string): Promise<string> {
  const filters = { campaign: campaignId, name };
  const body = { name: `Busca ${(named += 1)}`, report: 'detailed', period: 'today', filters } as const;
  return (await engine.run(new SaveSearch(engine.command({ principal: who() }), body))).id;
}
const get = async (searchId: string) => {
  await engine.views.project();
  return engine.ask(new GetSearch(engine.query({ principal: who() }), { searchId }));
};
const erase = (name: string) => engine.vault.erase(contactIds[PEOPLE.indexOf(name)]!);

async function everyName(): Promise<string> {
  let all = '';
  for await (const entries of engine.vault.entries()) all += JSON.stringify(entries);
  return all;
}

describe('the name that a search asks for', () => {
  it('goes with who was erased, also a part of it and in other letters, and in a copy', async () => {
    const ids = [await save('Zulmira Quintiliana'), await save('quintil'), await save('ZULMIRA')];
    await engine.views.project();
    ids.push((await engine.run(new CopySearch(engine.command({ principal: who() }), { searchId: ids[0]! }))).id);
    await erase('Zulmira Quintiliana');
    await look(engine, reaction);
    expect(await everyName()).not.toMatch(/zulmira|quintil/i);
    for (const id of ids) expect(await get(id)).toMatchObject({ gone: ['name'], filters: { campaign: campaignId } });
    const run = engine.ask(new RunSearch(engine.query({ principal: who() }), { searchId: ids[0]! }));
    await expect(run).rejects.toMatchObject({ details: { errors: [{ path: 'filters.name', code: 'gone' }] } });
  });

  it('stays where somebody else of the campaign has it', async () => {
    const [shared, own] = [await save('Maria'), await save('jose')];
    await erase('Maria Silva');
    await look(engine, reaction);
    for (const id of [shared, own]) expect((await get(id)).gone).toEqual([]);
    await erase('Maria da Silva');
    await look(engine, reaction);
    expect((await get(shared)).gone).toEqual(['name']);
    expect((await get(own)).filters).toMatchObject({ name: 'jose' });
  });

  it('stays where nobody was erased since it was saved, whoever has it, and after a restart', async () => {
    const before = await save('Ninguém');
    await look(engine, reaction);
    expect((await get(before)).gone).toEqual([]);
    await erase('Zulmira Quintiliana');
    await look(engine, reaction);
    expect((await get(before)).gone).toEqual(['name']);
    const after = await save('Quem vem ainda');
    await engine.clock.advance(60_000);
    await look(engine, reaction);
    await look(engine, reacting());
    expect((await get(after)).gone).toEqual([]);
  });

  it('goes where somebody was erased while no process looked', async () => {
    const id = await save('Zulmira');
    await erase('Zulmira Quintiliana');
    await look(engine, reacting());
    expect((await get(id)).gone).toEqual(['name']);
  });

  it('goes with the next look where the search was saved while somebody was erased', async () => {
    const erasures = await engine.vault.erasures();
    await erase('Zulmira Quintiliana');
    await look(engine, reaction);
    const mark = jest.spyOn(engine.vault, 'erasures').mockResolvedValueOnce(erasures);
    const id = await save('Zulmira');
    mark.mockRestore();
    await look(engine, reaction);
    expect((await get(id)).gone).toEqual([]);
    await engine.clock.advance(60_000);
    await look(engine, reaction);
    expect((await get(id)).gone).toEqual(['name']);
  });

  it('costs one question of the vault where nobody was erased', async () => {
    const id = await save('Zulmira');
    await engine.views.project();
    const streaming = jest.spyOn(engine.views.operational, 'stream');
    for (let looks = 0; looks < 3; looks++) await look(engine, reaction);
    expect(streaming).not.toHaveBeenCalled();
    expect((await get(id)).filters).toMatchObject({ name: 'Zulmira' });
    for await (const { data } of await engine.store.readStream(stream.search(id))) {
      expect(JSON.stringify(data)).not.toContain('Zulmira');
    }
  });
});
