import { parseColumnMapping } from './column-mapping';
import { type GivenContact, judgeContact } from './judge-contact';

const phone = '+5511900001234';
const judge = (given: Partial<GivenContact>, required: string[] = [], used = required) =>
  judgeContact({ phone, ...given }, { defaultCountry: null, required, used });
const reasons = (given: Partial<GivenContact>, required: string[] = [], used = required) =>
  judge(given, required, used).reasons.map((reason) => `${reason.code} ${reason.column}`);

describe('the verdict on a contact', () => {
  it('trims texts, joins the lines of a name and leaves out what is empty', () => {
    const given = { name: ' José\n Silva ', correlationId: ' o-1 ', parameters: { a: ' 1 ', b: ' ', c: '' } };
    expect(judge(given)).toEqual({
      phoneText: phone,
      phone: { ok: true, e164: phone, canonical: '5511900001234' },
      name: 'José Silva',
      correlationId: 'o-1',
      parameters: { a: '1' },
      reasons: [],
      cleaned: ['name'],
    });
  });

  it.each([
    [{ phone: '11900001234' }, [], ['country_unknown phone']],
    [{ phone: '' }, ['amount'], ['phone_missing phone', 'parameter_missing amount']],
    [{ parameters: { amount: '\u00a0 ' } }, ['amount'], ['parameter_missing amount']],
    [{}, ['name', 'correlationId'], ['parameter_missing name', 'parameter_missing correlationId']],
    [{ name: 'Ana', correlationId: 'x' }, ['name', 'correlationId'], []],
    [{ name: 'x'.repeat(513) }, ['name'], ['parameter_invalid name']],
    [{ name: '🍇'.repeat(512) }, ['name'], []],
    [{ name: '🍇'.repeat(513) }, ['name'], ['parameter_invalid name']],
    [{ name: 'a\u0007b' }, ['name'], ['parameter_invalid name']],
    [{ correlationId: '🍇'.repeat(256) }, [], []],
    [{ correlationId: 'x'.repeat(257) }, [], ['parameter_invalid correlationId']],
    [{ correlationId: 'a\u0007b' }, [], ['parameter_invalid correlationId']],
    [{ parameters: { a: 'x'.repeat(1025) } }, ['a'], ['parameter_invalid a']],
    [{ parameters: { a: '🍇'.repeat(1024) } }, ['a'], []],
    [{ parameters: { a: '🍇'.repeat(1025) } }, ['a'], ['parameter_invalid a']],
    [{ parameters: { a: 'x\u0000y' } }, ['a'], ['parameter_invalid a']],
    [{ parameters: { a: '\u0085' } }, ['a'], ['parameter_missing a']],
    [{ parameters: { name: 'a\u0007b', phone: '\u0007' } }, [], []],
    [{ parameters: JSON.parse('{"__proto__":"x"}') as Record<string, string> }, [], ['parameter_invalid __proto__']],
  ])('%j, of which %j are required: %j', (given, required, expected) => {
    expect(reasons(given, required)).toEqual(expected);
  });

  it('is not on what is in no message', () => {
    const unused = { long: 'n'.repeat(1500), lines: 'a\nb', blanks: 'a     b', bell: 'a\u0007b' };
    const judged = judge({ name: 'x\u0007'.repeat(900), parameters: { ...unused, amount: '1' } }, ['amount']);
    expect(judged).toMatchObject({ reasons: [], cleaned: [], parameters: unused });
    expect(reasons({ parameters: unused }, [], Object.keys(unused))).toEqual([
      'parameter_invalid long',
      'parameter_invalid bell',
    ]);
  });

  const dirty: readonly (readonly [string, string])[] = [
    ['a\nb', 'a b'],
    ['a\r\nb', 'a b'],
    ['a\tb', 'a b'],
    ['a\u0085b', 'a b'],
    ['a     b', 'a b'],
    ['a\u00a0\u00a0\u00a0\u00a0\u00a0b', 'a b'],
    ['a \u00a0 \u00a0 b', 'a b'],
  ];
  it.each(dirty)('cleans %j, required or with a default, and says so', (value, clean) => {
    for (const required of [['amount'], []]) {
      const given = { parameters: { amount: value, note: 'x' } };
      expect(judge(given, required, ['amount', 'note'])).toMatchObject({
        reasons: [],
        parameters: { amount: clean, note: 'x' },
        cleaned: ['amount'],
      });
    }
    expect(judge({ name: value })).toMatchObject({ name: clean, cleaned: ['name'], reasons: [] });
    expect(judge({ correlationId: value })).toMatchObject({ correlationId: clean, cleaned: ['correlationId'] });
  });

  it('says nothing of blanks that are no run, and of those at the ends', () => {
    expect(judge({ name: ' Ana  Lu ', parameters: { amount: '\n1 0   0\t' } }, ['amount'])).toMatchObject({
      name: 'Ana  Lu',
      parameters: { amount: '1 0   0' },
      cleaned: [],
    });
  });

  it.each([
    ['########', 'spreadsheet_hashes', 'too narrow'],
    ['#', 'spreadsheet_hashes', 'too narrow'],
    ['5.5119E+12', 'spreadsheet_scientific', 'scientific notation'],
    ['5,5119E+12', 'spreadsheet_scientific', 'scientific notation'],
    ['="5.5119e+12"', 'spreadsheet_scientific', 'scientific notation'],
    ["'5,5119E12", 'spreadsheet_scientific', 'scientific notation'],
    ['#N/A', 'spreadsheet_error', 'error of a formula'],
    ['#REF!', 'spreadsheet_error', 'error of a formula'],
    ['#NOME?', 'spreadsheet_error', 'error of a formula'],
    ['-5511900001234', 'spreadsheet_negative', 'negative'],
  ])('names Excel and the cure where it made a phone %j', (text, why, message) => {
    const [reason] = judge({ phone: text }).reasons;
    expect(reason).toMatchObject({ code: 'phone_invalid', column: 'phone', why });
    expect(reason!.message).toContain('Excel');
    expect(reason!.message).toContain(message);
    expect(reason!.message).toMatch(/export the file again\.$/);
  });

  it('asks what the message cannot take only where its fields are right, and not of a phone that is none', () => {
    const misfits = () => [
      { code: 'parameter_invalid', field: 'amount', message: 'too long', why: 'body_too_long' } as const,
      { code: 'parameter_invalid', field: 'phone', message: 'too long' } as const,
    ];
    const codes = (given: GivenContact) =>
      judgeContact(given, { defaultCountry: null, required: ['amount'], misfits }).reasons.map(
        ({ code, column, why }) => `${code} ${column} ${why}`,
      );
    expect(codes({ phone, parameters: { amount: '1' } })).toEqual([
      'parameter_invalid amount body_too_long',
      'parameter_invalid phone undefined',
    ]);
    expect(codes({ phone: '1', parameters: { amount: '1' } })).toEqual([
      'phone_invalid phone undefined',
      'parameter_invalid amount body_too_long',
    ]);
    expect(codes({ phone, parameters: {} })).toEqual(['parameter_missing amount undefined']);
  });

  it('never repeats what the contact holds', () => {
    const secret = 'Xyzzy';
    const given = {
      phone: `${secret}1`,
      name: secret.repeat(200),
      correlationId: `${secret}\u0007!`,
      parameters: { a: `${secret}\n` + secret.repeat(999) },
    };
    const judged = judge(given, ['a', 'b', 'name']);
    expect(judged.reasons).toHaveLength(5);
    expect(JSON.stringify(judged.reasons)).not.toContain(secret);
  });
});

describe('column mapping', () => {
  it('is read from JSON', () => {
    expect(parseColumnMapping('{"phone":"Celular","parameters":{"amount":"Valor"}}')).toEqual({
      phone: 'Celular',
      parameters: { amount: 'Valor' },
    });
  });

  it.each([
    ['{', 'not JSON'],
    ['[]', 'JSON object'],
    ['"x"', 'JSON object'],
    ['{"fone":"x"}', 'unknown field "fone"'],
    ['{"phone":1}', '"phone" must be'],
    ['{"phone":" "}', '"phone" must be'],
    ['{"parameters":[]}', '"parameters" must be'],
    ['{"parameters":{"a":null}}', '"parameters.a" must be'],
    ['{"parameters":{"__proto__":"x"}}', '__proto__'],
  ])('%s is refused', (json, message) => {
    expect(() => parseColumnMapping(json)).toThrow(
      expect.objectContaining({
        code: 'mapping_invalid',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});
