import { buffer } from 'node:stream/consumers';
import { inflateSync } from 'node:zlib';
import type { PdfDocument } from './document';
import type { PdfFonts } from './font-files';
import { linesOf, readBack, textOf } from './testing/read-back';
import { toPdf } from './to-pdf';

async function* rowsOf(texts: readonly string[]): AsyncGenerator<string[][]> {
  yield await Promise.resolve(texts.map((text) => ['1', text]));
}

const report = (texts: readonly string[], language: PdfDocument['language'] = 'en'): PdfDocument => ({
  title: 'Scripts',
  language,
  moment: 'now',
  createdAt: new Date(0),
  subtitle: [],
  filters: [],
  totals: [],
  columns: ['Number', 'Text'].map((title) => ({ title, weight: 1, align: 'start' as const })),
  rows: rowsOf(texts),
});

const written = (texts: readonly string[], fonts: PdfFonts = {}, language?: PdfDocument['language']) =>
  readBack(toPdf(report(texts, language), { system: [], ...fonts }));

/** With this byte begins what is compressed; the metadata is not. */
const ZLIB = 0x78;

function streamsOf(file: Buffer): string[] {
  const streams: string[] = [];
  for (let at = file.indexOf('\nstream\n'); at !== -1; at = file.indexOf('\nstream\n', at)) {
    const start = file.indexOf('\n', at + 1) + 1;
    at = file.indexOf('\nendstream', start);
    const bytes = file.subarray(start, at);
    if (bytes[0] === ZLIB) streams.push(inflateSync(bytes).toString());
  }
  return streams;
}

/** Each as it is seen, from left to right; pdf.js turns the letters of a word in a right-to-left script back, but not the words. */
const seen = async (texts: readonly string[]) => {
  const { pages } = await written(texts);
  const lines = linesOf(pages[0]!, 2).map(([, text]) => text!);
  const head = lines.indexOf('Text');
  return lines.slice(head + 1, head + 1 + texts.length);
};

describe('scripts', () => {
  it('from left to right stand as they are', async () => {
    const texts = [
      'Привет, мир! Ґанок',
      'Καλημέρα ἀρχῇ',
      'Tiếng Việt: Nguyễn Thị Hường',
      'Łódź Çeşme Ő œ ẞ',
      '₹ ₽ € — “x” № 5',
    ];
    expect(await seen(texts)).toEqual(texts);
  });

  it('compose what was sent decomposed', async () =>
    expect(await seen(['Sa\u0303o Paulo', 'Vie\u0323\u0302t'])).toEqual(['São Paulo', 'Việt']));

  it('from right to left have their words in visual order', async () =>
    expect(await seen(['שלום עולם', 'السلام عليكم', 'مرحبا، كيف؟'])).toEqual([
      'עולם שלום',
      'عليكم السلام',
      'كيف؟ مرحبا،',
    ]));

  it('of both directions follow the Unicode algorithm', async () =>
    expect(await seen(['Olá שלום עולם 12 fim', 'שלום Arauto 2.0 (עולם)', 'رقم 12345 من'])).toEqual([
      'Olá 12 עולם שלום fim',
      '(עולם) Arauto 2.0 שלום',
      'من 12345 رقم',
    ]));

  it('joins Arabic letters', async () => {
    // Apart, the three are far wider than joined.
    const { pages } = await written(['ببب', 'ب ب ب'.replaceAll(' ', '\u200C')]);
    const widths = [...pages[0]!].filter(({ text }) => /ب/u.test(text)).map(({ width }) => width);
    expect(widths[0]!).toBeLessThan(widths.at(-1)! * widths.length);
  });

  it('keeps the letters of Devanagari, in the order in which they are drawn', async () => {
    const [text] = await seen(['हिन्दी संदेश']);
    expect([...text!].sort()).toEqual([...'हिन्दी संदेश'].sort());
  });

  it('hands on the text of Devanagari in its own order', async () => {
    const text = 'हिन्दी';
    const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'));
    const file = await buffer(toPdf(report([text]), { system: [] }));
    expect(streamsOf(file).join('')).toContain(`/ActualText <feff${units.join('')}>`);
  });

  it('has emoji, composed ones as one', async () => {
    const { pages } = await written(['Olá 😀 🎉', '👍🏽', '👨‍👩‍👧', '🇧🇷', '❤️']);
    const text = textOf(pages[0]!);
    for (const emoji of ['😀', '🎉', '👍', '👨', '🇧', '❤']) expect(text).toContain(emoji);
    expect(text).not.toContain('\uFFFD');
  });
});

describe('a character that no font has', () => {
  const chinese = '你好 ok';

  it.each([
    ['en', '3 characters are shown as \uFFFD'],
    ['pt-BR', '3 caracteres aparecem como \uFFFD'],
    ['es', '3 caracteres aparecen como \uFFFD'],
  ] as const)('is marked, and the document says so: %s', async (language, words) => {
    const { pages } = await written([chinese, 'ก'], {}, language);
    expect(linesOf(pages[0]!, 2).map(([, text]) => text)).toEqual(
      expect.arrayContaining(['\uFFFD\uFFFD ok', '\uFFFD']),
    );
    expect(textOf(pages[0]!)).toContain(words);
  });

  it('is counted where it is seen, every time', async () => {
    const { pages } = await written([chinese, chinese, `${'x'.repeat(2000)}你`, 'שלום 你']);
    expect(textOf(pages[0]!)).toContain('5 characters are');
  });

  it('may be one that cannot be seen at all', async () => {
    const { pages } = await written(['a\u0007b\uD800c']);
    expect(linesOf(pages[0]!, 2).map(([, text]) => text)).toContain('a\uFFFDb\uFFFDc');
  });

  it('is taken from the font that was set', async () => {
    const further = require.resolve('@fontsource/noto-sans-arabic/files/noto-sans-arabic-math-400-normal.woff');
    const ofMathematics = '√';
    expect(textOf((await written([ofMathematics])).pages[0]!)).toContain('\uFFFD');
    const { pages } = await written([ofMathematics], { further });
    expect(textOf(pages[0]!)).toContain(ofMathematics);
    expect(textOf(pages[0]!)).not.toContain('\uFFFD');
  });

  it('says which font cannot be read', async () =>
    expect(written([chinese], { further: '/nowhere/font.ttf' })).rejects.toThrow('/nowhere/font.ttf'));
});
