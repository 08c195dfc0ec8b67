import { fillTemplate, type TemplateValues } from './fill-template';
import { fillProblems } from './fill-template';
import { previewTemplate } from './preview-template';
import { readTemplate, type TemplateSource, validateTemplate } from './read-template';
import { renderText } from './render-text';
import type { Template } from './template';

const body = (text: string) => ({ type: 'BODY', text });
const buttons = (...list: object[]) => ({ type: 'BUTTONS', buttons: list });
const source = (components: object[], more: Partial<TemplateSource> = {}): TemplateSource => ({
  ...{ name: 'oferta', language: 'pt_BR', parameterFormat: 'positional', components },
  ...more,
});
const template = (components: object[], more?: Partial<TemplateSource>): Template => {
  const read = readTemplate(source(components, more));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.template;
};
const keys = ({ variables, optional }: Template) => [variables, optional].map((list) => list.map(({ key }) => key));
const text = (given: Template, values: TemplateValues) => {
  const done = fillTemplate(given, values);
  return 'filled' in done ? renderText(done.filled) : done.problems;
};
const wrong = (given: Template, values: TemplateValues) =>
  fillProblems(given, values).map(({ code, what, at }) => `${at} ${what} ${code}`);

describe('a header with a place', () => {
  const place = template([{ type: 'HEADER', format: 'LOCATION' }, body('Oi')]);
  const there = { 'header.latitude': '-23.5505', 'header.longitude': '-46.6333' };

  it('needs to know where, and may say what is there', () => {
    expect(keys(place)).toEqual([
      ['header.latitude', 'header.longitude'],
      ['header.name', 'header.address'],
    ]);
    expect(text(place, there)).toBe('[location] -23.5505, -46.6333\nOi');
    expect(text(place, { ...there, 'header.name': 'Loja', 'header.address': 'Rua A, 1' })).toBe(
      '[location] Loja, Rua A, 1\nOi',
    );
  });

  it.each(['-90.1', '23,5', 'x', '1e2'])('is nowhere at the latitude %s', (latitude) =>
    expect(wrong(place, { ...there, 'header.latitude': latitude })).toEqual(['header.latitude no_coordinate 132012']),
  );
});

describe('buttons', () => {
  const all = template([
    body('Oi'),
    buttons(
      { type: 'QUICK_REPLY', text: 'Sim' },
      { type: 'FLOW', text: 'Agendar', flow_id: '1' },
      { type: 'CATALOG', text: 'Catálogo' },
      { type: 'VOICE_CALL', text: 'Ligar' },
      { type: 'PHONE_NUMBER', text: 'Telefone', phone_number: '+551133330000' },
    ),
  ]);

  it('that can do without a value need none', () => {
    expect(keys(all)).toEqual([[], ['button.0', 'button.1', 'button.2']]);
    expect(text(all, {})).toBe('Oi\n[Sim] [Agendar] [Catálogo] [Ligar] [Telefone]');
    expect(wrong(all, { 'button.0': 'a\u0007' })).toEqual(['button.0 unprintable 132012']);
  });

  it('are previewed with what they do', () =>
    expect(previewTemplate(all, { 'button.0': 'SIM:1' }).buttons).toEqual([
      { type: 'quick_reply', label: 'Sim', value: 'SIM:1' },
      { type: 'flow', label: 'Agendar', value: null },
      { type: 'catalog', label: 'Catálogo', value: null },
      { type: 'voice_call', label: 'Ligar', value: null },
      { type: 'phone', label: 'Telefone', value: '+551133330000' },
    ]));

  const products = template([body('Oi'), buttons({ type: 'MPM', text: 'Ver itens' })]);

  it.each(['A', 'A, B', 'Sapatos: A, B; Chapéus: C'])('take the products %s', (list) =>
    expect(wrong(products, { 'button.0': list })).toEqual([]),
  );

  it.each(['A,,B', 'Sapatos:', 'A; B', Array(31).fill('A').join(), Array(11).fill('T: A').join(';')])(
    'take no products like %s',
    (list) => expect(wrong(products, { 'button.0': list })).toEqual(['button.0 no_products 132012']),
  );
});

const card = (text: string, ...more: object[]) => ({
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    body(text),
    buttons({ type: 'URL', text: 'Ver', url: 'https://loja.example/{{1}}' }, { type: 'QUICK_REPLY', text: 'Quero' }),
    ...more,
  ],
});
const carousel = (...cards: object[]) => ({ type: 'CAROUSEL', cards });

