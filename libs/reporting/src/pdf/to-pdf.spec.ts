import { buffer } from 'node:stream/consumers';
import type { PdfDocument, PdfRow } from './document';
import { linesOf, readBack, textOf } from './testing/read-back';
import { toPdf } from './to-pdf';

async function* inBatches(...batches: readonly PdfRow[][]): AsyncGenerator<readonly PdfRow[]> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

const column = (title: string) => ({ title, weight: 1, align: 'start' as const });

const report = (told: Partial<PdfDocument>): PdfDocument => ({
  title: 'Detailed report',
  language: 'en',
  moment: '28/11/2026 09:00:00',
  createdAt: new Date('2026-11-28T12:00:00.000Z'),
  subtitle: [],
  filters: [],
  totals: [],
  columns: [column('Number'), column('Text'), column('Status')],
  rows: inBatches(),
  ...told,
});

/** As if no font were installed: what is there differs from machine to machine. */
const written = (told: Partial<PdfDocument>) => readBack(toPdf(report(told), { system: [] }));
const numbered = (count: number): PdfRow[] => Array.from({ length: count }, (_, n) => [`row ${n + 1}`, 'text', 'sent']);
const rowsOn = (page: readonly { readonly text: string }[]) =>
  page.filter(({ text }) => text.startsWith('row ')).length;

describe('a PDF', () => {
  it('has every cell of every row, in order', async () => {
    const rows = [
      ['1', 'plain', 'Delivered'],
      ['2', 'São Paulo: ação, coração, ñandú', 'Entregue'],
      ['3', '(brackets) \\ <angles> [1] Tj ET %', 'a/b'],
      ['4', null, ''],
      ['5', 'https://example.test/?a=b&c', '=1+1'],
    ];
    const { pages } = await written({ rows: inBatches(rows.slice(0, 2), [], rows.slice(2)) });
    expect(pages).toHaveLength(1);
    const lines = linesOf(pages[0]!, 3);
    const head = lines.findIndex(([first]) => first === 'Number');
    expect(lines[head]).toEqual(['Number', 'Text', 'Status']);
    expect(lines.slice(head + 1, -1)).toEqual(rows.map((row) => row.map((cell) => cell ?? '')));
  });

  it('tells on its first page what was asked and what it adds up to', async () => {
    const { pages, title } = await written({
      title: 'Detalhado (MT)',
      subtitle: ['Black Friday'],
      filters: [['From', '01/11/2026']],
      totals: [['Delivered', '1.234']],
      rows: inBatches(numbered(100)),
    });
    expect(title).toBe('Detalhado (MT)');
    const texts = pages[0]!.map(({ text }) => text);
    for (const text of ['Detalhado (MT)', 'Black Friday', 'From', '01/11/2026', 'Delivered', '1.234']) {
      expect(texts).toContain(text);
    }
    expect(pages[1]!.map(({ text }) => text)).not.toContain('01/11/2026');
  });

  it('tells below its last row what the rows came to, also where the page is full', async () => {
    const fits = rowsOn((await written({ rows: inBatches(numbered(100)) })).pages[0]!);
    for (const count of [0, 7, fits, 2 * fits]) {
      let read = 0;
      async function* rows() {
        yield* inBatches(numbered(count));
        read = count;
      }
      const { pages } = await written({ rows: rows(), sums: () => [['Rows that were read', `${read}!`]] });
      const [label, value] = ['Rows that were read', `${count}!`].map((text) =>
        pages.at(-1)!.find((found) => found.text === text)!,
      );
      const lowest = Math.min(...pages.at(-1)!.map(({ text, y }) => (text.startsWith('row ') ? y : Infinity)));
      expect(label!.y).toBeLessThan(lowest);
      expect(value!.y).toBeLessThan(label!.y);
      // Above the foot, which is the lowest.
      expect(value!.y).toBeGreaterThan(Math.min(...pages.at(-1)!.map(({ y }) => y)) + 10);
    }
  });

  it.each([
    ['en', 'Page'],
    ['pt-BR', 'Página'],
    ['es', 'Página'],
  ] as const)('repeats the titles on each page and numbers them: %s', async (language, page) => {
    const { pages } = await written({ language, rows: inBatches(numbered(60), numbered(60)) });
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((texts, at) => {
      expect(textOf(texts)).toContain(`${page} ${at + 1} ${language === 'en' ? 'of' : 'de'} `);
      expect(texts.map(({ text }) => text)).toContain(String(pages.length));
      expect(texts.filter(({ text }) => text === 'Number')).toHaveLength(1);
      expect(textOf(texts)).toContain('Detailed report · 28/11/2026 09:00:00');
    });
    expect(pages.map(rowsOn).reduce((sum, count) => sum + count)).toBe(120);
  });

  it('begins a page when one is full, not before', async () => {
    const fits = rowsOn((await written({ rows: inBatches(numbered(100)) })).pages[0]!);
    expect(fits).toBeGreaterThan(20);
    expect((await written({ rows: inBatches(numbered(fits)) })).pages.map(rowsOn)).toEqual([fits]);
    expect((await written({ rows: inBatches(numbered(fits + 1)) })).pages.map(rowsOn)).toEqual([fits, 1]);
  });

  it.each([
    ['en', 'There are no rows for this search.'],
    ['pt-BR', 'Não há linhas para esta busca.'],
    ['es', 'No hay filas para esta búsqueda.'],
  ] as const)('says in words that there are no rows: %s', async (language, words) => {
    const { pages } = await written({ language });
    expect(pages).toHaveLength(1);
    expect(textOf(pages[0]!)).toContain(words);
  });

  it('says nothing of the kind of one row', async () => {
    const { pages } = await written({ rows: inBatches(numbered(1)) });
    expect(pages.map(rowsOn)).toEqual([1]);
    expect(textOf(pages[0]!)).not.toContain('no rows');
  });

  it('puts numbers at the end of their column', async () => {
    const columns = [{ ...column('Count'), align: 'end' as const }, column('Text'), column('Status')];
    const { pages } = await written({ columns, rows: inBatches([['7', 'x', 'y']], [['1,234', 'x', 'y']]) });
    const ends = pages[0]!
      .filter(({ text }) => ['7', '1,234', 'Count'].includes(text))
      .map(({ x, width }) => x + width);
    for (const end of ends) expect(end).toBeCloseTo(36 + (841.89 - 72) / 3 - 3.5, 1);
  });

  it('has no links and nothing else to press', async () => {
    const rows = inBatches([['https://example.test', 'javascript:alert(1)', 'mailto:a@example.test']]);
    expect((await written({ title: 'https://example.test', rows })).annotations).toBe(0);
  });

  it('has its title in its properties, whatever is in it', async () => {
    const title = '</rdf:li> & (Promoção) \\ "50 %"';
    expect((await written({ title })).title).toBe(title);
    expect(String(await buffer(toPdf(report({ title }), { system: [] })))).not.toContain('<rdf');
  });

  it('is the same, byte by byte, for the same document', async () => {
    const bytes = () => buffer(toPdf(report({ rows: inBatches(numbered(50)) }), { system: [] }));
    expect((await bytes()).equals(await bytes())).toBe(true);
  });
});

