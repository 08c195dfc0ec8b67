import fc from 'fast-check';
import { fillTemplate, type TemplateValues } from './fill-template';
import { renderText } from './render-text';
import { readTemplate, type TemplateSource, validateTemplate } from './read-template';
import type { Template } from './template';

const source = (components: unknown, parameterFormat: TemplateSource['parameterFormat'] = 'positional') => ({
  name: 'fatura_lembrete_v3',
  language: 'pt_BR',
  parameterFormat,
  components,
});
const template = (components: unknown, format?: TemplateSource['parameterFormat']): Template => {
  const read = readTemplate(source(components, format));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.template;
};
const body = (text: string) => ({ type: 'BODY', text });
const buttons = (...list: object[]) => ({ type: 'BUTTONS', buttons: list });
/** The text a person reads, or why there is none. */
const fillIn = (given: Template, values: TemplateValues) => {
  const done = fillTemplate(given, values);
  return 'filled' in done ? renderText(done.filled) : done.problems;
};

const invoice = template([
  { type: 'HEADER', format: 'TEXT', text: 'Fatura de {{1}}' },
  body('Olá {{1}}, sua fatura de {{2}} vence amanhã.'),
  { type: 'FOOTER', text: 'Loja Exemplo' },
  buttons(
    { type: 'QUICK_REPLY', text: 'Já paguei' },
    { type: 'URL', text: 'Ver fatura', url: 'https://loja.example/f/{{1}}' },
    { type: 'URL', text: 'Site', url: 'https://loja.example/' },
  ),
]);
const values = { 'header.1': 'março', '1': 'Marina', '2': 'R$ 129,90', 'button.1': '9a27c1' };

describe('variables of a template', () => {
  it('lists each once, the header and each button apart from the body', () => {
    expect(invoice.variables).toEqual([
      { key: 'header.1', in: 'header' },
      { key: '1', in: 'body' },
      { key: '2', in: 'body' },
      { key: 'button.1', in: 'button' },
    ]);
  });

  it('shares a name between header and body', () => {
    const named = template([{ type: 'HEADER', text: 'Oi {{nome}}' }, body('{{nome}}, são {{valor}}')], 'named');
    expect(named.variables.map(({ key }) => key)).toEqual(['nome', 'valor']);
  });

  it('has none where nothing varies', () => {
    expect(template([body('Bom dia')]).variables).toEqual([]);
  });
});

describe('filling in', () => {
  it('names every variable that has no value', () => {
    expect(fillIn(invoice, { '1': ' \n ', 'button.1': 'x' })).toMatchObject([
      { code: 'ENG_PARAM_MISSING', at: 'header.1' },
      { code: 'ENG_PARAM_MISSING', at: '1' },
      { code: 'ENG_PARAM_MISSING', at: '2' },
    ]);
    expect(fillIn(template([body('Oi {{constructor}}')], 'named'), {})).toMatchObject([
      { code: 'ENG_PARAM_MISSING', at: 'constructor' },
    ]);
  });

  it('refuses control characters, and cleans line breaks', () => {
    const given = template([body('Oi {{1}}')]);
    expect(fillIn(given, { '1': 'a\u0007b' })).toMatchObject([{ code: '132012', what: 'unprintable', at: '1' }]);
    expect(fillIn(given, { '1': 'a\r\n\tb' })).toBe('Oi a b');
  });

  it('refuses a text that became too long, in characters and not in code units', () => {
    const given = template([body('Oi {{1}}')]);
    expect(fillIn(given, { '1': '🍇'.repeat(1021) })).toBe(`Oi ${'🍇'.repeat(1021)}`);
    expect(fillIn(given, { '1': 'x'.repeat(1022) })).toEqual([
      { code: '132005', what: 'text_too_long', at: 'body', message: 'the body has 1025 of 1024 characters' },
    ]);
    expect(fillIn(invoice, { ...values, 'header.1': 'x'.repeat(60) })).toMatchObject([
      { code: '132005', at: 'header' },
    ]);
  });

  it.each([
    [{ 'button.1': 'a b' }, '132012'],
    [{ 'button.1': 'x'.repeat(2000) }, '132005'],
  ])('refuses the link ending %j', (wrong, code) => {
    expect(fillIn(invoice, { ...values, ...wrong })).toMatchObject([{ code, at: 'button.1' }]);
  });

  it('refuses a medium that is neither id nor https link', () => {
    const given = template([{ type: 'HEADER', format: 'VIDEO' }, body('Oi')]);
    expect(fillIn(given, { 'header.media': 'C:\\video.mp4' })).toMatchObject([{ code: '132012' }]);
  });
});

describe('the text for the report', () => {
  it('is what the person reads', () => {
    expect(fillIn(invoice, values)).toBe(
      'Fatura de março\nOlá Marina, sua fatura de R$ 129,90 vence amanhã.\nLoja Exemplo\n[Já paguei] [Ver fatura] [Site]',
    );
  });

  it('does not read variables in values', () => {
    expect(fillIn(template([body('{{1}} {{2}}')]), { '1': '{{2}}', '2': '$& $1' })).toBe('{{2}} $& $1');
  });
});

