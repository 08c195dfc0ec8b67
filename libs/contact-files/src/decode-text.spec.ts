import fc from 'fast-check';
import { TextDecoding } from './decode-text';
import { chunked } from './reading.fixture';

async function decode(bytes: Uint8Array, size = 1 << 16): Promise<{ text: string; encoding: string }> {
  const decoding = new TextDecoding();
  let text = '';
  for await (const piece of decoding.decode(chunked(bytes, size))) text += piece;
  return { text, encoding: decoding.encoding };
}
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const text = 'phone,name\n+5511900001234,José Muñoz\n';

describe('encoding', () => {
  it.each([
    ['ASCII', Buffer.from('phone\n1\n'), 'phone\n1\n', 'utf-8'],
    ['UTF-8', Buffer.from(text), text, 'utf-8'],
    ['UTF-8 with mark', Buffer.from('\ufeff' + text), text, 'utf-8'],
    ['UTF-16 LE with mark', Buffer.from('\ufeff' + text, 'utf16le'), text, 'utf-16le'],
    ['UTF-16 LE', Buffer.from(text, 'utf16le'), text, 'utf-16le'],
    ['UTF-16 BE with mark', utf16be('\ufeff' + text), text, 'utf-16be'],
    ['UTF-16 BE', utf16be(text), text, 'utf-16be'],
    ['Latin-1', latin1(text), text, 'windows-1252'],
    ['Windows-1252', Buffer.from([0x80, 0x93, 0x41, 0x94, 0x0a]), '€“A”\n', 'windows-1252'],
    ['less than four bytes', Buffer.from('a\n'), 'a\n', 'utf-8'],
    ['no bytes', Buffer.alloc(0), '', 'utf-8'],
    ['no line break at the end', latin1('a\né'), 'a\né', 'windows-1252'],
  ])('%s', async (_, bytes, expected, encoding) => {
    for (const size of [1, 2, 3, 7, 1 << 16]) expect(await decode(bytes, size)).toEqual({ text: expected, encoding });
  });

  it('of a file that is UTF-8 for 500,000 rows and Latin-1 behind them is right for all of them', async () => {
    const head = Buffer.from('José Muñoz\n'.repeat(500_000));
    const tail = latin1('José Muñoz\n'.repeat(10));
    const decoded = await decode(Buffer.concat([head, tail]));
    expect(decoded.encoding).toBe('utf-8 and windows-1252');
    expect(decoded.text === 'José Muñoz\n'.repeat(500_010)).toBe(true);
  });

  it('does not depend on the size of the chunks', async () => {
    const line = fc.tuple(fc.stringMatching(/^[a-zà-ÿ ]{0,10}$/), fc.boolean());
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 1, max: 9 }),
        async (lines, size) => {
          const bytes = Buffer.concat(
            lines.map(([value, wide]) => Buffer.from(`x${value}\n`, wide ? 'utf8' : 'latin1')),
          );
          expect(await decode(bytes, size)).toEqual(await decode(bytes));
        },
      ),
    );
  });

  it.each([
    ['PK\x03\x04....[Content_Types].xml', 'Excel workbook'],
    ['PK\x03\x04....readme.txt', 'ZIP'],
    ['PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument', 'OpenDocument'],
    ['\xD0\xCF\x11\xE0\xA1\xB1', '.xls'],
    ['%PDF-1.7', 'PDF'],
    ['\x89PNG\r\n', 'PNG'],
    ['\xFF\xD8\xFF\xE0', 'JPEG'],
    ['\x1F\x8B\x08\x00', 'gzip'],
    ['<html><table><tr>', 'web page'],
    ['<?xml version="1.0"?>', 'XML'],
    ['[{"phone": "1"}]', 'JSON'],
    ['{"contacts": []}', 'JSON'],
    ['\x00\x01\x02\x03\x00\x00\x00\x07\x00\x00', 'binary'],
  ])('of %j is none: the file is named', async (start, name) => {
    await expect(decode(latin1(start))).rejects.toMatchObject({
      code: 'file_not_csv',
      message: expect.stringContaining(name) as string,
    });
  });

  it('UTF-32 is refused by name', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0x70, 0, 0, 0]);
    await expect(decode(bytes)).rejects.toMatchObject({ code: 'encoding_unsupported' });
  });
});
