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
});
