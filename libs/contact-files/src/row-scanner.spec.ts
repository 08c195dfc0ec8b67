import fc from 'fast-check';
import { longestCell, longestLine, type RawRow, RowScanner } from './row-scanner';

function scan(text: string, width?: number, pieces = [text], delimiter = ','): RawRow[] {
  const scanner = new RowScanner(delimiter, width);
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.push('', true)];
}
const cells = (text: string, width?: number) => scan(text, width).map((row) => row.cells);
const faults = (text: string, width?: number) =>
  scan(text, width).map((row) => (row.fault === undefined ? row.cells.join('|') : `! ${row.fault}`));

describe('row scanner', () => {
  it.each([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\rc,d\r',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d\re,f\ng,h',
      [
        ['a', 'b'],
        ['c', 'd'],
        ['e', 'f'],
        ['g', 'h'],
      ],
    ],
    ['a,', [['a', '']]],
    [',', []],
    [
      'a,\n,\n,,,\n;;\n\t\t\n|\n , ,\u00a0\n"",""\n" ","\n"\n,"",\n,b',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['\n\r\n  \n\t\na\n\n', [['a']]],
    ['"a","b"\n', [['a', 'b']]],
    ['"a,b",c', [['a,b', 'c']]],
    [
      '"a\nb",c\r\nd,e',
      [
        ['a\nb', 'c'],
        ['d', 'e'],
      ],
    ],
    ['"a\r\nb",c', [['a\r\nb', 'c']]],
    ['"say ""hi""",c', [['say "hi"', 'c']]],
    [
      '"",c\n"""",d',
      [
        ['', 'c'],
        ['"', 'd'],
      ],
    ],
    ['""', []],
    ['5" pipe,a "b" c', [['5" pipe', 'a "b" c']]],
    ['a,"b"', [['a', 'b']]],
    ['a,"b"\r', [['a', 'b']]],
    ['', []],
  ])('%j', (text, expected) => {
    expect(cells(text)).toEqual(expected);
  });

  it('says on which line each row begins', () => {
    expect(scan('a,b\n\n"c\r\nd",e\nf,g\rh,i', 2).map((row) => row.line)).toEqual([1, 3, 5, 6]);
  });

  it('loses one row to a quote that is never closed, and none behind it', () => {
    expect(faults('a,"b\nc,d\ne,f', 2)).toEqual(['! a quote is opened and never closed', 'c|d', 'e|f']);
    expect(faults('a,"b\nc,"d"\ne,f', 2)).toEqual([
      expect.stringContaining('! the quote that opens cell 2'),
      'c|d',
      'e|f',
    ]);
    expect(faults('a,"b\nc,d"\ne,f', 3)).toEqual([expect.stringContaining('does not add up'), 'c|d"', 'e|f']);
    const many = 'a,"b\n' + 'c,d\n'.repeat(50_000);
    const rows = scan(many, 2);
    expect(rows).toHaveLength(50_001);
    expect(rows[0]!.fault).toBe(`a quoted cell is longer than ${longestCell} characters`);
    expect(rows.slice(1).every((row) => row.fault === undefined && row.cells.join() === 'c,d')).toBe(true);
    expect(rows[50_000]!.line).toBe(50_001);
  });

  it('takes a row of several lines that is short or too long, unless a line of it could be a row', () => {
    const scanner = new RowScanner(',', 3, 1, ([first = '']) => /\d/.test(first));
    const rows = scanner.push('1,"b\nc, d"\n2,"e\n3,f"\n4,"g\nh",i,,\n', true);
    expect(rows.map(({ fault, cells }) => (fault === undefined ? cells : '!'))).toEqual([
      ['1', 'b\nc, d'],
      '!',
      ['3', 'f"'],
      ['4', 'g\nh', 'i', '', ''],
    ]);
  });

  it('takes a line of any delimiter that the file has for a blank one', () => {
    expect(scan('a:b\n::\n c:\n', 2, undefined, ':').map((row) => row.cells)).toEqual([
      ['a', 'b'],
      [' c', ''],
    ]);
    expect(scan('5-5\n---\n', 2, undefined, '-').map((row) => row.cells)).toEqual([['5', '5']]);
  });

  it('goes on at the next line when a fault was found after returns', () => {
    expect(faults('a,"b\rc,d\re,f\r', 2)).toEqual(['! a quote is opened and never closed', 'c|d', 'e|f']);
    expect(scan('a,"b\rc,d\re,f\r', 2).map((row) => row.line)).toEqual([1, 2, 3]);
  });

  it('reports text behind a closing quote', () => {
    expect(faults('"a" b,c\nd,e', 2)).toEqual(['! text follows the closing quote of cell 1', 'd|e']);
  });

  it('throws away an endless line and goes on behind it', () => {
    const long = 'x'.repeat(longestLine * 3);
    const pieces = [...(`a,b\n${long},y\nc,d`.match(/[^]{1,5000}/g) ?? [])];
    const rows = scan('', 2, pieces);
    expect(rows.map((row) => row.fault ?? row.cells.join())).toEqual([
      'a,b',
      `the line is longer than ${longestLine} characters`,
      'c,d',
    ]);
    expect(rows[1]!.cells.join().length).toBeLessThan(2000);
    expect(rows[2]!.line).toBe(3);
    const atOnce = scan(`a,b\n${long},y\nc,d`, 2);
    expect(atOnce.map((row) => row.fault === undefined)).toEqual([true, false, true]);
  });

  const messy = fc.array(fc.constantFrom('"', '""', ',', '\n', '\r', '\r\n', 'a', 'é', ' ', 'long text'), {
    maxLength: 40,
  });

  it('gives the same rows however the text is cut', () => {
    fc.assert(
      fc.property(messy, fc.array(fc.nat(50)), fc.constantFrom(undefined, 1, 2, 3), (parts, cuts, width) => {
        const text = parts.join('');
        const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length].sort((a, b) => a - b);
        const pieces = places.slice(1).map((place, index) => text.slice(places[index], place));
        expect(scan(text, width, pieces)).toEqual(scan(text, width, [text]));
      }),
      { numRuns: 3000 },
    );
  });

  it('reads back what a CSV writer wrote', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      messy.map((parts) => parts.join('')),
    );
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (given, delimiter, end) => {
          const text = given
            .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter) + end)
            .join('');
          const filled = given.filter((row) => !row.every((value) => /^[\s,;|]*$/.test(value)));
          expect(scan(text, 3, [text], delimiter).map((row) => row.cells)).toEqual(filled);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives every line that is not blank to exactly one row, whatever the quotes', () => {
    fc.assert(
      fc.property(messy, (parts) => {
        const text = parts.join('').replaceAll('\r', '');
        const covered = scan(text, 2).flatMap((row) => (row.fault === undefined ? row.cells : [row.cells.join(',')]));
        const letters = (value: string) => value.replace(/[^aé]/g, '');
        expect(letters(covered.join(''))).toBe(letters(text));
      }),
      { numRuns: 3000 },
    );
  });
});
