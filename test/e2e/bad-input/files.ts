import { invalid, refusal, type Row, type World } from './row';

export type Content = string | Uint8Array<ArrayBuffer>;

export const HEADER = 'phone,name,amount\n';
export const ANA = '+5511900012001,Ana,10\n';

export function form(content: Content, name = 'contacts.csv', type = 'text/csv', mapping?: string): FormData {
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

/** Posts a file that cannot be read at all. */
const unreadable = (content: Content, mapping?: object) =>
  refused(() => form(content, 'contacts.csv', 'text/csv', mapping && JSON.stringify(mapping)));

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
    answer: invalid(['file', 'required', 'The part file is missing: send the file in it.']),
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
    name: 'what is a workbook by its name only',
    ask: refused(() => form('PK', 'contacts.xlsx')),
    answer: invalid([
      'file',
      'file_not_workbook',
      'The file is no Excel workbook, whatever it is called. Upload an .xlsx workbook or a CSV file.',
    ]),
  },
  {
    name: 'what is a workbook by its type only',
    ask: refused(() => form('PK', 'contacts', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')),
    answer: invalid([
      'file',
      'file_not_workbook',
      'The file is no Excel workbook, whatever it is called. Upload an .xlsx workbook or a CSV file.',
    ]),
  },
  {
    name: 'a sheet of a CSV file',
    ask: refused(() => {
      const body = form(HEADER + ANA);
      body.append('sheet', 'People');
      return body;
    }),
    answer: invalid([
      'sheet',
      'not_of_this_file',
      'The file is no workbook and has no sheets: leave the field sheet out.',
    ]),
  },
  {
    name: 'a sheet without a name',
    ask: refused(() => {
      const body = form(HEADER + ANA);
      body.append('sheet', ' ');
      return body;
    }),
    answer: invalid(['sheet', 'empty', 'The sheet has no name: leave the field out for the first sheet.']),
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
    name: 'half a workbook that calls itself CSV',
    ask: unreadable(Uint8Array.from(Buffer.from('PK\u0003\u0004....[Content_Types].xml', 'latin1'))),
    answer: invalid([
      'file',
      'workbook_damaged',
      'The workbook is damaged or not complete. Open it in a spreadsheet program, save it again and upload that.',
    ]),
  },
  {
    name: 'an old workbook',
    ask: unreadable(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)),
    answer: invalid([
      'file',
      'workbook_unsupported',
      'The file is an old Excel workbook (.xls). Save it as .xlsx or CSV and upload that.',
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
