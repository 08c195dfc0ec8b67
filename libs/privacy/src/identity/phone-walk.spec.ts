import fc from 'fast-check';
import { type CountryCode, getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { canonicalise } from './canonical';
import golden from './golden/example-numbers.json';
import { identitiesToLookUp } from './identities-to-look-up';
import type { ParsedPhone } from './parsed-phone';
import { parseAnyPhone, parsePhone } from './phone';

/**
 * One mobile number of every country (Google's example numbers) and what is dialled before it at home, kept as a file: what is
 * expected is `+`, the code and the example, never what this library answered.
 */
const plans = Object.entries(golden).map(([country, plan]) => ({ country: country as CountryCode, ...plan }));
type Plan = (typeof plans)[number];

const grouped = ({ example: it }: Plan) => `${it.slice(0, 3)} ${it.slice(3, 6)}-${it.slice(6)}`.replace(/[ -]+$/, '');
const fullWidth = (text: string) => text.replace(/[+\d]/g, (it) => String.fromCharCode(it.charCodeAt(0) + 0xfee0));
const arabicIndic = (text: string) => text.replace(/\d/g, (it) => String.fromCharCode(0x660 + Number(it)));

/** Notations that name the country. `trunk` is what is dialled at home, the empty text where nothing is. */
const international: Readonly<Record<string, (plan: Plan, trunk: string) => string>> = {
  '+49152…': ({ code, example }) => `+${code}${example}`,
  '+49 152 …-…': (plan) => `+${plan.code} ${grouped(plan)}`,
  '+49-152…': ({ code, example }) => `+${code}-${example}`,
  '(+49) 152 …': (plan) => `(+${plan.code}) ${grouped(plan)}`,
  '0049152…': ({ code, example }) => `00${code}${example}`,
  '00 49 152 …': (plan) => `00 ${plan.code} ${grouped(plan)}`,
  '+0049152…': ({ code, example }) => `+00${code}${example}`,
  '+49 (0) 152 …': (plan) => `+${plan.code} (0) ${grouped(plan)}`,
  '+49(0)152…': ({ code, example }) => `+${code}(0)${example}`,
  '0049 (0)152 …': (plan) => `00${plan.code} (0)${grouped(plan)}`,
  '49 (0) 152 …': (plan) => `${plan.code} (0) ${grouped(plan)}`,
  '+490152…': ({ code, example }, trunk) => `+${code}${trunk}${example}`,
  '+49 0 152 …': (plan, trunk) => `+${plan.code} ${trunk} ${grouped(plan)}`,
  '+49 (0152) …': ({ code, example }, trunk) => `+${code} (${trunk}${example.slice(0, 3)}) ${example.slice(3)}`,
  '+49 (0152)/…': ({ code, example }, trunk) => `+${code} (${trunk}${example.slice(0, 3)})/${example.slice(3)}`,
  '00490152…': ({ code, example }, trunk) => `00${code}${trunk}${example}`,
  '+49 152/…': ({ code, example }) => `+${code} ${example.slice(0, 3)}/${example.slice(3)}`,
  'tel:+49152…': ({ code, example }) => `tel:+${code}${example}`,
  'whatsapp:+49152…': ({ code, example }) => `whatsapp:+${code}${example}`,
  'whatsapp:49152…': ({ code, example }) => `whatsapp:${code}${example}`,
  'p:+49152…': ({ code, example }) => `p:+${code}${example}`,
  '49152…@s.whatsapp.net': ({ code, example }) => `${code}${example}@s.whatsapp.net`,
  '49152…:12@s.whatsapp.net': ({ code, example }) => `${code}${example}:12@s.whatsapp.net`,
  '49152…@c.us': ({ code, example }) => `${code}${example}@c.us`,
  'wa.me/49152…': ({ code, example }) => `wa.me/${code}${example}`,
  'https://wa.me/49152…?text=': ({ code, example }) => `https://wa.me/${code}${example}?text=Oi%20tudo%20bem`,
  'https://api.whatsapp.com/send?phone=49152…': ({ code, example }) =>
    `https://api.whatsapp.com/send?phone=${code}${example}&text=a`,
  'https://api.whatsapp.com/send/?phone=%2B49152…': ({ code, example }) =>
    `https://api.whatsapp.com/send/?phone=%2B${code}${example}`,
  "'+49152…": ({ code, example }) => `'+${code}${example}`,
  'invisible characters': ({ code, example }) => `\u202a+${code}\u2068\u00a0${example}\u2069\u0007\ufe0f\u061c`,
  'full-width digits': ({ code, example }) => fullWidth(`+${code}${example}`),
  'Arabic-Indic digits': ({ code, example }) => `+${arabicIndic(code + example)}`,
};

/** Notations of home, and that of WhatsApp, which an international number without `+` is. */
const atHome: Readonly<Record<string, (plan: Plan, trunk: string) => string>> = {
  '0152…': ({ example }, trunk) => `${trunk}${example}`,
  '0152 …-…': (plan, trunk) => `${trunk}${grouped(plan)}`,
  '0 152 …-…': (plan, trunk) => `${trunk} ${grouped(plan)}`,
  '(0152) …': ({ example }, trunk) => `(${trunk}${example.slice(0, 3)}) ${example.slice(3)}`,
  '0152/…': ({ example }, trunk) => `${trunk}${example.slice(0, 3)}/${example.slice(3)}`,
  '152…': ({ example }) => example,
  '49152…': ({ code, example }) => `${code}${example}`,
  '49 152 …-…': (plan) => `${plan.code} ${grouped(plan)}`,
  '(49) 152 …': (plan) => `(${plan.code}) ${grouped(plan)}`,
  '490152…': ({ code, example }, trunk) => `${code}${trunk}${example}`,
  'tel:0152…': ({ example }, trunk) => `tel:${trunk}${example}`,
};

interface Written {
  readonly plan: Plan;
  readonly text: string;
  readonly defaultCountry: CountryCode | null;
}

function everywhere(write: (plan: Plan, trunk: string) => string, countries: (plan: Plan) => (CountryCode | null)[]) {
  return plans.flatMap((plan) =>
    (plan.trunk.length > 0 ? plan.trunk : ['']).flatMap((trunk) =>
      countries(plan).map((defaultCountry): Written => ({ plan, text: write(plan, trunk), defaultCountry })),
    ),
  );
}

const anywhere = ({ country }: Plan): (CountryCode | null)[] => [null, country, 'BR', 'US', 'DE', 'IT'];
const there = ({ country }: Plan): (CountryCode | null)[] => [country];
const table: [string, Written[]][] = [
  ...Object.entries(international).map(([name, write]): [string, Written[]] => [name, everywhere(write, anywhere)]),
  ...Object.entries(atHome).map(([name, write]): [string, Written[]] => [name, everywhere(write, there)]),
  [
    '011 from North America',
    everywhere(
      ({ code, example }) => `011 ${code} ${example}`,
      () => ['US'],
    ),
  ],
];

describe("every country's example number", () => {
  it('is in the table', () => {
    expect(plans.map(({ country }) => country)).toEqual(getCountries().sort());
  });

  it.each(table)('written %s is + with code and number', (_name, written) => {
    const misread = written.flatMap(({ plan, text, defaultCountry }) => {
      const parsed = parsePhone(text, { defaultCountry });
      const e164 = parsed.ok ? parsed.e164 : parsed.code;
      return e164 === `+${plan.code}${plan.example}` ? [] : [{ country: plan.country, defaultCountry, text, e164 }];
    });
    expect(written.length).toBeGreaterThanOrEqual(plans.length);
    expect(misread).toEqual([]);
  });

  it('is read the same by the short cuts for plain numbers', () => {
    const spelled = (parsed: ParsedPhone) => (parsed.ok ? parsed.e164 : parsed.message);
    const different = table
      .flatMap(([, written]) => written)
      .filter((_, index) => index % 5 === 0)
      .map(({ text, defaultCountry: country }) => ({
        text,
        country,
        short: parsePhone(text, { defaultCountry: country }),
      }))
      .filter(
        ({ text, country, short }) => spelled(short) !== spelled(parseAnyPhone(text, { defaultCountry: country })),
      );
    expect(different).toEqual([]);
  });

  it('may be any mobile of that country: it is read right, or said to be ambiguous, and never another', () => {
    const mobile = fc.constantFrom(...plans).chain((plan) => {
      const digits = fc.stringMatching(new RegExp(`^\\d{${plan.example.length}}$`));
      const kept = fc.integer({ min: 0, max: 3 });
      return fc
        .tuple(kept, digits)
        .map(([keep, all]) => ({ ...plan, example: plan.example.slice(0, keep) + all.slice(keep) }));
    });
    const isMobile = ({ code, example }: Plan) => {
      const known = parsePhoneNumberFromString(`+${code}${example}`);
      return known?.nationalNumber === example && /MOBILE/.test(known.getType() ?? '');
    };
    const notations = [...Object.entries(international), ...Object.entries(atHome)];
    fc.assert(
      fc.property(mobile.filter(isMobile), fc.constantFrom(...notations), (plan, [, write]) => {
        for (const trunk of plan.trunk.length > 0 ? plan.trunk : ['']) {
          const parsed = parsePhone(write(plan, trunk), { defaultCountry: plan.country });
          const expected = canonicalise(plan.code + plan.example);
          expect(parsed.ok ? parsed.canonical : parsed.code).toBe(parsed.ok ? expected : 'phone_ambiguous');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is looked up under whatever reading 1 made of it', () => {
    const missed: string[] = [];
    let different = 0;
    for (const [name, written] of table) {
      // Reading 1 took these for numbers of the default country: whose code stands before them cannot be known afterwards.
      if (name === '49 (0) 152 …') continue;
      for (const { plan, text, defaultCountry } of written) {
        const first = parsePhone(text, { defaultCountry, reading: 1 });
        const canonical = plan.code + plan.example;
        if (!first.ok || first.canonical === canonical) continue;
        different++;
        if (!identitiesToLookUp(canonical).includes(first.canonical)) missed.push(`${text} ${first.canonical}`);
      }
    }
    expect(different).toBeGreaterThan(1000);
    expect(missed).toEqual([]);
  });
});
