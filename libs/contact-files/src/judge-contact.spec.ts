import { parseColumnMapping } from './column-mapping';
import { type GivenContact, judgeContact } from './judge-contact';

const phone = '+5511900001234';
const judge = (given: Partial<GivenContact>, required: string[] = []) =>
  judgeContact({ phone, ...given }, { defaultCountry: null, required });
const reasons = (given: Partial<GivenContact>, required: string[] = []) =>
  judge(given, required).reasons.map((reason) => `${reason.code} ${reason.column}`);

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
    });
  });

  it.each([
    [{ phone: '11900001234' }, [], ['country_unknown phone']],
    [{ phone: '' }, ['amount'], ['phone_missing phone', 'parameter_missing amount']],
    [{ parameters: { amount: '\u00a0 ' } }, ['amount'], ['parameter_missing amount']],
    [{}, ['name', 'correlationId'], ['parameter_missing name', 'parameter_missing correlationId']],
    [{ name: 'Ana', correlationId: 'x' }, ['name', 'correlationId'], []],
    [{ name: 'x'.repeat(513) }, [], ['parameter_invalid name']],
    [{ name: 'x'.repeat(512) }, [], []],
    [{ name: 'a\u0007b' }, [], ['parameter_invalid name']],
    [{ correlationId: 'x'.repeat(257) }, [], ['parameter_invalid correlationId']],
    [{ correlationId: 'a\nb' }, [], ['parameter_invalid correlationId']],
    [{ parameters: { a: 'x'.repeat(1025) } }, [], ['parameter_invalid a']],
    [{ parameters: { a: 'x'.repeat(1024) } }, ['a'], []],
    [{ parameters: { a: 'x\u0000y' } }, [], ['parameter_invalid a']],
    [{ parameters: { a: 'x\ny', b: 'x\ny' } }, ['a'], ['parameter_invalid a']],
    [{ parameters: { a: 'x\ty' } }, ['a'], ['parameter_invalid a']],
    [{ parameters: { a: 'x     y' } }, ['a'], ['parameter_invalid a']],
    [{ parameters: { a: 'x    y' } }, ['a'], []],
    [{ parameters: JSON.parse('{"__proto__":"x"}') as Record<string, string> }, [], ['parameter_invalid __proto__']],
  ])('%j, of which %j are required: %j', (given, required, expected) => {
    expect(reasons(given, required)).toEqual(expected);
  });

  it('never repeats what the contact holds', () => {
    const secret = 'Xyzzy';
    const given = {
      phone: `${secret}1`,
      name: secret.repeat(200),
      correlationId: `${secret}\n!`,
      parameters: { a: `${secret}\n` + secret.repeat(999) },
    };
    const judged = judge(given, ['a', 'b']);
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
