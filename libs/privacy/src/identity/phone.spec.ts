import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isBrazilian } from './brazil';
import type { ParsedPhone } from './parsed-phone';
import { parseAnyPhone, parsePhone } from './phone';

const inBrazil = (text: string): ParsedPhone => parsePhone(text, { defaultCountry: 'BR' });
const nowhere = (text: string): ParsedPhone => parsePhone(text, { defaultCountry: null });
const canonical = (parsed: ParsedPhone) => (parsed.ok ? parsed.canonical : parsed.code);

describe('a phone number', () => {
  it.each([
    ['+5511900001234'],
    ['+55 11 90000-1234'],
    ['+55 (11) 90000-1234'],
    ['+55 11 9 0000 1234'],
    ['+55.11.90000.1234'],
    ['+55 (0) 11 90000-1234'],
    ['+55 011 90000-1234'],
    ['0055 11 90000-1234'],
    ['005511900001234'],
    ['5511900001234'],
    ['11900001234'],
    ['(11) 90000-1234'],
    ['011 90000-1234'],
    ['0 15 11 90000-1234'],
    ["'+5511900001234"],
    ["'11900001234"],
    ['\u2019+5511900001234'],
    ['="5511900001234"'],
    ['=+5511900001234'],
    ['5511900001234.0'],
    ['5511900001234,00'],
    ['  +5511900001234\t'],
    ['+55\u00a011\u00a090000\u20111234'],
    ['\u200e+55 11 90000\u20131234\u200b'],
    ['\ufeff+5511900001234'],
    ['\uff0b\uff15\uff1511900001234'],
    ['+55 11 \u0669\u0660\u0660\u0660\u0660 1234'],
    ['+55 11 0000-1234'],
    ['11 0000-1234'],
  ])('%j is one and the same person', (text) => {
    expect(inBrazil(text)).toEqual({ ok: true, e164: '+5511900001234', canonical: '5511900001234' });
  });

  it.each([
    ['', 'phone_missing', 'The phone number is missing.'],
    [' \u00a0\u200b ', 'phone_missing', 'missing'],
    ['-', 'phone_missing', 'missing'],
    ['+', 'phone_missing', 'missing'],
    ['5,51199E+12', 'phone_invalid', 'Excel'],
    ['5.51199E+12', 'phone_invalid', 'scientific notation'],
    ['5.5119E12', 'phone_invalid', 'its last digits are lost'],
    ["'5,51199e+12", 'phone_invalid', 'Excel'],
    ['-5511900001234', 'phone_invalid', 'negative'],
    ['N/A', 'phone_invalid', 'letters'],
    ['não tem', 'phone_invalid', 'letters'],
    ['11 90000-1234 ramal 3', 'phone_invalid', 'letters'],
    ['#REF!', 'phone_invalid', 'letters'],
    ['+55 11 90000*1234', 'phone_invalid', 'characters other than'],
    ['+55 + 11900001234', 'phone_ambiguous', 'more than one'],
    ['5511', 'phone_invalid', '4 digits'],
    ['900001234', 'phone_invalid', '9 digits'],
    ['+551190000123', 'ok', ''],
    ['+55119000012345', 'phone_invalid', '14 digits'],
    ['+55 00 90000-1234', 'phone_invalid', '13 digits'],
    ['+55 20 3000-1234', 'phone_invalid', '12 digits'],
    ['0800 000 0000', 'phone_invalid', '11 digits'],
    ['+999 0000 1234', 'phone_invalid', '11 digits'],
    ['+00 11 90000 1234', 'phone_invalid', 'country code'],
    ['1'.repeat(21), 'phone_invalid', '21 digits'],
    ['1'.repeat(200), 'phone_invalid', '200 characters'],
    ['+5511900001234 / +5511900001235', 'phone_ambiguous', 'more than one'],
    ['+5511900001234;+5511900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234, 11900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234 11900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234\n11900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234 e 11900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234 y 11900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234 or 11900001235', 'phone_ambiguous', 'more than one'],
    ['+5511900001234+5511900001235', 'phone_ambiguous', 'more than one'],
    ['11 90000-1234/35', 'phone_ambiguous', 'more than one'],
  ])('%j is refused as %s', (text, code, message) => {
    const parsed = inBrazil(text);
    expect(parsed.ok ? 'ok' : parsed.code).toBe(code);
    if (!parsed.ok) expect(parsed.message).toContain(message);
  });

  it('without a country is refused unless there is a default', () => {
    expect(canonical(nowhere('11900001234'))).toBe('country_unknown');
    expect(canonical(nowhere('5511900001234'))).toBe('country_unknown');
    expect(canonical(nowhere('+5511900001234'))).toBe('5511900001234');
    expect(canonical(nowhere('005511900001234'))).toBe('5511900001234');
    expect(canonical(parsePhone('11900001234', { defaultCountry: 'XX' }))).toBe('country_unknown');
    expect(canonical(parsePhone('202-555-0123', { defaultCountry: 'US' }))).toBe('12025550123');
    expect(canonical(parsePhone('1 (202) 555-0123', { defaultCountry: 'US' }))).toBe('12025550123');
  });

  it('of another country is read with + whatever the default', () => {
    expect(canonical(inBrazil('+1 202 555 0123'))).toBe('12025550123');
    expect(canonical(inBrazil('+61 491 570 156'))).toBe('61491570156');
  });

  it('of Mexico and Argentina is one person in every form', () => {
    const mexican = ['+52 55 5000 0000', '+52 1 55 5000 0000', '0052 1 55 5000 0000'];
    expect(new Set(mexican.map((text) => canonical(inBrazil(text))))).toEqual(new Set(['525550000000']));
    const argentine = ['+54 9 11 2000 0000', '+54 11 2000 0000', '+54 11 15 2000 0000', '+54 (011) 15 2000-0000'];
    expect(new Set(argentine.map((text) => canonical(inBrazil(text))))).toEqual(new Set(['5491120000000']));
    const atHome = ['11 2000 0000', '011 15 2000-0000', '5491120000000'];
    const parsed = atHome.map((text) => canonical(parsePhone(text, { defaultCountry: 'AR' })));
    expect(new Set(parsed)).toEqual(new Set(['5491120000000']));
  });

  it('is never repeated in a message', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+\d ()./eE,-]{6,30}$/), (text) => {
        const parsed = inBrazil(text);
        if (!parsed.ok) expect(parsed.message).not.toContain(text.trim());
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 140 }),
        fc.constantFrom('BR', 'AR', 'US', null),
        (text, country) => {
          parsePhone(text, { defaultCountry: country });
        },
      ),
    );
  });
});

