import { csvOf, workbookOf } from './workbook.fixture';

/** The cells of one row, the first of which makes it no blank one. */
async function shown(cells: string, book: Parameters<typeof workbookOf>[0] = {}): Promise<string[]> {
  const rows = `<row><c t="inlineStr"><is><t>x</t></is></c></row><row>${cells}</row>`;
  const lines = (await csvOf(await workbookOf({ ...book, rows }))).split('\n');
  return lines.slice(1).join('\n').trimEnd().split('|');
}
const one = async (cell: string, book?: Parameters<typeof workbookOf>[0]) => (await shown(cell, book)).join('|');
const number = (value: string | number, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

describe('numbers', () => {
  it.each([
    ['5511900000000', '5511900000000'],
    ['5.5119E12', '5511900000000'],
    ['5.511900001234E+12', '5511900001234'],
    ['0.30000000000000004', '0.3'],
    ['1234.5', '1234.5'],
    ['-7', '-7'],
    ['123456789012345678', '123456789012346000'],
    ['1e21', '1E+21'],
    ['0', '0'],
  ])('%s is %s', async (written, text) => expect(await one(number(written))).toBe(text));

  it.each([
    ['00000', '42', '00042'],
    ['0', '1.5', '2'],
    ['0.00', '1.005', '1.01'],
    ['0.00', '1234.5', '1234.50'],
    ['#,##0.00', '1234567.5', '1234567.50'],
    ['0.##', '1.5', '1.5'],
    ['0%', '0.125', '13%'],
    ['0.0%', '0.125', '12.5%'],
    ['"R$" #,##0.00', '1234567.5', '"R$ 1.234.567,50"'],
    ['[$R$-416] #,##0.00', '-12', '"-R$ 12,00"'],
    ['_-[$R$-416] * #,##0.00_-;-[$R$-416] * #,##0.00_-', '-12.5', '"-R$ 12,50"'],
    ['#,##0.00 [$€-C0A]', '1234.5', '"1.234,50 €"'],
    ['[$$-80A]#,##0.00', '1234.5', '"$1,234.50"'],
    ['(00) 00000-0000', '11900001234', '(11) 90000-1234'],
    ['[<=99999999]0000-0000;(00) 00000-0000', '11900001234', '(11) 90000-1234'],
    ['[<=99999999]0000-0000;(00) 00000-0000', '39990000', '3999-0000'],
    ['+00 00 00000-0000', '5511900001234', '+55 11 90000-1234'],
    ['0.00E+00', '5511900001234', '5511900001234'],
    ['# ?/?', '1.25', '1.25'],
    ['#,##0,', '1234000', '1234000'],
    ['0;(0)', '-5', '(5)'],
    ['0;-0;"none"', '0', 'none'],
    ['[Red]0.0', '2', '2.0'],
    ['0" un."', '3', '3 un.'],
    ['@', '5511900001234', '5511900001234'],
    ['General', '0.1', '0.1'],
    ['0.00', '0.0000001', '0.00'],
    ['0.0', '-0.01', '0.0'],
  ])('of format %s: %s is %s', async (format, written, text) =>
    expect(await one(number(written, 1), { formats: [format] })).toBe(text),
  );
});

describe('dates', () => {
  it.each([
    ['dd/mm/yyyy', '46086', '05/03/2026'],
    ['d/m/yy', '46086', '5/3/26'],
    ['yyyy-mm-dd', '46086.5', '2026-03-05'],
    ['dd/mm/yyyy hh:mm', '46086.5', '05/03/2026 12:00'],
    ['dd/mm/yyyy;@', '46086', '05/03/2026'],
    ['[$-416]dd/mm/yyyy', '46086', '05/03/2026'],
    ['m/d/yyyy h:mm AM/PM', '46086.75', '3/5/2026 6:00 PM'],
    ['hh:mm:ss', '0.999988425925926', '23:59:59'],
    ['mm:ss', '0.0007060185', '01:01'],
    ['[h]:mm', '1.0625', '25:30'],
    ['[$-416]d "de" mmmm "de" yyyy', '46086', '2026-03-05'],
    ['dddd, mmmm dd, yyyy h:mm', '46086.25', '2026-03-05 06:00'],
    ['dd-mmm-yy', '46086', '2026-03-05'],
    ['yyyy-mm-dd', '1', '1900-01-01'],
    ['yyyy-mm-dd', '59', '1900-02-28'],
    ['yyyy-mm-dd', '60', '1900-02-29'],
    ['yyyy-mm-dd', '61', '1900-03-01'],
    // Behind the last day there is, and before the first: a number that was dressed as a date.
    ['dd/mm/yyyy', '5511900001234', '5511900001234'],
    ['dd/mm/yyyy', '-1', '-1'],
  ])('of format %s: %s is %s', async (format, written, text) =>
    expect(await one(number(written, 1), { formats: [format] })).toBe(text),
  );

  it('are counted from 1904 where the workbook says so', async () => {
    const book = { formats: ['yyyy-mm-dd'], properties: '<workbookPr date1904="1"/>' };
    expect(await one(number('44624', 1), book)).toBe('2026-03-05');
    expect(await one(number('0', 1), book)).toBe('1904-01-01');
  });

  it('are in the order of the calendar where the computer would decide', async () => {
    const styles =
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>';
    const book = { formats: [], parts: { 'xl/styles.xml': styles } };
    expect(await one(number('46086', 1), book)).toBe('2026-03-05');
    expect(await one(number('46086.5', 2), book)).toBe('2026-03-05 12:00');
    expect(await one(number('0.5', 3), book)).toBe('12:00');
  });

  it('that are written as such are shown by their format, too', async () => {
    const date = (style: number, value: string) => `<c t="d" s="${style}"><v>${value}</v></c>`;
    expect(await one(date(1, '2026-03-05T00:00:00'), { formats: ['dd/mm/yyyy'] })).toBe('05/03/2026');
    expect(await one(date(0, '2026-03-05'))).toBe('2026-03-05');
    expect(await one(date(0, '2026-03-05T08:30:00Z'))).toBe('2026-03-05 08:30:00');
  });
});

describe('texts', () => {
  it('are those of the table, of the cell, and of formulas; runs are joined and how they are pronounced is left out', async () => {
    const strings =
      '<si><t xml:space="preserve"> José &amp; Cía &#x1F600;</t></si><si><r><rPr><b/></rPr><t>An</t></r><r><t>a</t></r><rPh sb="0" eb="1"><t>ア</t></rPh></si><si/>';
    expect(await one('<c t="s"><v>0</v></c>', { strings })).toBe(' José & Cía 😀');
    expect(await one('<c t="s"><v>1</v></c>', { strings })).toBe('Ana');
    expect(await one('<c><v>1</v></c><c t="s"><v>2</v></c><c><v>2</v></c>', { strings })).toBe('1,,2');
    expect(await one('<c t="inlineStr"><is><r><t>Ma</t></r><r><t>ria</t></r></is></c>')).toBe('Maria');
    expect(await one('<c t="str"><f>A1&amp;"!"</f><v>x!</v></c>')).toBe('x!');
    expect(await one('<c t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>')).toBe('a<b');
  });

  it('have the characters that XML has no way to write', async () => {
    expect(await one('<c t="inlineStr"><is><t>a_x000D_\nb_x005F_x000D_</t></is></c>')).toBe('"a\r\nb_x000D_"');
  });
});

it('truths and errors are what they are called', async () => {
  expect(await one('<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>')).toBe(
    'TRUE,FALSE,#DIV/0!',
  );
});

it('of formulas the value is taken, also an empty one', async () => {
  expect(
    await one('<c><f>1+1</f><v>2</v></c><c t="str"><f>""</f><v></v></c><c><f t="shared" si="0"/><v>3</v></c>'),
  ).toBe('2,,3');
});