describe('a carousel', () => {
  const cards = template([body('Oi {{1}}'), carousel(card('Só {{1}}'), card('De {{1}} por {{2}}'))]);
  const values = {
    ...{ '1': 'Ana', 'card_1.header.media': '1', 'card_1.1': 'R$ 9', 'card_1.button.0': 'a' },
    ...{ 'card_2.header.media': '2', 'card_2.1': 'R$ 9', 'card_2.2': 'R$ 8', 'card_2.button.0': 'b' },
  };

  it('has variables that say of which card they are', () => {
    expect(keys(cards)[0]).toEqual(Object.keys(values));
    expect(keys(cards)[1]).toEqual(['card_1.button.1', 'card_2.button.1']);
    const named = [body('Oi {{nome}}'), carousel(card('{{nome}}'), card('{{nome}}'))];
    expect(keys(template(named, { parameterFormat: 'named' }))[0]).toContain('card_2.nome');
  });

  it('is read card by card', () => {
    expect(text(cards, values)).toBe(
      'Oi Ana\n1. [image] Só R$ 9\n[Ver] [Quero]\n2. [image] De R$ 9 por R$ 8\n[Ver] [Quero]',
    );
    expect(previewTemplate(cards, { 'card_2.1': 'R$ 7' }).cards[1]).toEqual({
      header: { type: 'image', value: '{{card_2.header.media}}' },
      body: 'De R$ 7 por {{card_2.2}}',
      buttons: [
        { type: 'url', label: 'Ver', value: 'https://loja.example/{{card_2.button.0}}' },
        { type: 'quick_reply', label: 'Quero', value: null },
      ],
    });
  });

  it('says what is wrong on which card', () => {
    expect(wrong(cards, { ...values, 'card_2.header.media': undefined })).toEqual([
      'card_2.header.media missing ENG_PARAM_MISSING',
    ]);
    expect(wrong(cards, { ...values, 'card_1.1': 'x'.repeat(160), 'card_2.button.0': 'a b' })).toEqual([
      'card_1.body text_too_long 132005',
      'card_2.button.0 link_with_blank 132012',
    ]);
  });

  it.each<[string, object[], string]>([
    ['one card', [carousel(card('a'))], 'components[1].cards'],
    [
      'cards that differ',
      [carousel(card('a'), { components: card('a').components.slice(0, 1) })],
      'components[1].cards[1]',
    ],
    [
      'a card with a footer',
      [carousel(card('a'), card('b', { type: 'FOOTER', text: 'x' }))],
      'components[1].cards[1].components[3].type',
    ],
    ['a footer of its own', [carousel(card('a'), card('b')), { type: 'FOOTER', text: 'x' }], 'components'],
  ])('is none with %s', (_, components, path) =>
    expect(validateTemplate(source([body('Oi'), ...components])).map((each) => each.path)).toContain(path),
  );
});

describe('a limited-time offer', () => {
  const offer = (text: string, has_expiration = true) => ({
    type: 'LIMITED_TIME_OFFER',
    limited_time_offer: { text, has_expiration },
  });
  const link = { type: 'URL', text: 'Comprar', url: 'https://loja.example/{{1}}' };
  const coupon = { type: 'COPY_CODE', example: 'X' };
  const sale = template([offer('Só hoje'), body('Oi {{1}}'), buttons(coupon, link)]);
  const values = { '1': 'Ana', 'button.0': 'NATAL10', 'button.1': 'n', 'offer.expires': '2026-12-05T23:59:00-03:00' };

  it('tells when it ends', () => {
    expect(keys(sale)[0]).toEqual(['offer.expires', '1', 'button.0', 'button.1']);
    expect(text(sale, values)).toBe('Só hoje (2026-12-05T23:59:00-03:00)\nOi Ana\n[copy_code] [Comprar]');
    expect(keys(template([offer('Só hoje', false), body('Oi'), buttons(link)]))[0]).toEqual(['button.0']);
  });

  it.each(['2026-12-05', '2026-12-05T23:59:00', 'tomorrow', '2026-13-05T23:59:00Z'])('does not end at %s', (ends) =>
    expect(wrong(sale, { ...values, 'offer.expires': ends })).toEqual(['offer.expires no_moment 132012']),
  );

  it('has a shorter text', () =>
    expect(wrong(sale, { ...values, '1': 'x'.repeat(598) })).toEqual(['body text_too_long 132005']));

  it.each<[object[], string]>([
    [[offer('x'.repeat(17)), body('Oi'), buttons(link)], 'components[0].limited_time_offer.text'],
    [[offer('x'), body('Oi')], 'components'],
    [[offer('x'), body('Oi'), buttons(link), { type: 'FOOTER', text: 'x' }], 'components'],
    [[offer('x'), body('Oi'), buttons(link), { type: 'HEADER', text: 'x' }], 'components'],
  ])('is not %j', (components, path) =>
    expect(validateTemplate(source(components)).map((each) => each.path)).toEqual([path]),
  );
});

describe('a code', () => {
  const category = 'AUTHENTICATION';
  const otp = { type: 'OTP', otp_type: 'COPY_CODE', text: 'Copiar' };
  const code = template([body('*{{1}}* é o seu código.'), buttons(otp)], { category });

  it.each([
    ['471123', []],
    ['x'.repeat(16), ['1 code_too_long 132005']],
    ['47🍇11', ['1 code_unusable 132018']],
    ['http://a.b', ['1 code_unusable 132018']],
  ])('%s is judged by rules of its own', (given, expected) => expect(wrong(code, { '1': given })).toEqual(expected));

  it('comes in the words of the platform where the template has none', () => {
    const bare = [{ type: 'BODY', add_security_recommendation: true }, buttons(otp)];
    expect(text(template(bare, { category }), { '1': '4711' })).toBe(
      'Seu código de verificação é *4711*. Para sua segurança, não o compartilhe.\n[Copiar]',
    );
  });

  it.each([
    [[body('{{1}}')]],
    [[body('{{1}} {{2}}'), buttons(otp)]],
    [[body('{{1}}'), buttons(otp), { type: 'HEADER', text: 'x' }]],
    [[body('{{1}}'), buttons({ type: 'QUICK_REPLY', text: 'x' })]],
  ])('is brought by no template like %j', (components) =>
    expect(validateTemplate(source(components, { category }))).not.toEqual([]),
  );
});
