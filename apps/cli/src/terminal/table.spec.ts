import fc from 'fast-check';
import { facts, table } from './table';
import { printable, truncate, widthOf, wrap } from './width';

interface Row {
  readonly name: string;
  readonly count: number;
}

const columns = [
  { title: 'NAME', value: ({ name }: Row) => name },
  { title: 'COUNT', value: ({ count }: Row) => count, right: true },
];

describe('tables', () => {
  it('align, whatever the letters', () => {
    const rows = [
      { name: 'Cobrança', count: 7 },
      { name: '請求書', count: 12 },
      { name: '👩‍👩‍👧 família', count: 1000 },
      { name: 'e\u0301', count: 1 },
    ];
    expect(table(columns, rows, Infinity)).toBe(
      [
        'NAME        COUNT',
        'Cobrança        7',
        '請求書         12',
        '👩‍👩‍👧 família   1000',
        'e\u0301               1',
        '',
      ].join('\n'),
    );
  });

  it('cut the widest column on a narrow terminal', () => {
    const rows = [{ name: 'A campaign with a long name', count: 123_456 }];
    expect(table(columns, rows, 20)).toBe('NAME           COUNT\nA campaign …  123456\n');
  });

  it('never cut an id', () => {
    const id = '01a221eb-d9c3-7fca-b48b-7f3a9e2a4b7b';
    const withId = [{ title: 'ID', value: () => id, id: true }, ...columns];
    const rows = [{ name: 'A campaign with a long name', count: 123_456 }];
    expect(table(withId, rows, 60).split('\n')[1]).toBe(`${id}  A campaign wi…  123456`);
    expect(table(withId, rows, 30).split('\n')[1]).toBe(`${id}  A c…  123…`);
  });

  it('shorten values, then leave columns out, before what is left is hard to read', () => {
    const id = { title: 'ID', value: () => 'c1', id: true };
    const at = { title: 'AT', value: () => '2026-03-01T08:00:00Z', short: () => '03-01 08:00Z', leaves: 2 };
    const many = [id, at, { ...columns[1]!, leaves: 1 }, columns[0]!];
    const rows = [{ name: 'A campaign with a long name', count: 1 }];
    const second = (width: number) => table(many, rows, width).split('\n')[1];
    expect(second(Infinity)).toBe('c1  2026-03-01T08:00:00Z      1  A campaign with a long name');
    expect(second(40)).toBe('c1  03-01 08:00Z      1  A campaign wit…');
    expect(second(30)).toBe('c1  03-01 08:00Z  A campaign …');
    expect(second(20)).toBe('c1  A campaign with…');
  });

  it('never wrap and never let data move the cursor', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: text, count: fc.nat() })),
        fc.integer({ min: 1, max: 120 }),
        (rows, width) => {
          const lines = table(columns, rows, width).split('\n');
          expect(lines).toHaveLength(rows.length + 2);
          for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
    expect(printable('a\u001b[2Jb\r\nc\u202e')).toBe('a\ufffd[2Jb c\ufffd');
  });

  it('show one thing as facts', () => {
    expect(
      facts(
        [
          ['Id', 'c1'],
          ['Status', null],
        ],
        11,
      ),
    ).toBe('Id      c1\nStatus  —\n');
  });

  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['請求書', 4, '請…'],
    ['abc', 0, ''],
  ])('truncate(%s, %i)', (text, width, expected) => {
    expect(truncate(text, width)).toBe(expected);
  });
});

describe('lines', () => {
  it.each([
    ['one line', 8, ['one line']],
    ['one line', 7, ['one', 'line']],
    ['one\r\n\nline', 80, ['one', '', 'line']],
    ['abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
    ['請求書', 4, ['請求', '書']],
    ['請', 1, ['請']],
    ['', 5, ['']],
  ])('wrap(%j, %i)', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('lose nothing and are never too wide', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 30 }), (said, width) => {
        const lines = wrap(said, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        const plain = (some: string) => some.replace(/\s/g, '');
        expect(plain(lines.join(''))).toBe(
          plain(
            said
              .split(/\r\n|[\r\n]/)
              .map(printable)
              .join(''),
          ),
        );
      }),
    );
  });
});