describe('a cell', () => {
  const cell = async (text: string) => {
    const { pages } = await written({ rows: inBatches([['1', text, '']]) });
    const lines = linesOf(pages[0]!, 3).map(([, middle]) => middle!);
    return lines.slice(lines.indexOf('Text') + 1, -1);
  };

  it('has white space as one blank', async () =>
    expect(await cell(' one\r\n\r\n two\tthree\u2028four ')).toEqual(['one two three four']));

  it('breaks between words', async () => {
    const text = Array.from({ length: 24 }, (_, n) => `word${n}`).join(' ');
    const lines = await cell(text);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe(text);
  });

  it('breaks a word that is longer than a line', async () => {
    const text = '0190aaaabbbb7ccc8dddeeeeeeeeeeee'.repeat(5);
    const lines = await cell(text);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join('')).toBe(text);
  });

  it.each([
    ['words', 'one two three '.repeat(100)],
    ['a word', 'x'.repeat(5000)],
    ['Arabic', 'السلام عليكم '.repeat(100)],
    ['an Arabic word', 'ببب'.repeat(2000)],
  ])('ends after three lines: %s', async (_, text) => {
    const lines = await cell(text);
    expect(lines).toHaveLength(3);
    expect(lines.slice(0, 2).join('')).not.toContain('…');
    expect(lines[2]).toContain('…');
  });

  it('looks at the beginning of what is endless', async () => {
    const [line, ...others] = await cell(`a${'\u0301'.repeat(3000)} b`);
    expect(line).toMatch(/^á.*…$/u);
    expect(others).toEqual([]);
  });

  it('stays within its column', async () => {
    const wide = ['W'.repeat(300), 'म'.repeat(300), '👩‍👩‍👧'.repeat(100), 'ﷺ'.repeat(100)];
    const { pages } = await written({ rows: inBatches(wide.map((text) => ['1', text, ''])) });
    const [start, end] = [1, 2].map((at) => 36 + ((841.89 - 72) / 3) * at);
    for (const { x, width, text } of pages[0]!) {
      if (text.trim() !== '' && x > start! && x < end!) expect(x + width).toBeLessThan(end!);
    }
  });
});
