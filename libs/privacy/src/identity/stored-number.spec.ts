import golden from './golden/example-numbers.json';
import { parsePhone } from './phone';
import { isStillRead, readAgain } from './stored-number';

describe('a number that reading 1 stored', () => {
  const plans = Object.entries(golden).map(([country, plan]) => ({ country, ...plan }));
  const stored = (text: string, country: string) => parsePhone(text, { defaultCountry: country, reading: 1 });

  it('without mistakes is what it was, in every country', () => {
    for (const { code, example } of plans) {
      const e164 = `+${code}${example}`;
      expect([e164, isStillRead(e164), readAgain(e164)]).toEqual([e164, true, expect.objectContaining({ e164 })]);
    }
  });

  it('with a trunk prefix or with its code twice is the number that was meant', () => {
    let mistakes = 0;
    for (const { country, code, trunk, example } of plans) {
      const e164 = `+${code}${example}`;
      const texts = trunk.map((prefix) => `+${code}${prefix}${example}`);
      for (const text of [...texts, `${code}${example}`, `${code}${trunk[0] ?? ''}${example}`]) {
        const first = stored(text, country);
        if (!first.ok || first.e164 === e164) continue;
        mistakes++;
        expect([text, isStillRead(first.e164), readAgain(first.e164)]).toEqual([
          text,
          false,
          expect.objectContaining({ e164 }),
        ]);
      }
    }
    expect(mistakes).toBeGreaterThan(140);
  });

  it('stays where the code may well be the first digits of the number', () => {
    // 04923 is Krummhörn; without its code it could be a landline elsewhere, and nobody knows how it was written.
    expect(isStillRead('+4949231697')).toBe(true);
    expect(isStillRead('+393912345678')).toBe(true);
    expect(isStillRead('+77012345678')).toBe(true);
  });
});
