import { RemoveContact } from '../contacts/remove-contact';
import { SuppressedPersons } from '../suppressions/suppressed-persons';
import { SuppressPerson } from '../suppressions/suppress-person';
import { never } from '../testing/look';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { ListVerdicts } from './list-verdicts';
import { type TriedContacts, TryContacts } from './try-contacts';
import { UploadContacts, type ContactMapping } from './upload-contacts';
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

interface Trial {
  readonly rows?: number;
  readonly isWhole?: boolean;
  readonly mapping?: ContactMapping | null;
  readonly workbook?: { readonly sheet: string; readonly sheets: readonly string[] } | null;
  readonly who?: ReturnType<typeof principal>;
}

const NO_WORKBOOK = { sheet: null, sheets: [] };

function tried(
  text: string | Buffer,
  { rows = 50, isWhole = true, mapping = null, workbook = null, who = principal() }: Trial = {},
) {
  const contacts = { beginning: [Buffer.from(text)], isWhole, mapping, workbook };
  return engine.ask(new TryContacts(engine.command({ principal: who }), { campaignId, rows, contacts }));
}

async function uploaded(id: string, text: string): Promise<void> {
  const { store, vault, identities, files, clock, views } = engine;
  files.files.set(id, text);
  const stored = { uploadId: id, bytes: text.length };
  await engine.run(new UploadContacts(engine.command(), { campaignId, source: 'csv', stored, mapping: null }));
  await views.project();
  const suppressed = new SuppressedPersons(store, views.operational, identities);
  const deps = { store, vault, identities, files, suppressed, clock, isBusy: () => false, onFailure: () => undefined };
  await new UploadReader(deps).readOne(id, never);
}

const suppress = (phone: string) =>
  engine.run(new SuppressPerson(engine.command(), { subaccountId: tenant.subaccountId, phone }));

async function everything(): Promise<unknown> {
  const entries = [];
  for await (const some of engine.vault.entries()) entries.push(...some);
  return [await engine.store.head(), entries.length, [...engine.files.files.keys()]];
}

const FILE = [
  'Nome;Celular;amount',
  `Ana;${number(1)};10`,
  `Ana de novo;${number(1)};10`,
  'Bia;ninguém;20',
  'Bia;ninguém;20',
  `Caio;${number(2)};1`,
  `;${number(3)};1`,
  `Davi;${number(4)};1`,
  `Eva;${number(5)};1`,
  `"Fim;${number(6)};1`,
].join('\n');

it('says of every row what the upload then says, by what the campaign holds already, and keeps nothing', async () => {
  await uploaded('before', `Celular,Nome,amount\n${number(4)},Davi,1\n${number(5)},Eva,1\nninguém,Bia,20\n`);
  await engine.run(
    new RemoveContact(engine.command(), { campaignId, contactId: await contactIdOf(engine, tenant, number(5)) }),
  );
  await suppress(number(2));
  await engine.views.project();
  const before = await everything();
  const { rows, delimiter, encoding, columns, mapping } = await tried(FILE);
  expect(await everything()).toEqual(before);
  expect({ delimiter, encoding, columns, mapping }).toEqual({
    delimiter: ';',
    encoding: 'utf-8',
    columns: ['Nome', 'Celular', 'amount'],
    mapping: { phone: 'Celular', name: 'Nome', correlationId: null, parameters: { amount: 'amount' } },
  });
  expect(rows.map(({ verdict }) => verdict)).toEqual([
    'accepted',
    'duplicate',
    'duplicate',
    'duplicate',
    'suppressed',
    'invalid',
    'duplicate',
    'accepted',
    'invalid',
  ]);
  expect(rows[7]).toMatchObject({ name: 'Eva', phone: number(5), reasons: [{ code: 'uploaded_again' }] });
  await uploaded('after', FILE);
  const { items } = await engine.ask(new ListVerdicts(engine.query(), { uploadId: 'after' }));
  const said = ({ row, verdict, cleaned }: TriedContacts['rows'][number] | (typeof items)[number]) => [
    row,
    verdict,
    cleaned,
  ];
  expect(items.map(said)).toEqual(rows.map(said));
  const reasons = (of: { reasons: (typeof items)[number]['reasons']; verdict: string }) =>
    of.verdict === 'duplicate' ? [] : of.reasons;
  expect(items.map(reasons)).toEqual(rows.map(reasons));
});

