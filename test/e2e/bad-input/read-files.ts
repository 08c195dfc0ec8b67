import { uploadRead, verdictsOf } from '../uploads';
import { ANA, type Content, form, HEADER } from './files';
import type { Row, World } from './row';

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
    const body = await uploadRead(api, uploadId);
    const { rows, accepted, duplicate, suppressed } = body;
    const verdicts = await verdictsOf(api, uploadId);
    // No row is lost, whatever the file was.
    expect(accepted + body.invalid + duplicate + suppressed).toBe(rows);
    expect(verdicts).toHaveLength(rows);
    expect(body).toMatchObject({ status: 'completed', error: null });
    return verdicts.map(({ verdict, reasons, cleaned }) =>
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
