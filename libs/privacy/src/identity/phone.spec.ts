import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isBrazilian } from './brazil';
import type { ParsedPhone } from './parsed-phone';
import { parseAnyPhone, parsePhone } from './phone';
import { holdsTwo } from './two-numbers';

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
    ['+55 0 15 11 90000-1234'],
    ['+55 (015 11) 90000-1234'],
    ['55 0 15 11 90000-1234'],
    ['+55 (0xx11) 90000-1234'],
    ['(0XX11) 90000-1234'],
    ['0055 11 90000-1234'],
    ['00 55 0 15 11 90000-1234'],
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
    ['"11900001234"'],
    ['11900001234; '],
    ['5,511,900,001,234'],
    ['[11] 90000-1234'],
    ['11/90000-1234'],
    ['55/11/90000-1234'],
    ['tel:+55-11-90000-1234'],
    ['tel:11-90000-1234;phone-context=+55'],
    ['Tel.: (11) 90000-1234'],
    ['TEL:%2B5511900001234'],
    ['sms:+5511900001234?body=Oi'],
    ['p:+5511900001234'],
    ['p:11900001234'],
    ['whatsapp:+5511900001234'],
    ['whatsapp:11900001234'],
    ['whatsapp://send?phone=5511900001234&text=Oi'],
    ['551100001234@s.whatsapp.net'],
    ['5511900001234:12@S.WhatsApp.net'],
    ['5511900001234.0:3@c.us'],
    ['5511900001234_1@c.us'],
    ['http://wa.me/+55 (11) 90000-1234'],
    ['https://wa.me/5511900001234/?text=Quero%20saber%20mais'],
    ['https://api.whatsapp.com/send/?text=Oi&phone=%2B5511900001234'],
    ['web.whatsapp.com/send?phone=5511900001234'],
    [`https://wa.me/5511900001234?text=${'a'.repeat(500)}`],
    ['+55\u00ad11\u2066 9\u206900\u180e00\u3164\ufe0f1234\u0000\u001b\u009f'],
    ['11\u006090000\u00601234'.replaceAll('\u0060', '\u30fc')],
    ['+55 11 \u096f\u0966\u0966\u0966\u0966 \u09e7\u09e8\u09e9\u09ea'],
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
    ['11 90000-1234 ramal 3', 'phone_invalid', 'extension'],
    ['+55 11 90000-1234 ext. 3', 'phone_invalid', 'extension'],
    ['+55 11 90000-1234x123', 'phone_invalid', 'extension'],
    ['+55 11 90000-1234 #3', 'phone_invalid', 'extension'],
    ['tel:+5511900001234;ext=3', 'phone_invalid', 'extension'],
    ['tel:+5511900001234;isub=3', 'phone_invalid', 'extension'],
    ['5511900001234@lid', 'phone_invalid', 'holds no phone number'],
    ['5511900001234:3@lid', 'phone_invalid', 'holds no phone number'],
    ['5511900001234-1398765432@g.us', 'phone_invalid', 'group'],
    ['120363025246125486@g.us', 'phone_invalid', 'group'],
    ['5511900001234@broadcast', 'phone_invalid', 'holds no phone number'],
    ['120363144038483540@newsletter', 'phone_invalid', 'holds no phone number'],
    ['server@s.whatsapp.net', 'phone_invalid', 'holds no phone number'],
    ['11900001234@s.whatsapp.net', 'phone_invalid', 'with a country code'],
    ['ana@example.com', 'phone_invalid', 'letters'],
    ['https://wa.me/message/ABCDEFGHIJ2345', 'phone_invalid', 'holds no phone number'],
    ['https://chat.whatsapp.com/ABCDEFGHIJ2345', 'phone_invalid', 'holds no phone number'],
    ['https://wa.me/?text=5511900001234', 'phone_invalid', 'holds no phone number'],
    ['https://wa.me/11900001234', 'phone_invalid', 'with a country code'],
    ['https://example.com/5511900001234', 'phone_invalid', 'letters'],
    ['########', 'phone_invalid', 'Excel'],
    ['+5511900001234+', 'phone_invalid', 'characters other than'],
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
    ['11900001234\r\n11900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234\u000b11900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234\u008511900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234\u202811900001235', 'phone_ambiguous', 'more than one'],
    ['11900001234\t11900001235', 'phone_ambiguous', 'more than one'],
    ['3000-1234\n3000-1235', 'phone_ambiguous', 'more than one'],
    ['11 90003-1041 11 90003-1042', 'phone_ambiguous', 'more than one'],
    ['(11) 90003-1041 (11) 90003-1042', 'phone_ambiguous', 'more than one'],
    ['(11)90003-1041(11)90003-1042', 'phone_ambiguous', 'more than one'],
    ['11 90003-1041 11 90003-1042 11 90003-1043', 'phone_ambiguous', 'more than one'],
    ['11 90003-1041 / 1042', 'phone_ambiguous', 'more than one'],
    ['11 90003-1041/2', 'phone_ambiguous', 'more than one'],
    ['11 90003-1041, 90003-1042', 'phone_ambiguous', 'more than one'],
    ['11900001234 oder 11900001235', 'phone_ambiguous', 'more than one'],
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

  it('loses what is dialled before it at home, after a country code too', () => {
    const inGermany = (text: string) => canonical(parsePhone(text, { defaultCountry: 'DE' }));
    for (const text of ['+49 (0) 152 28817386', '0152 28817386', '+4915228817386', '0049 (0)152 28817386']) {
      expect(inGermany(text)).toBe('4915228817386');
    }
    for (const text of ['+33 (0)6 12 34 56 78', '+33 6 12 34 56 78']) expect(inGermany(text)).toBe('33612345678');
    expect(inGermany('+234 0802 123 4567')).toBe('2348021234567');
    expect(inGermany('+62 0812 345 678')).toBe('62812345678');
    expect(inGermany('+91 081234 56789')).toBe('918123456789');
    expect(inGermany('+36 06 20 123 4567')).toBe('36201234567');
    expect(inGermany('+7 8 912 345-67-89')).toBe('79123456789');
    expect(inGermany('+1 1 202 555 0123')).toBe('12025550123');
  });

  it('keeps a zero that is part of it', () => {
    for (const text of [
      '+39 06 1234 5678',
      '+39 (0)6 1234 5678',
      '+39 (06) 1234 5678',
      '0039 06 1234 5678',
      '06 1234 5678',
    ]) {
      expect(canonical(parsePhone(text, { defaultCountry: 'IT' }))).toBe('390612345678');
    }
    expect(canonical(parsePhone('+39 (0) 312 345 6789', { defaultCountry: 'IT' }))).toBe('393123456789');
    expect(canonical(parsePhone('+225 (0)1 23 45 67 89', { defaultCountry: 'IT' }))).toBe('2250123456789');
  });

  it('without + that begins with the code of the country does not get it twice', () => {
    const at = (defaultCountry: string, text: string) => canonical(parsePhone(text, { defaultCountry }));
    expect(at('DE', '4915228817386')).toBe('4915228817386');
    expect(at('DE', '49 (0)30 1234567')).toBe('49301234567');
    expect(at('ID', '62812345678')).toBe('62812345678');
    expect(at('XK', '38343201234')).toBe('38343201234');
    expect(at('IT', '393123456789')).toBe('393123456789');
    // Here the digits of the code are the first of the number.
    expect(at('IT', '3912345678')).toBe('393912345678');
    expect(at('KZ', '7012345678')).toBe('77012345678');
    expect(at('IN', '9123456789')).toBe('919123456789');
    // Leer or Berlin, both landlines: nobody can tell.
    expect(at('DE', '492218683')).toBe('phone_ambiguous');
    expect(at('DE', '+492218683')).toBe('492218683');
    expect(at('DE', '02218683')).toBe('492218683');
  });

  it('of Mexico is read as dialled until 2019', () => {
    for (const text of ['044 55 5000 0000', '045 55 5000 0000', '01 55 5000 0000', '52 1 55 5000 0000']) {
      expect(canonical(parsePhone(text, { defaultCountry: 'MX' }))).toBe('525550000000');
    }
    for (const text of ['+52 044 55 5000 0000', '+52 01 55 5000 0000', '+52 1 55 5000 0000', '0052 045 55 5000 0000']) {
      expect(canonical(inBrazil(text))).toBe('525550000000');
    }
    expect(canonical(parsePhone('1 55 5000 0000', { defaultCountry: 'MX' }))).toBe('phone_invalid');
  });

  it('is read after any prefix for calls abroad', () => {
    const at = (defaultCountry: string, text: string) => canonical(parsePhone(text, { defaultCountry }));
    expect(at('US', '011 49 1522 8817386')).toBe('4915228817386');
    expect(at('AU', '0011 49 1522 8817386')).toBe('4915228817386');
    expect(at('JP', '010 49 1522 8817386')).toBe('4915228817386');
    expect(at('RU', '8 10 49 1522 8817386')).toBe('4915228817386');
    expect(at('BR', '00 15 49 1522 8817386')).toBe('4915228817386');
    expect(at('SG', '0049 1522 8817386')).toBe('4915228817386');
    // What the library does not know of a country is known there, too.
    expect(at('US', '011 52 1 55 5000 0000')).toBe('525550000000');
    expect(at('US', '011 52 044 55 5000 0000')).toBe('525550000000');
    expect(at('US', '011 57 0321 1234567')).toBe('573211234567');
    expect(at('US', '011 55 11 0000-1234')).toBe('5511900001234');
    expect(at('AU', '0011 55 11 90000-1234')).toBe('5511900001234');
    expect(at('US', '011 247 (0) 401 23')).toBe('24740123');
    expect(at('US', '011 49 (0) 1522 8817386')).toBe('4915228817386');
    // 001 of Korea and a mobile of Singapore, or 00 and one of Alabama.
    expect(at('KR', '001 65 9223 4567')).toBe('phone_ambiguous');
    expect(at('US', '001 659 223 4567')).toBe('16592234567');
  });

  it('is one with a slash after its area code, and two with one after a number', () => {
    const inGermany = (text: string) => canonical(parsePhone(text, { defaultCountry: 'DE' }));
    expect(inGermany('+49 (0)152/28817386')).toBe('4915228817386');
    expect(inGermany('+49 172/9925904')).toBe('491729925904');
    expect(inGermany('0152/54599371')).toBe('4915254599371');
    expect(inGermany('033701/12345')).toBe('493370112345');
    expect(inGermany('+43 (0)5522/12345')).toBe('43552212345');
    expect(inGermany('+49 (0)152, 28817386')).toBe('4915228817386');
    expect(inGermany('+49 152\n28817386')).toBe('4915228817386');
    for (const text of [
      '030 1234567/68',
      '(030) 1234567 / 68',
      '030/1234567/8',
      '0152/54599371/72',
      '030 1234567, 68',
    ]) {
      expect(inGermany(text)).toBe('phone_ambiguous');
    }
    expect(inGermany('030 1234567 030 7654321')).toBe('phone_ambiguous');
    expect(inGermany('0301234 0305678')).toBe('phone_ambiguous');
    expect(inGermany('030 123 45 67')).toBe('49301234567');
  });

  it('is two where a cell has more parts than anybody writes, and they are not all looked at', () => {
    let asked = 0;
    const isNumber = () => (asked++, false);
    expect(holdsTwo(Array(16).fill('1').join('/'), isNumber, false)).toBe(true);
    expect(asked).toBe(8);
  });

  it('is read by the first reading as it always was', () => {
    const first = (text: string, defaultCountry = 'DE') => canonical(parsePhone(text, { defaultCountry, reading: 1 }));
    expect(first('+49 (0) 152 28817386')).toBe('49015228817386');
    expect(first('+33 (0)6 12 34 56 78')).toBe('330612345678');
    expect(first('+234 0802 123 4567')).toBe('23408021234567');
    expect(first('4915228817386')).toBe('494915228817386');
    expect(first('+49 (0)152/28817386')).toBe('phone_ambiguous');
    expect(first('tel:+4915228817386')).toBe('phone_invalid');
    expect(first('11 90000-1234', 'BR')).toBe('5511900001234');
    expect(first('11 90003-1041 11 90003-1042', 'BR')).toBe('phone_invalid');
    expect(first('+54 11 15 2000 0000', 'BR')).toBe('5491120000000');
  });

  it('that is none says why where its code does not', () => {
    const why = (text: string, defaultCountry = 'DE') => {
      const parsed = parsePhone(text, { defaultCountry });
      return parsed.ok ? parsed.e164 : parsed.why;
    };
    expect(why('030 1234567 ext. 8')).toBe('phone_extension');
    expect(why('5511900001234@lid')).toBe('phone_address');
    expect(why('https://wa.me/message/ABC')).toBe('phone_address');
    expect(why('492218683')).toBe('phone_two_readings');
    expect(why('030 1234567/68')).toBeUndefined();
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
