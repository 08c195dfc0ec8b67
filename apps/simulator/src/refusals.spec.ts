import {
  ACCESS_TOKEN,
  ACCOUNT,
  Bench,
  body,
  DISPLAYED,
  invoiceContent,
  message,
  NUMBER,
  TOKEN,
  type GraphRefusal,
} from './testing/bench';

const PHONE = '+5511900005555';
const long = (length: number): string => 'x'.repeat(length);

describe('what the Cloud API refuses', () => {
  const bench = new Bench();

  beforeAll(async () => {
    await bench.start({ scenario: 'instant' });
    const template = (name: string, more: object): Promise<unknown> =>
      bench.control('POST', `/template/${name}/approve`, { name, language: 'pt_BR', category: 'MARKETING', ...more });
    await template('named', { parameterFormat: 'named', components: [{ type: 'BODY', text: 'Olá {{nome}}' }] });
    await template('pictured', {
      components: [
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'Veja' },
      ],
    });
    await template('linked', {
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Para {{1}}' },
        { type: 'BODY', text: 'Veja' },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Abrir', url: 'https://loja.example/{{1}}' }] },
      ],
    });
    await template('paused', { components: [{ type: 'BODY', text: 'Oi' }] });
    await template('disabled', { components: [{ type: 'BODY', text: 'Oi' }] });
    await bench.control('POST', '/template/paused/pause');
    await bench.control('POST', '/template/disabled/disable');
    await bench.graph('POST', `/${ACCOUNT}/message_templates`, {
      name: 'pending',
      language: 'pt_BR',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Oi' }],
    });
  });

  afterAll(() => bench.stop());

  const template = (name: string, ...components: object[]): object => ({
    template: invoiceContent({ name, components }),
  });
  const text = (content: object): object => ({ type: 'text', template: undefined, text: content });

  it.each<[string, number, number, object, string?]>([
    ['no messaging_product', 400, 100, { messaging_product: undefined }],
    ['another messaging_product', 400, 100, { messaging_product: 'sms' }],
    ['no recipient', 400, 131008, { to: undefined }],
    ['a recipient that is no phone', 400, 131009, { to: 'Marina' }],
    ['a recipient that is no text', 400, 131009, { to: 5511900005555 }],
    ['an unknown user id', 400, 131009, { to: undefined, recipient: 'BR.x' }],
    ['the sender as recipient', 400, 131021, { to: DISPLAYED }],
    ['an unknown type', 400, 100, { type: 'telegram' }],
    ['no content', 400, 131008, { template: undefined }],
    ['content that is no object', 400, 100, { template: 'invoice' }],
    ['callback data above 512', 400, 100, { biz_opaque_callback_data: long(513) }],
    ['callback data that is no text', 400, 100, { biz_opaque_callback_data: { m: 1 } }],
    ['no template name', 400, 131008, { template: invoiceContent({ name: undefined }) }],
    ['no language', 400, 131008, { template: invoiceContent({ language: undefined }) }],
    ['an unknown template', 404, 132001, { template: invoiceContent({ name: 'bill' }) }],
    ['another language', 404, 132001, { template: invoiceContent({ language: { code: 'en_US' } }) }],
    ['a template under review', 404, 132001, template('pending')],
    ['a paused template', 400, 132015, template('paused')],
    ['a disabled template', 400, 132016, template('disabled')],
    ['too few parameters', 400, 132000, template('invoice', body('Marina')), 'body: number of localizable_params (1)'],
    ['too many parameters', 400, 132000, template('invoice', body('a', 'b', 'c'))],
    ['no components', 400, 132000, { template: invoiceContent({ components: undefined }) }],
    ['components that are no list', 400, 100, { template: invoiceContent({ components: {} }) }],
    ['an unknown component', 400, 100, template('invoice', body('a', 'b'), { type: 'footer' })],
    ['parameters that are no list', 400, 100, template('invoice', { type: 'body', parameters: 'a' })],
    [
      'a picture for a text',
      400,
      132012,
      template('invoice', { type: 'body', parameters: [{ type: 'image' }, { type: 'text' }] }),
    ],
    ['an empty parameter', 400, 131008, template('invoice', body('', 'b'))],
    ['a line break in a parameter', 400, 132018, template('invoice', body('a\nb', 'c'))],
    ['a tab in a parameter', 400, 132018, template('invoice', body('a\tb', 'c'))],
    ['five spaces in a parameter', 400, 132018, template('invoice', body('a     b', 'c'))],
    ['a body that becomes too long', 400, 132005, template('invoice', body(long(990), 'b'))],
    ['a positional parameter for a named one', 400, 132012, template('named', body('Marina'))],
    [
      'a parameter of another name',
      400,
      132012,
      template('named', { type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'M' }] }),
    ],
    [
      'a named parameter for a positional one',
      400,
      132012,
      template('invoice', {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'nome', text: 'M' },
          { type: 'text', text: 'N' },
        ],
      }),
    ],
    ['no header picture', 400, 132012, template('pictured'), 'header: Format mismatch, expected IMAGE'],
    [
      'an unknown media id',
      400,
      131053,
      template('pictured', { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }),
    ],
    [
      'no parameter for a link',
      400,
      131008,
      template('linked', { type: 'header', parameters: [{ type: 'text', text: 'M' }] }),
    ],
    ['no header parameter', 400, 132000, template('linked')],
    ['a text without a body', 400, 131008, text({})],
    ['a text above 4096', 400, 100, text({ body: long(4097) })],
    ['a picture without id and link', 400, 131008, { type: 'image', image: {} }],
    ['a picture with an unknown id', 400, 131053, { type: 'image', image: { id: '7' } }],
    [
      'a caption above 1024',
      400,
      100,
      { type: 'image', image: { link: 'https://a.example/b.png', caption: long(1025) } },
    ],
    [
      'a caption of a voice note',
      400,
      100,
      { type: 'audio', audio: { link: 'https://a.example/b.ogg', caption: 'a' } },
    ],
    ['a name of a picture', 400, 100, { type: 'image', image: { link: 'https://a.example/b.png', filename: 'b.png' } }],
    ['an interactive body above 1024', 400, 100, { type: 'interactive', interactive: { body: { text: long(1025) } } }],
  ])('%s: %d, code %d', async (_name, status, code, changes, ...[details]) => {
    const answer = await bench.send<GraphRefusal>(PHONE, changes);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
    if (details !== undefined) expect(answer.body.error.error_data?.details).toContain(details);
  });

  it.each<[string, number, number, () => Promise<{ status: number; body: GraphRefusal }>]>([
    ['a wrong token', 401, 190, () => bench.graph('POST', `/${NUMBER}/messages`, message(PHONE), 'wrong')],
    ['an unknown number', 400, 100, () => bench.graph('POST', '/999/messages', message(PHONE))],
    ['a body that is no JSON', 400, 100, () => bench.graph('POST', `/${NUMBER}/messages`, '{"to":')],
    ['a body that is a list', 400, 100, () => bench.graph('POST', `/${NUMBER}/messages`, '[]')],
    ['an unknown edge', 400, 100, () => bench.graph('POST', `/${NUMBER}/massages`, message(PHONE))],
    ['another method', 400, 100, () => bench.graph('GET', `/${NUMBER}/messages`)],
    ['an unknown field', 400, 100, () => bench.graph('GET', `/${NUMBER}?fields=status,mood`)],
    ['templates of an unknown account', 400, 100, () => bench.graph('GET', '/999/message_templates')],
  ])('%s: %d, code %d', async (_name, status, code, call) => {
    const answer = await call();
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it('hands nothing of this to a handset, and notes every request with its status', async () => {
    await bench.graph('POST', `/${NUMBER}/messages`, message(PHONE), 'wrong');
    expect(await bench.ledger()).toEqual([]);
    expect((await bench.requests()).every(({ status }) => (status !== null && status >= 400) || status === 200)).toBe(
      true,
    );
    expect((await bench.requests()).at(-1)).toMatchObject({
      method: 'POST',
      path: `/v25.0/${NUMBER}/messages`,
      status: 401,
    });
  });

  it('accepts what is right: media by known id, parameters of every kind, a message by user id', async () => {
    const { body: media } = await bench.upload('image/png');
    const picture = { type: 'header', parameters: [{ type: 'image', image: { id: media.id } }] };
    const typed = {
      type: 'body',
      parameters: [
        { type: 'currency', currency: { fallback_value: 'R$ 1', code: 'BRL', amount_1000: 1000 } },
        { type: 'date_time', date_time: { fallback_value: 'hoje' } },
      ],
    };
    const named = { type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: 'M' }] };
    for (const changes of [template('pictured', picture), template('invoice', typed), template('named', named)]) {
      expect((await bench.send(PHONE, changes)).status).toBe(200);
    }
    await bench.receiver.until(({ statuses }) => statuses.length >= 9);
    const userId = bench.receiver.statuses[0]!.recipient_user_id;
    const answer = await bench.send<{ contacts: object[] }>(PHONE, { to: undefined, recipient: userId });
    expect(answer.body.contacts).toEqual([{ input: null, user_id: userId }]);
    await bench.receiver.until(({ statuses }) => statuses.length >= 12);
    expect(new Set((await bench.ledger()).map(({ handset }) => handset))).toEqual(new Set([PHONE]));
  });

  it('opens everything to its own token', async () => {
    expect((await bench.graph('GET', `/${NUMBER}?fields=status`, undefined, TOKEN)).body).toEqual({
      id: NUMBER,
      status: 'CONNECTED',
    });
    expect((await bench.graph('GET', `/${ACCOUNT}/message_templates`, undefined, ACCESS_TOKEN)).status).toBe(200);
  });
});
