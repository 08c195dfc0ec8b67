import fc from 'fast-check';
import { cleanParameter, isLongerThan, lengthOf } from './parameter-text';

describe('parameter texts', () => {
  it.each([
    ['Marina', 'Marina'],
    ['a   b', 'a   b'],
    ['a    b', 'a b'],
    ['a\nb', 'a b'],
    ['a \r\n\t b', 'a b'],
    [' a ', 'a'],
    ['a\u2028b', 'a b'],
    ['a\u0085b', 'a b'],
    ['a\u00a0\u00a0\u00a0\u00a0\u00a0b', 'a b'],
    ['a\u3000 \u00a0\u2003b', 'a b'],
    ['\u0085a\u0085', 'a'],
    ['\n', ''],
  ])('%j becomes %j', (given, clean) => {
    expect(cleanParameter(given)).toBe(clean);
  });

  it('are clean after cleaning, and stay so', () => {
    const text = fc
      .array(fc.constantFrom('a', ' ', '  ', '\n', '\t', '\r', '\u00a0', '\u2029', '\u0085', '🍇'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, (given) => {
        const clean = cleanParameter(given);
        return !/[\n\r\t\x85]|\s{4}|^\s|\s$/.test(clean) && cleanParameter(clean) === clean;
      }),
    );
  });
});

describe('the length of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['🍇', 1],
    ['a🍇b🍇', 4],
    ['\ud83c', 1],
    ['\udf47\ud83c', 2],
  ])('%j is %i characters', (text, length) => expect(lengthOf(text)).toBe(length));

  it('is that of its code points', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => lengthOf(text) === Array.from(text).length));
  });

  it('is counted in characters where it has a limit', () => {
    expect(isLongerThan('🍇'.repeat(1024), 1024)).toBe(false);
    expect(isLongerThan('🍇'.repeat(1025), 1024)).toBe(true);
  });
});
