import fc from 'fast-check';
import { canonicalise, isTestNumber, variants, waIdCanonical } from './canonical';
import golden from './golden/canonical-1.json';

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const anyNumber = fc.oneof(
  fc.stringMatching(/^[1-9]\d{6,14}$/),
  fc
    .tuple(fc.constantFrom('55', '52', '521', '54', '549', '5411'), fc.integer({ min: 6, max: 12 }).chain(digits))
    .map((t) => t.join('')),
);

describe('canonical identity', () => {
  it.each(Object.entries(golden))('%s keeps the identity that person keys were made of', (given, expected) => {
    expect({ canonical: canonicalise(given), variants: variants(canonicalise(given)) }).toEqual(expected);
  });

  it('is its own canonical identity', () => {
    fc.assert(fc.property(anyNumber, (number) => canonicalise(canonicalise(number)) === canonicalise(number)));
  });

  it('is that of all its variants', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const canonical = canonicalise(number);
        for (const variant of variants(canonical)) expect(canonicalise(variant)).toBe(canonical);
      }),
    );
  });

  it('has both forms of one person among its variants', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^55[1-9][1-9]9[06-9]\d{7}$/), (number) => {
        expect(variants(number)).toEqual([number, number.slice(0, 4) + number.slice(5)]);
      }),
    );
  });

  it('never gives a landline of Brazil a ninth digit, nor takes one from it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^55[1-9][1-9][2-5]\d{7}$/), (number) => {
        expect(variants(canonicalise(number))).toEqual([number]);
      }),
    );
  });

  it('is read from a wa_id with or without +, and from nothing else', () => {
    expect(waIdCanonical('553100001234')).toBe('5531900001234');
    expect(waIdCanonical('+5511900001234')).toBe('5511900001234');
    expect(waIdCanonical('5215500000000')).toBe('525500000000');
    expect(waIdCanonical('BR.4410098877')).toBeUndefined();
    expect(waIdCanonical('')).toBeUndefined();
    expect(waIdCanonical('+')).toBeUndefined();
  });

  it('knows the test range', () => {
    expect(isTestNumber('5511900001234')).toBe(true);
    expect(isTestNumber('5511910001234')).toBe(false);
    expect(isTestNumber('551100001234')).toBe(false);
  });
});
