import fc from 'fast-check';
import { compareValues } from './values';

describe('values', () => {
  it('compare as texts do by code point, which is as their bytes in UTF-8 do', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({
        unit: fc.constantFrom('a', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{1f469}', '\u{10ffff}'),
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareValues(a, b))).toBe(bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('stand in one order: nulls, then false, true, and numbers', () => {
    expect([true, null, false].sort(compareValues)).toEqual([null, false, true]);
    expect([10, null, -1, 9].sort(compareValues)).toEqual([null, -1, 9, 10]);
  });
});
