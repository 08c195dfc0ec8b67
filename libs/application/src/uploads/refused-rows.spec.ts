import { refusedReport, toCsv } from '@arauto/reporting';
import { SuppressedPersons } from '../suppressions/suppressed-persons';
import { SuppressPerson } from '../suppressions/suppress-person';
import { never } from '../testing/look';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { GetUpload } from './get-upload';
import { ListUploads } from './list-uploads';
import { StreamRefused, type StreamRefusedQuery } from './stream-refused';
import { UploadContacts } from './upload-contacts';
import { UploadReader } from './upload-reader';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  campaignId = await makeCampaign(engine, tenant);
});
afterEach(() => engine.close());

async function upload(id: string, text: string, fileName?: string, who = principal()): Promise<void> {
  const { store, vault, identities, files, clock, views } = engine;
  files.files.set(id, text);
  const stored = { uploadId: id, bytes: Buffer.byteLength(text) };
  const input = { campaignId, source: 'csv', stored, mapping: null, fileName } as const;
  await engine.run(new UploadContacts(engine.command({ principal: who }), input));
  await views.project();
  const suppressed = new SuppressedPersons(store, views.operational, identities);
  const deps = { store, vault, identities, files, suppressed, clock, isBusy: () => false, onFailure: () => undefined };
  await new UploadReader(deps).readOne(id, never);
}

async function refused(id: string, query: StreamRefusedQuery = {}, who = principal()): Promise<readonly string[]> {
  const asked = new StreamRefused(engine.query({ principal: who }), { ...query, uploadId: id });
  const { parameters, rows } = await engine.ask(asked);
  let text = '';
  for await (const part of toCsv(refusedReport(parameters), rows, { language: 'en', zone: 'UTC' })) text += part;
  return text.slice(1).trimEnd().split('\r\n');
}

const FILE = [
  'Nome;Celular;amount;=nota',
  `Ana;${number(1)};10;`,
  'Bia;ninguém;20;x',
  'Caio;=1+1;30;=HYPERLINK("http://x")',
  `Davi;${number(1)};40;`,
  `Eva;${number(2)};;`,
  `"Fim;${number(3)};1`,
].join('\n');

it('have all their cells, in a file that can be mended and uploaded again', async () => {
  const { subaccountId } = tenant;
  await engine.run(new SuppressPerson(engine.command(), { subaccountId, phone: number(2) }));
  await upload('up-1', FILE);
  expect(engine.files.files.has('up-1')).toBe(false);
  const [titles, ...rows] = await refused('up-1');
  expect(titles).toBe("phone,name,correlation_id,amount,'=nota,unreadable_row,refused_row,refused_as,refused_because");
  expect(rows.map((row) => row.split(',').slice(0, 5))).toEqual([
    ['ninguém', 'Bia', '', '20', 'x'],
    ["'=1+1", 'Caio', '', '30', `"'=HYPERLINK(""http://x"")"`],
    [number(3), '', '', '', ''],
  ]);
  expect(rows[0]).toMatch(/,,2,invalid,The phone number/);
  expect(rows[2]).toContain('Fim');
  const others = await refused('up-1', { verdict: ['suppressed', 'duplicate'] });
  expect(
    others.slice(1).map((row) => [row.split(',')[1], / (duplicate|suppressed)|(duplicate|suppressed)/.exec(row)![0]]),
  ).toEqual([
    ['Davi', 'duplicate'],
    ['Eva', 'suppressed'],
  ]);
  const bia = rows[0]!.replace('ninguém', number(7));
  await upload('up-2', `${titles}\n${bia}`);
  expect(await engine.ask(new GetUpload(engine.query(), { uploadId: 'up-2' }))).toMatchObject({ rows: 1, accepted: 1 });
});

it('are gone with the person they are of', async () => {
  await upload('up-1', `phone,name,amount\n${number(1)},Ana,1\n${number(1)},Ana Maria,2\n`);
  const query = { verdict: ['duplicate'] } as const;
  expect((await refused('up-1', query))[1]).toContain('Ana Maria');
  await engine.vault.erase(await contactIdOf(engine, tenant, number(1)));
  expect(await refused('up-1', query)).toEqual([
    'phone,name,correlation_id,unreadable_row,refused_row,refused_as,refused_because',
    ',,,,2,duplicate,',
  ]);
});

it('are of no foreign upload', async () => {
  await upload('up-1', FILE);
  const other = await makeTenant(engine, 'Outra');
  const stranger = principal({ subaccountIds: [other.subaccountId] });
  await expect(refused('up-1', {}, stranger)).rejects.toMatchObject({ code: 'not_found' });
  await expect(refused('unknown')).rejects.toMatchObject({ code: 'not_found' });
});

describe('the files of a campaign', () => {
  const list = (who = principal(), input = {}) =>
    engine.ask(new ListUploads(engine.query({ principal: who }), { ...input, campaignId }));

  it('are listed with name, size, who sent them and what became of their rows, the newest first', async () => {
    await upload('up-1', FILE, 'lista de março.csv', principal({ name: 'bia' }));
    await engine.clock.advance(1000);
    await upload('up-2', `phone,name,amount\n${number(9)},Gil,1\n`);
    const { items } = await list();
    expect(items).toMatchObject([
      { id: 'up-2', name: null, user: 'ana', rows: 1, accepted: 1, status: 'completed' },
      {
        id: 'up-1',
        name: 'lista de março.csv',
        user: 'bia',
        source: 'csv',
        bytes: Buffer.byteLength(FILE),
        invalid: 3,
      },
    ]);
    const first = await list(principal(), { limit: 1 });
    const second = await list(principal(), { limit: 1, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(['up-2', 'up-1']);
  });

  it('say nothing that names a person: neither in the log nor to who may not read it', async () => {
    await upload('up-1', FILE, 'Maria Silva.csv');
    const auditor = principal({ roles: ['auditor'] });
    expect((await list(auditor)).items[0]!.name).toBe('•••');
    const seen = await engine.ask(new GetUpload(engine.query({ principal: auditor }), { uploadId: 'up-1' }));
    expect(seen.name).toBe('•••');
    for await (const event of engine.store.readAll()) expect(JSON.stringify(event)).not.toContain('Silva');
    const other = await makeTenant(engine, 'Outra');
    await expect(list(principal({ subaccountIds: [other.subaccountId] }))).rejects.toMatchObject({ code: 'not_found' });
  });
});