describe('problems of a template', () => {
  it.each([
    [[], 'components', 'missing'],
    ['BODY', 'components', 'missing'],
    [[{ type: 'FOOTER', text: 'x' }], 'components', 'missing'],
    [[7, body('Oi')], 'components[0].type', 'missing'],
    [[body('a'), body('b')], 'components[1]', 'too_many'],
    [[body('')], 'components[0].text', 'missing'],
    [[{ type: 'BODY' }], 'components[0].text', 'missing'],
    [[body('x'.repeat(1025))], 'components[0].text', 'too_long'],
    [[body('Oi {{2}}')], 'components[0].text', 'invalid'],
    [[body('Oi {{ 1 }}')], 'components[0].text', 'invalid'],
    [[body('Oi {{nome}}')], 'components[0].text', 'invalid'],
    [[body('Oi {{1}')], 'components[0].text', 'invalid'],
    [[body('Oi {{{1}}}')], 'components[0].text', 'invalid'],
    [[body('Oi {{0}}')], 'components[0].text', 'invalid'],
    [[body('Oi'), { type: 'CAROUSEL', cards: [] }], 'components[1].cards', 'invalid'],
    [[body('Oi'), { type: 'POEM' }], 'components[1].type', 'unsupported'],
    [[body('Oi'), { type: 'HEADER', format: 'GIF' }], 'components[1].format', 'unsupported'],
    [[body('Oi'), { type: 'HEADER', text: '{{1}}{{2}}' }], 'components[1].text', 'too_many'],
    [[body('Oi'), { type: 'HEADER', text: 'x'.repeat(61) }], 'components[1].text', 'too_long'],
    [[body('Oi'), { type: 'FOOTER', text: 'Oi {{1}}' }], 'components[1].text', 'invalid'],
    [[body('Oi'), { type: 'BUTTONS' }], 'components[1].buttons', 'missing'],
    [[body('Oi'), buttons({ type: 'GAME', text: 'x' })], 'components[1].buttons[0].type', 'unsupported'],
    [[body('Oi'), buttons({ type: 'QUICK_REPLY' })], 'components[1].buttons[0].text', 'missing'],
    [[body('Oi'), buttons({ type: 'QUICK_REPLY', text: 'x'.repeat(26) })], 'components[1].buttons[0].text', 'too_long'],
    [[body('Oi'), buttons({ type: 'URL', text: 'x', url: 'loja' })], 'components[1].buttons[0].url', 'invalid'],
    [
      [body('Oi'), buttons({ type: 'URL', text: 'x', url: 'https://a.example/{{1}}/b' })],
      'components[1].buttons[0].url',
      'invalid',
    ],
    [[body('Oi'), buttons(...Array(11).fill({ type: 'QUICK_REPLY', text: 'x' }))], 'components[1].buttons', 'too_many'],
    [[body('Oi'), buttons({ type: 'OTP', text: 'x' })], 'components', 'missing'],
  ])('%j', (wrong, path, code) => {
    expect(validateTemplate(source(wrong))).toMatchObject([{ path, code }]);
  });

  it('are told for name and language too, and all at once', () => {
    const wrong = { ...source([body('Oi {{nome}}')]), name: 'Fatura', language: 'português' };
    expect(validateTemplate(wrong).map(({ path }) => path)).toEqual(['name', 'language', 'components[0].text']);
  });

  it('say which variable is missing', () => {
    expect(validateTemplate(source([body('{{1}} {{3}}')]))).toEqual([
      {
        path: 'components[0].text',
        code: 'invalid',
        message: 'must number its variables from 1 without a gap: {{2}} is missing',
      },
    ]);
  });

  it('are none for the example of the API', () => {
    expect(validateTemplate(source([body('Olá {{1}}, sua fatura de {{2}} vence amanhã.')]))).toEqual([]);
  });

  it('are found in JSON of any shape without failing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
        const given = [
          a,
          { type: 'BODY', text: b },
          { type: 'BUTTONS', buttons: [c, { type: 'URL', text: b, url: c }] },
        ];
        return Array.isArray(validateTemplate(source(given))) && Array.isArray(validateTemplate(source(a)));
      }),
    );
  });

  it('leave nothing that could fail when every variable has a value', () => {
    const part = fc.constantFrom('Oi ', '{{1}}', '{{2}}', '{{nome}}', '{{', '}}', ' fim');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), fc.constantFrom('positional', 'named'), (parts, format) => {
        const read = readTemplate(source([body(parts.join(''))], format as 'named'));
        if ('problems' in read) return read.problems.length > 0;
        const all = Object.fromEntries(read.template.variables.map(({ key }) => [key, 'x']));
        return typeof fillIn(read.template, all) === 'string';
      }),
    );
  });
});
