import { until } from '../api';
import { invalid, refusal, type Row, type World } from './row';

type Content = string | Uint8Array<ArrayBuffer>;

const HEADER = 'phone,name,amount\n';
const ANA = '+5511900012001,Ana,10\n';

function form(content: Content, name = 'contacts.csv', type = 'text/csv', mapping?: string): FormData {
  const body = new FormData();
  body.append('file', new Blob([content], { type }), name);
  if (mapping !== undefined) body.append('mapping', mapping);
  return body;
}

/** Posts a form that must be refused. */
const refused =
  (body: () => FormData) =>
  async ({ api, campaignId }: World) =>
    refusal(await api.post(`/v1/campaigns/${campaignId}/contacts`, body()));

interface Upload {
  readonly status: string;
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly suppressed: number;
  readonly error: unknown;
}

interface Verdict {
  readonly row: number;
  readonly verdict: string;
  readonly reasons: readonly { readonly code: string; readonly column: string | null }[];
  readonly cleaned: readonly string[];
}

/** Posts a file that cannot be read at all. */
const unreadable = (content: Content, mapping?: object) =>
  refused(() => form(content, 'contacts.csv', 'text/csv', mapping && JSON.stringify(mapping)));

/** Uploads a file to a draft of its own; answers how its reading ended, and the verdict of every row. */
const read =
  (content: Content, mapping?: object) =>
  async ({ api, ...world }: World) => {
    const { id } = await api.make('/v1/campaigns', {
      subaccountId: world.subaccountId,
      name: 'Arquivo',
      senderIds: [world.senderId],
      content: {
        type: 'template',
        templateId: world.templateId,
        parameterMapping: { 1: { from: 'name', default: 'cliente' }, 2: { from: 'amount' } },
      },
    });
    const { uploadId } = await api.make(
      `/v1/campaigns/${id}/contacts`,
      form(content, 'contacts.csv', 'text/csv', mapping && JSON.stringify(mapping)),
    );
    const { body } = await until(
      () => api.get<Upload>(`/v1/uploads/${uploadId}`),
      ({ body: { status } }) => status === 'completed' || status === 'failed',
    );
    const { rows, accepted, duplicate, suppressed } = body;
    const verdicts = await api.get<{ items: Verdict[] }>(`/v1/uploads/${uploadId}/verdicts?limit=500`);
    // No row is lost, whatever the file was.
    expect(accepted + body.invalid + duplicate + suppressed).toBe(rows);
    expect(verdicts.body.items).toHaveLength(rows);
    expect(body).toMatchObject({ status: 'completed', error: null });
    return verdicts.body.items.map(({ verdict, reasons, cleaned }) =>
      [
        verdict,
        ...reasons.map(({ code, column }) => `${code} ${column ?? ''}`.trim()),
        ...(cleaned.length > 0 ? [`(cleaned ${cleaned.join(' ')})`] : []),
      ].join(' '),
    );
  };

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const utf16 = (text: string) =>
  Uint8Array.from(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
const bytes = (...values: number[]) => Uint8Array.from(values);

/** Requests that never become an upload. */
export const REFUSED_FILES: readonly Row[] = [
  {
    name: 'a file in a part of another name',
    ask: refused(() => {
      const body = new FormData();
      body.append('contacts', new Blob([HEADER]), 'c.csv');
      return body;
    }),
    answer: invalid(['contacts', 'unknown_field', 'The file is called "contacts": it must be called file.']),
  },
  {
    name: 'two files',
    ask: refused(() => {
      const body = form(HEADER);
      body.append('file', new Blob([HEADER]), 'd.csv');
      return body;
    }),
    answer: invalid(['file', 'repeated', 'The request has two files: send one request per file.']),
  },
  {
    name: 'no file',
    ask: refused(() => {
      const body = new FormData();
      body.append('mapping', '{}');
      return body;
    }),
    answer: invalid(['file', 'required', 'The part file is missing: send the contact file in it.']),
  },
  {
    name: 'a file as a field',
    ask: refused(() => {
      const body = new FormData();
      body.append('file', HEADER + ANA);
      return body;
    }),
    answer: invalid(['file', 'not_a_file', 'The part file has no file name: send it as a file, not as a field.']),
  },
  {
    name: 'a mapping as a file',
    ask: refused(() => {
      const body = form(HEADER + ANA);
      body.append('mapping', new Blob(['{}']), 'm.json');
      return body;
    }),
    answer: invalid(['mapping', 'not_a_field', 'The part mapping is a file: send it as a field.']),
  },
  {
    name: 'two mappings',
    ask: refused(() => {
      const body = form(HEADER + ANA, 'c.csv', 'text/csv', '{}');
      body.append('mapping', '{}');
      return body;
    }),
    answer: invalid(['mapping', 'repeated', 'The request has two mappings.']),
  },
  {
    name: 'a field nobody asked for',
    ask: refused(() => {
      const body = form(HEADER + ANA);
      body.append('delimiter', ';');
      return body;
    }),
    answer: invalid(['delimiter', 'unknown_field', 'The field is called "delimiter": it must be called file.']),
  },
  { name: 'an empty file', ask: refused(() => form('')), answer: invalid(['file', 'empty', 'The file is empty.']) },
  {
    name: 'an xlsx by its name',
    ask: refused(() => form('PK', 'contacts.xlsx')),
    answer: invalid(['file', 'not_supported_yet', 'Excel workbooks come with a later version: save the sheet as CSV.']),
  },
  {
    name: 'an xlsx by its type',
    ask: refused(() => form('PK', 'contacts', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
    answer: invalid(['file', 'not_supported_yet', 'Excel workbooks come with a later version: save the sheet as CSV.']),
  },
  {
    name: 'a mapping that is not JSON',
    ask: refused(() => form(HEADER + ANA, 'c.csv', 'text/csv', '{phone: Celular}')),
    answer: invalid(['mapping', 'not_json', 'The mapping is not JSON.']),
  },
  {
    name: 'a mapping that is a list',
    ask: refused(() => form(HEADER + ANA, 'c.csv', 'text/csv', '["Celular"]')),
    answer: invalid(['mapping', 'not_an_object', 'mapping must be a JSON object.']),
  },
  {
    name: 'a mapping with an unknown field',
    ask: refused(() => form(HEADER + ANA, 'c.csv', 'text/csv', '{"telefone":"Celular","phone":7}')),
    answer: invalid(
      ['mapping.telefone', 'unknown_field', 'mapping.telefone is no field of this request.'],
      ['mapping.phone', 'not_a_text', 'mapping.phone must be a text.'],
    ),
  },
  {
    name: 'a mapping with a number for a column',
    ask: refused(() => form(HEADER + ANA, 'c.csv', 'text/csv', '{"parameters":{"amount":3}}')),
    answer: invalid(['mapping.parameters.amount', 'not_a_text', 'mapping.parameters.amount must be a text.']),
  },
  {
    name: 'a mapping larger than 64 KiB',
    ask: refused(() =>
      form(HEADER + ANA, 'c.csv', 'text/csv', JSON.stringify({ parameters: { a: 'x'.repeat(70_000) } })),
    ),
    answer: invalid(['mapping', 'too_long', 'The mapping is larger than 64 KiB.']),
  },
  {
    name: 'binary data',
    ask: unreadable(bytes(0, 1, 2, 3, 0, 0, 255, 254, 0, 7)),
    answer: invalid(['file', 'file_not_csv', 'The file is binary data, not CSV.']),
  },
  {
    name: 'a workbook that calls itself CSV',
    ask: unreadable(Uint8Array.from(Buffer.from('PK\u0003\u0004....[Content_Types].xml', 'latin1'))),
    answer: invalid([
      'file',
      'file_not_csv',
      'The file is an Excel workbook or another Office document (.xlsx), not CSV. Export it as CSV and upload that.',
    ]),
  },
  {
    name: 'an old workbook',
    ask: unreadable(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)),
    answer: invalid([
      'file',
      'file_not_csv',
      'The file is an old Excel workbook (.xls), not CSV. Export it as CSV and upload that.',
    ]),
  },
  {
    name: 'a PDF',
    ask: unreadable('%PDF-1.7\n'),
    answer: invalid(['file', 'file_not_csv', 'The file is a PDF, not CSV. Export it as CSV and upload that.']),
  },
  {
    name: 'a web page',
    ask: unreadable('<html><table><tr><td>phone</td></tr></table>'),
    answer: invalid([
      'file',
      'file_not_csv',
      'The file is a web page or XML (some programs call that .xls), not CSV. Export it as CSV.',
    ]),
  },
  {
    name: 'JSON',
    ask: unreadable('[{"phone":"+5511900012001"}]'),
    answer: invalid([
      'file',
      'file_not_csv',
      'The file is JSON, not CSV. Contacts in JSON go into the body of the request.',
    ]),
  },
  {
    name: 'UTF-32',
    ask: unreadable(bytes(0xff, 0xfe, 0, 0, 0x70, 0, 0, 0)),
    answer: invalid(['file', 'encoding_unsupported', 'The file is UTF-32. Save it as CSV in UTF-8.']),
  },
  {
    name: 'blank lines alone',
    ask: unreadable('\n\n  \n'),
    answer: invalid(['file', 'file_empty', 'The file is empty.']),
  },
  {
    name: 'delimiters alone',
    ask: unreadable(',,\r\n"";;\t\n,'),
    answer: invalid(['file', 'file_empty', 'The file is empty.']),
  },
  ...[HEADER, HEADER.trimEnd(), `${HEADER},,\n"",,\n`].map((content) => ({
    name: `a header and no row: ${JSON.stringify(content)}`,
    ask: unreadable(content),
    answer: invalid(['file', 'file_empty', 'The file has no contacts: no row follows its header line.']),
  })),
  {
    name: 'no header',
    ask: unreadable('+5511900012001,Ana,10\n+5511900012002,Bia,20\n'),
    answer: invalid([
      'file',
      'header_missing',
      'The first line holds a phone number where the names of the columns should be. Add a line such as: phone,name',
    ]),
  },
  {
    name: 'no header and the same number twice',
    ask: unreadable('+5511900012001,+5511900012001,10\n'),
    answer: invalid(['file', 'header_duplicate', 'Columns 1 and 2 are both called "+5511900012001".']),
  },
  {
    name: 'no phone column',
    ask: unreadable('nome,valor\nAna,10\n'),
    answer: invalid([
      'file',
      'phone_column_missing',
      'No column is known as the phone. Found: "nome", "valor". Call it "phone", or say which it is with the mapping { "phone": … }.',
    ]),
  },
  {
    name: 'two phone columns',
    ask: unreadable('phone,celular,amount\n+5511900012001,+5511900012002,10\n'),
    answer: invalid([
      'file',
      'phone_column_ambiguous',
      'The columns "phone" and "celular" could all be the phone. Say which with the mapping { "phone": … }.',
    ]),
  },
  {
    name: 'two columns of one name',
    ask: unreadable('phone,amount,Amount\n+5511900012001,1,2\n'),
    answer: invalid(['file', 'header_duplicate', 'Columns 2 and 3 are both called "Amount".']),
  },
  {
    name: 'a header with an unterminated quote',
    ask: unreadable('phone,"amount\n+5511900012001,1\n'),
    answer: invalid([
      'file',
      'header_invalid',
      'The header line has no end within 65536 characters: a quote in it is not closed, or this is no CSV.',
    ]),
  },
  {
    name: 'a mapping that names a missing column',
    ask: unreadable(HEADER + ANA, { phone: 'Celular' }),
    answer: invalid([
      'mapping',
      'mapping_column_missing',
      'The mapping\'s "phone" names the column "Celular", which the file does not have. Found: "phone", "name", "amount".',
    ]),
  },
  {
    name: 'a mapping that names a missing column of a file without header',
    ask: unreadable('+5511900012001,Ana,10\n', { phone: 'Celular' }),
    answer: invalid([
      'mapping',
      'mapping_column_missing',
      'The mapping\'s "phone" names the column "Celular", which the file does not have. Found: "+5511900012001", "Ana", "10".',
    ]),
  },
  {
    name: 'a parameter mapped to a missing column',
    ask: unreadable(HEADER + ANA, { parameters: { amount: 'Valor' } }),
    answer: invalid([
      'mapping',
      'mapping_column_missing',
      'The mapping\'s "parameters.amount" names the column "Valor", which the file does not have. Found: "phone", "name", "amount".',
    ]),
  },
];

/** Files of which some rows cannot be read. */
export const READ_FILES: readonly Row[] = [
  {
    name: 'a column without a name',
    ask: read('phone,,amount\n+5511900012001,x,1\n+5511900012002,,2\n'),
    answer: ['invalid row_malformed 2', 'accepted'],
  },
  {
    name: 'an unterminated quote',
    ask: read(`${HEADER}${ANA}+5511900012002,"Bia,20\n+5511900012003,Caio,30\n`),
    answer: ['accepted', 'invalid row_malformed', 'accepted'],
  },
  {
    name: 'text after a closing quote',
    ask: read(`${HEADER}+5511900012002,"Bia"x,20\n${ANA}`),
    answer: ['invalid row_malformed', 'accepted'],
  },
  {
    name: 'too few and too many cells',
    ask: read(`${HEADER}+5511900012002\n+5511900012003,Caio,30,40\n${ANA}`),
    answer: ['invalid parameter_missing amount', 'invalid row_malformed 4', 'accepted'],
  },
  {
    name: 'rows of delimiters alone',
    ask: read(`phone,name,amount\n${ANA}${',,\n'.repeat(18)};;\n"","",\n\t\t\n||\n`),
    answer: ['accepted'],
  },
  {
    name: 'rows of delimiters alone, with semicolons',
    ask: read(`phone;name;amount\r\n+5511900012001;Ana;1\r\n;;\r\n ; ;\r\n`),
    answer: ['accepted'],
  },
  {
    name: 'rows of delimiters alone, with tabs',
    ask: read(`phone\tname\tamount\n+5511900012001\tAna\t1\n\t\t\n""\t\t""\n`),
    answer: ['accepted'],
  },
  {
    name: 'empty columns at the end of the header, of the rows, and left out',
    ask: read('phone,name,amount,note,,\n+5511900012001,Ana,1,,,\n+5511900012002,Bia,2,,,,,,\n+5511900012003,Caio,3\n'),
    answer: ['accepted', 'accepted', 'accepted'],
  },
  {
    name: 'a long text, a bell and a line break in a column that is in no message',
    ask: read(
      `phone,amount,notes\n+5511900012001,1,${'n'.repeat(1500)}\n+5511900012002,2,a\u0007b\n+5511900012003,3,"a\nb"\n`,
    ),
    answer: ['accepted', 'accepted', 'accepted'],
  },
  {
    name: 'line breaks and runs of blanks in values that are in the message, required or not',
    ask: read(
      'phone,name,amount\n+5511900012001,Ana,"a\nb"\n+5511900012002,"Bia\tZ",a     b\n' +
        '+5511900012003,Caio     X,a\u00a0\u00a0\u00a0\u00a0\u00a0b\n+5511900012004,Davi,a   b\n',
    ),
    answer: [
      'accepted (cleaned amount)',
      'accepted (cleaned name amount)',
      'accepted (cleaned name amount)',
      'accepted',
    ],
  },
  {
    name: 'more than the template can take once it is filled in',
    ask: read(
      `${HEADER}+5511900012001,Ana,${'x'.repeat(1015)}\n+5511900012002,Bia,${'x'.repeat(1016)}\n` +
        `+5511900012003,Caio,${'🍇'.repeat(1014)}\n+5511900012004,Davi,${'🍇'.repeat(1025)}\n`,
    ),
    answer: ['accepted', 'invalid parameter_invalid amount', 'accepted', 'invalid parameter_invalid amount'],
  },
  {
    name: 'a refused row that comes again',
    ask: read(`${HEADER}ninguém,Ana,1\n${ANA}ninguém,Ana,1\nninguém,Bia,1\n`),
    answer: ['invalid phone_invalid phone', 'accepted', 'duplicate phone_invalid phone', 'invalid phone_invalid phone'],
  },
  {
    name: 'no phone, a word, too short, too long',
    ask: read(`${HEADER},Ana,1\nninguém,Bia,2\n123,Caio,3\n+55119000120011234567,Davi,4\n`),
    answer: [
      'invalid phone_missing phone',
      'invalid phone_invalid phone',
      'invalid phone_invalid phone',
      'invalid phone_invalid phone',
    ],
  },
  {
    name: "Excel's damage to numbers",
    ask: read(`${HEADER}"5,51199E+12",Ana,1\n5.51199E+12,Bia,2\n'+5511900012001,Caio,3\n`),
    answer: ['invalid phone_invalid phone', 'invalid phone_invalid phone', 'accepted'],
  },
  {
    name: 'two numbers in a cell',
    ask: read(`${HEADER}+5511900012001 / +5511900012002,Ana,1\n`),
    answer: ['invalid phone_ambiguous phone'],
  },
  {
    name: 'a parameter missing',
    ask: read(`${HEADER}+5511900012001,Ana,\n`),
    answer: ['invalid parameter_missing amount'],
  },
  {
    name: 'a parameter column missing',
    ask: read('phone,name\n+5511900012001,Ana\n'),
    answer: ['invalid parameter_missing amount'],
  },
  {
    name: 'a parameter with control characters',
    ask: read(`${HEADER}+5511900012001,Ana,1\u00000\n`),
    answer: ['invalid row_malformed'],
  },
  {
    name: 'the same person in four notations',
    ask: read(`${HEADER}+5511900012001,Ana,1\n11 90001-2001,Ana,2\n005511900012001,Ana,3\n+551100012001,Ana,4\n`),
    answer: ['accepted', 'duplicate', 'duplicate', 'duplicate'],
  },
  { name: 'Latin-1', ask: read(latin1(`phone,name,amount\n+5511900012001,João,10\n`)), answer: ['accepted'] },
  { name: 'UTF-16', ask: read(utf16(`phone,name,amount\r\n+5511900012001,João,10\r\n`)), answer: ['accepted'] },
  {
    name: 'UTF-8 with broken bytes',
    ask: read(
      Uint8Array.from(
        Buffer.concat([
          Buffer.from(HEADER + '+5511900012001,Jo'),
          Buffer.from([0xc3]),
          Buffer.from('o,10\n+5511900012002,Zoë,20\n'),
        ]),
      ),
    ),
    answer: ['accepted', 'accepted'],
  },
];