describe('the short cut for Brazil', () => {
  const piece = fc.constantFrom(
    '+',
    '55',
    '0',
    '00',
    '11',
    '20',
    '31',
    '9',
    '90000',
    '3',
    '7',
    '1234',
    ' ',
    '-',
    '(',
    ')',
    '.',
    ',',
    '/',
  );

  it('gives what the long way gives', () => {
    const text = fc.oneof(
      fc.array(piece, { minLength: 3, maxLength: 9 }).map((pieces) => pieces.join('')),
      fc.stringMatching(/^\+?(55)? ?\(?[1-9]\d\)? ?9?\d{4}[ -]?\d{4}$/),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('BR', 'US', null), (given, country) => {
        expect(parsePhone(given, { defaultCountry: country })).toEqual(
          parseAnyPhone(given, { defaultCountry: country }),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('agrees with the phone library on every area code and every first two digits', () => {
    const differences: string[] = [];
    for (let area = 0; area < 100; area++) {
      for (let start = 0; start < 100; start++) {
        for (const rest of ['000000', '0000000']) {
          const number = `55${String(area).padStart(2, '0')}${String(start).padStart(2, '0')}${rest}`;
          const parsed = parsePhoneNumberFromString(`+${number}`);
          // The library still takes old mobiles of eight digits that begin with 7; here they are canonical with nine only.
          const old = number.length === 12 && number[4] === '7';
          const known =
            parsed?.number === `+${number}` && ['MOBILE', 'FIXED_LINE'].includes(parsed.getType() ?? '') && !old;
          if (known !== isBrazilian(number)) differences.push(number);
        }
      }
    }
    expect(differences).toEqual([]);
  });
});
