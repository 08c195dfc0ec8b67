import { filled } from '../contract';
import type { TemplateSource } from '../templates';
import type { TemplateValues } from '../templates/fill-template';
import { componentsOf } from './message-body';

const body = (text: string) => ({ type: 'BODY', text });
const components = (given: object[], values: TemplateValues, format?: TemplateSource['parameterFormat']) =>
  componentsOf(filled(given, values, format));

describe('the components of a message', () => {
  it('are in the shape of the platform', () => {
    const buttons = [
      { type: 'QUICK_REPLY', text: 'Já paguei' },
      { type: 'URL', text: 'Ver fatura', url: 'https://loja.example/f/{{1}}' },
      { type: 'URL', text: 'Site', url: 'https://loja.example/' },
    ];
    const invoice = [
      { type: 'HEADER', format: 'TEXT', text: 'Fatura de {{1}}' },
      body('Olá {{1}}, sua fatura de {{2}} vence amanhã.'),
      { type: 'FOOTER', text: 'Loja Exemplo' },
      { type: 'BUTTONS', buttons },
    ];
    const values = { 'header.1': 'março', '1': 'Marina', '2': 'R$ 129,90', 'button.1': '9a27c1' };
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
    expect(components([body('Bom dia'), { type: 'FOOTER', text: 'Loja' }], {})).toEqual([]);
  });

  it('go by number, and take a number used twice once', () => {
    expect(components([body('{{2}} e {{1}} e {{2}}')], { '1': 'a', '2': 'b' })).toEqual([
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
    expect(components([body('Oi {{nome}}')], { nome: 'Rui' }, 'named')).toEqual([
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: 'Rui' }] },
    ]);
  });

  it.each([
    ['880011223344', { id: '880011223344' }],
    ['https://loja.example/a.jpg', { link: 'https://loja.example/a.jpg' }],
  ])('take the medium %s', (medium, image) => {
    expect(components([{ type: 'HEADER', format: 'IMAGE' }, body('Oi')], { 'header.media': medium })).toEqual([
      { type: 'header', parameters: [{ type: 'image', image }] },
    ]);
  });

  it.each([
    [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copiar' }],
    [{ type: 'URL', text: 'Copiar', url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}' }],
  ])('repeat the code of an authentication template in its button: %j', (button) => {
    const given = [body('{{1}} é o seu código.'), { type: 'BUTTONS', buttons: [button] }];
    expect(filled(given, { '1': '4711' }).template.variables).toEqual([{ key: '1', in: 'body' }]);
    expect(components(given, { '1': '4711' })).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: '4711' }] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '4711' }] },
    ]);
  });

  it('fill in a coupon', () => {
    const given = [body('Oi'), { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', text: 'Copiar', example: 'X' }] }];
    expect(components(given, { 'button.0': 'NATAL10' })).toEqual([
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '0',
        parameters: [{ type: 'coupon_code', coupon_code: 'NATAL10' }],
      },
    ]);
  });

  it('have a place', () => {
    const values = { 'header.latitude': '-23.5', 'header.longitude': '-46.6', 'header.name': 'Loja' };
    expect(components([{ type: 'HEADER', format: 'LOCATION' }, body('Oi')], values)).toEqual([
      {
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: '-23.5', longitude: '-46.6', name: 'Loja' } }],
      },
    ]);
  });

  it('have what each kind of button takes', () => {
    const types = ['QUICK_REPLY', 'QUICK_REPLY', 'FLOW', 'CATALOG', 'MPM', 'VOICE_CALL'];
    const given = [body('Oi'), { type: 'BUTTONS', buttons: types.map((type) => ({ type, text: 'x' })) }];
    const values = { 'button.1': 'SIM', 'button.3': 'SKU1', 'button.4': 'A: SKU2, SKU3; B: SKU4' };
    const sections = [
      { title: 'A', product_items: [{ product_retailer_id: 'SKU2' }, { product_retailer_id: 'SKU3' }] },
      { title: 'B', product_items: [{ product_retailer_id: 'SKU4' }] },
    ];
    const button = (sub_type: string, index: string, parameter: object) =>
      ({ type: 'button', sub_type, index, parameters: [parameter] }) as const;
    const action = (of: object) => ({ type: 'action', action: of });
    expect(components(given, values)).toEqual([
      button('quick_reply', '1', { type: 'payload', payload: 'SIM' }),
      button('flow', '2', action({ flow_token: 'unused' })),
      button('catalog', '3', action({ thumbnail_product_retailer_id: 'SKU1' })),
      button('mpm', '4', action({ thumbnail_product_retailer_id: 'SKU2', sections })),
    ]);
  });

  it('have cards, each with parts of its own', () => {
    const link = { type: 'URL', text: 'Ver', url: 'https://loja.example/{{1}}' };
    const card = {
      components: [{ type: 'HEADER', format: 'IMAGE' }, body('Oi {{nome}}'), { type: 'BUTTONS', buttons: [link] }],
    };
    const ofCard = (n: number) => ({
      ...{ [`card_${n}.header.media`]: `${n}`, [`card_${n}.nome`]: `N${n}`, [`card_${n}.button.0`]: `b${n}` },
    });
    const given = [body('Oi'), { type: 'CAROUSEL', cards: [card, card] }];
    const sent = (n: number) => ({
      card_index: n - 1,
      components: [
        { type: 'header', parameters: [{ type: 'image', image: { id: `${n}` } }] },
        { type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: `N${n}` }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: `b${n}` }] },
      ],
    });
    expect(components(given, { ...ofCard(1), ...ofCard(2) }, 'named')).toEqual([
      { type: 'carousel', cards: [sent(1), sent(2)] },
    ]);
  });

  it('have the end of an offer in milliseconds', () => {
    const offer = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Só hoje', has_expiration: true } };
    const link = { type: 'URL', text: 'Ver', url: 'https://loja.example/' };
    const given = [offer, body('Oi'), { type: 'BUTTONS', buttons: [link] }];
    expect(components(given, { 'offer.expires': '2026-12-05T00:00:00Z' })).toEqual([
      {
        type: 'limited_time_offer',
        parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_796_428_800_000 } }],
      },
    ]);
  });
});
