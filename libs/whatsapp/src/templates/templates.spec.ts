import fc from 'fast-check';
import { renderComponents, renderText, type TemplateValues } from './fill-template';
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
const components = (given: Template, values: TemplateValues) => {
  const filled = renderComponents(given, values);
  return 'ok' in filled ? filled.ok : filled.problems;
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

describe('components for sending', () => {
  it('are in the provider’s shape', () => {
    expect(components(invoice, values)).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'março' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Marina' },
          { type: 'text', text: 'R$ 129,90' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: '9a27c1' }] },
    ]);
  });

  it('leave out what has no variables', () => {
    expect(components(template([body('Bom dia'), { type: 'FOOTER', text: 'Loja' }]), {})).toEqual([]);
  });

  it('go by number, and take a number used twice once', () => {
    expect(components(template([body('{{2}} e {{1}} e {{2}}')]), { '1': 'a', '2': 'b' })).toEqual([
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    ]);
  });

  it('name the parameters of a named template', () => {
    expect(components(template([body('Oi {{nome}}')], 'named'), { nome: 'Rui' })).toEqual([
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: 'Rui' }] },
    ]);
  });

  it.each([
    ['880011223344', { id: '880011223344' }],
    ['https://loja.example/a.jpg', { link: 'https://loja.example/a.jpg' }],
  ])('take the medium %s', (medium, image) => {
    const given = template([{ type: 'HEADER', format: 'IMAGE' }, body('Oi')]);
    expect(components(given, { 'header.media': medium })).toEqual([
      { type: 'header', parameters: [{ type: 'image', image }] },
    ]);
  });

  it.each([
    [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copiar' }],
    [{ type: 'URL', text: 'Copiar', url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}' }],
  ])('repeat the code of an authentication template in its button: %j', (button) => {
    const given = template([body('{{1}} é o seu código.'), buttons(button)]);
    expect(given.variables).toEqual([{ key: '1', in: 'body' }]);
    expect(components(given, { '1': '4711' })).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: '4711' }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '4711' }] },
    ]);
  });

  it('fill in a coupon', () => {
    const given = template([body('Oi'), buttons({ type: 'COPY_CODE', text: 'Copiar', example: 'X' })]);
    expect(components(given, { 'button.0': 'NATAL10' })).toEqual([
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '0',
        parameters: [{ type: 'coupon_code', coupon_code: 'NATAL10' }],
      },
    ]);
  });

  it('name every variable that has no value', () => {
    expect(components(invoice, { '1': ' \n ', 'button.1': 'x' })).toMatchObject([
      { code: 'ENG_PARAM_MISSING', at: 'header.1' },
      { code: 'ENG_PARAM_MISSING', at: '1' },
      { code: 'ENG_PARAM_MISSING', at: '2' },
    ]);
    expect(components(template([body('Oi {{constructor}}')], 'named'), {})).toMatchObject([
      { code: 'ENG_PARAM_MISSING', at: 'constructor' },
    ]);
  });

  it('refuse control characters, and clean line breaks', () => {
    const given = template([body('Oi {{1}}')]);
    expect(components(given, { '1': 'a\u0007b' })).toMatchObject([{ code: '132012', what: 'unprintable', at: '1' }]);
    expect(components(given, { '1': 'a\r\n\tb' })).toMatchObject([{ parameters: [{ text: 'a b' }] }]);
  });

  it('refuse a text that became too long, in characters and not in code units', () => {
    const given = template([body('Oi {{1}}')]);
    expect(components(given, { '1': '🍇'.repeat(1021) })).toMatchObject([{ type: 'body' }]);
    expect(components(given, { '1': 'x'.repeat(1022) })).toEqual([
      { code: '132005', what: 'text_too_long', at: 'body', message: 'the body has 1025 of 1024 characters' },
    ]);
    expect(components(invoice, { ...values, 'header.1': 'x'.repeat(60) })).toMatchObject([
      { code: '132005', at: 'header' },
    ]);
  });

  it.each([
    [{ 'button.1': 'a b' }, '132012'],
    [{ 'button.1': 'x'.repeat(2000) }, '132005'],
  ])('refuse the link ending %j', (wrong, code) => {
    expect(components(invoice, { ...values, ...wrong })).toMatchObject([{ code, at: 'button.1' }]);
  });

  it('refuse a medium that is neither id nor https link', () => {
    const given = template([{ type: 'HEADER', format: 'VIDEO' }, body('Oi')]);
    expect(components(given, { 'header.media': 'C:\\video.mp4' })).toMatchObject([{ code: '132012' }]);
  });
});

describe('the text for the report', () => {
  it('is what the person reads', () => {
    expect(renderText(invoice, values)).toEqual({
      ok: 'Fatura de março\nOlá Marina, sua fatura de R$ 129,90 vence amanhã.\nLoja Exemplo\n[Já paguei] [Ver fatura] [Site]',
    });
  });

  it('does not read variables in values', () => {
    expect(renderText(template([body('{{1}} {{2}}')]), { '1': '{{2}}', '2': '$& $1' })).toEqual({ ok: '{{2}} $& $1' });
  });

  it('fails where the components would', () => {
    expect(renderText(invoice, {})).toEqual(renderComponents(invoice, {}));
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
    [[body('Oi'), { type: 'CAROUSEL', cards: [] }], 'components[1].type', 'unsupported'],
    [[body('Oi'), { type: 'HEADER', format: 'LOCATION' }], 'components[1].format', 'unsupported'],
    [[body('Oi'), { type: 'HEADER', text: '{{1}}{{2}}' }], 'components[1].text', 'too_many'],
    [[body('Oi'), { type: 'HEADER', text: 'x'.repeat(61) }], 'components[1].text', 'too_long'],
    [[body('Oi'), { type: 'FOOTER', text: 'Oi {{1}}' }], 'components[1].text', 'invalid'],
    [[body('Oi'), { type: 'BUTTONS' }], 'components[1].buttons', 'missing'],
    [[body('Oi'), buttons({ type: 'FLOW', text: 'x' })], 'components[1].buttons[0].type', 'unsupported'],
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
        return 'ok' in renderComponents(read.template, all) && 'ok' in renderText(read.template, all);
      }),
    );
  });
});