it('reads as far as it is asked, and shows no row that was cut off', async () => {
  const lines = Array.from({ length: 100 }, (_, n) => `Pessoa ${n},${number(n + 1)},${n}`);
  const text = `name,phone,amount\n${lines.join('\n')}`;
  expect((await tried(text)).rows).toHaveLength(50);
  expect((await tried(text, { rows: 1 })).rows).toHaveLength(1);
  expect((await tried(text, { rows: 500 })).rows).toHaveLength(100);
  const cut = await tried(text.slice(0, 300), { rows: 500, isWhole: false });
  expect(cut.rows.length).toBeLessThan(text.slice(0, 300).split('\n').length - 1);
  expect(cut.rows.every(({ verdict }) => verdict === 'accepted')).toBe(true);
});

it('guesses encoding and delimiter as the upload does, and obeys a mapping', async () => {
  const latin = Buffer.from(`Descrição\tTelefone\tNome\n1\t${number(1)}\tJosé\n`, 'latin1');
  expect(await tried(latin)).toMatchObject({ encoding: 'windows-1252', delimiter: '\t', rows: [{ name: 'José' }] });
  const mapping = { phone: 'contato', parameters: { amount: 'valor' } };
  expect(await tried(`contato,Nome,valor\n${number(1)},Ana,7\n`, { mapping })).toMatchObject({
    mapping: { phone: 'contato', parameters: { amount: 'valor' } },
    rows: [{ verdict: 'accepted', parameters: { amount: '7' } }],
  });
});

it('says of a workbook which of its sheets it is, and nothing of how that was written down', async () => {
  const workbook = { sheet: 'Clientes', sheets: ['Clientes', 'Antigos'] };
  const told = { ...workbook, delimiter: null, encoding: null };
  expect(await tried('"phone","a;b"\n+5511900000001,x\n', { workbook })).toMatchObject({
    ...told,
    columns: ['phone', 'a;b'],
  });
  expect(await tried('"a;phone"\n1\n', { workbook })).toMatchObject({
    ...told,
    problem: { code: 'phone_column_missing' },
  });
});

it('judges contacts that come as JSON', async () => {
  const json = [{ phone: number(1), name: 'Ana' }, { phone: 'x' }, { phone: number(2), name: 'Bia' }];
  const asked = new TryContacts(engine.command(), { campaignId, rows: 2, contacts: { json } });
  const { rows, ...file } = await engine.ask(asked);
  expect(rows.map(({ row, verdict }) => [row, verdict])).toEqual([
    [1, 'accepted'],
    [2, 'invalid'],
  ]);
  expect(file).toEqual({ problem: null, delimiter: null, encoding: null, columns: [], mapping: null, ...NO_WORKBOOK });
});

it.each([
  ['nome;valor\nAna;1\n', 'phone_column_missing', ['nome', 'valor']],
  [`Celular;phone\n${number(1)};${number(2)}\n`, 'phone_column_ambiguous', ['Celular', 'phone']],
])('says of %j what its columns are, so that somebody can say which is the phone', async (text, code, columns) => {
  const before = await everything();
  const { problem, rows, ...file } = await tried(text);
  expect(problem?.code).toBe(code);
  expect(problem?.message).not.toBe('');
  expect(file).toEqual({ delimiter: ';', encoding: 'utf-8', columns, mapping: null, ...NO_WORKBOOK });
  expect(rows).toEqual([]);
  expect(await everything()).toEqual(before);
  expect((await tried(text, { mapping: { phone: columns[0]! } })).problem).toBeNull();
});

it('refuses what an upload is refused for, and knows no foreign campaign', async () => {
  await expect(tried('')).rejects.toMatchObject({ code: 'file_empty' });
  const other = await makeTenant(engine, 'Outra');
  const who = principal({ subaccountIds: [other.subaccountId] });
  await expect(tried(FILE, { who })).rejects.toMatchObject({ code: 'not_found' });
});
