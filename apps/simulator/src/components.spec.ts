import { Bench, body, invoiceContent, type GraphRefusal } from './testing/bench';

const PHONE = '+5511900007777';
const buttons = (...list: object[]) => ({ type: 'BUTTONS', buttons: list });
const text = (value: string) => ({ type: 'text', text: value });
const button = (sub_type: string, index: number, parameter: object) => ({
  ...{ type: 'button', sub_type, index: String(index) },
  parameters: [parameter],
});
const action = (of: object) => ({ type: 'action', action: of });
const picture = { type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/b.png' } }] };
const place = (location: object) => ({ type: 'header', parameters: [{ type: 'location', location }] });
const link = { type: 'URL', text: 'Ver', url: 'https://a.example/{{1}}' };
const card = {
  components: [{ type: 'HEADER', format: 'IMAGE' }, { type: 'BODY', text: 'Só {{1}}' }, buttons(link)],
};
const sentCard = (card_index: number, ...components: object[]) => ({ card_index, components });
const goodCard = (index: number) => sentCard(index, picture, body('R$ 9'), button('url', 0, text('x')));
const carousel = (...cards: object[]) => ({ type: 'carousel', cards });
const offer = (expiration_time_ms?: unknown) => ({
  type: 'limited_time_offer',
  parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }],
});
const products = (...ids: string[]) =>
  action({
    thumbnail_product_retailer_id: ids[0],
    sections: [{ product_items: ids.map((product_retailer_id) => ({ product_retailer_id })) }],
  });

const TEMPLATES: Readonly<Record<string, object>> = {
  place: {
    components: [
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'BODY', text: 'Oi' },
    ],
  },
  coupon: { components: [{ type: 'BODY', text: 'Oi' }, buttons({ type: 'COPY_CODE', example: 'X' })] },
  flow: { components: [{ type: 'BODY', text: 'Oi' }, buttons({ type: 'FLOW', text: 'Agendar' })] },
  products: { components: [{ type: 'BODY', text: 'Oi' }, buttons({ type: 'MPM', text: 'Ver itens' })] },
  catalog: { components: [{ type: 'BODY', text: 'Oi' }, buttons({ type: 'CATALOG', text: 'Ver' })] },
  reply: { components: [{ type: 'BODY', text: 'Oi' }, buttons({ type: 'QUICK_REPLY', text: 'Sim' })] },
  carousel: {
    components: [
      { type: 'BODY', text: 'Oi' },
      { type: 'CAROUSEL', cards: [card, card] },
    ],
  },
  offer: {
    components: [
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Hoje', has_expiration: true } },
      { type: 'BODY', text: 'Oi {{1}}' },
    ],
  },
  code: {
    category: 'AUTHENTICATION',
    components: [{ type: 'BODY', add_security_recommendation: true }, buttons({ type: 'OTP', otp_type: 'COPY_CODE' })],
  },
};
const code = (inBody: string, inButton = inBody) => [body(inBody), button('url', 0, text(inButton))];

describe('each component of a template', () => {
  const bench = new Bench();

  beforeAll(async () => {
    await bench.start({ scenario: 'instant' });
    for (const [name, more] of Object.entries(TEMPLATES)) {
      const template = { name, language: 'pt_BR', category: 'MARKETING', ...more };
      await bench.control('POST', `/template/${name}/approve`, template);
    }
  });

  afterAll(() => bench.stop());

  const send = (name: string, components: readonly object[], more: object = {}) =>
    bench.send<GraphRefusal>(PHONE, { template: invoiceContent({ name, components }), ...more });

  it.each<[string, object[]]>([
    ['place', [place({ latitude: '-23.5', longitude: '-46.6', name: 'Loja' })]],
    ['coupon', [button('copy_code', 0, { type: 'coupon_code', coupon_code: 'NATAL10' })]],
    ['flow', [button('flow', 0, action({ flow_token: 'unused' }))]],
    ['products', [button('mpm', 0, products('A', 'B'))]],
    ['catalog', []],
    ['catalog', [button('catalog', 0, action({ thumbnail_product_retailer_id: 'A' }))]],
    ['reply', []],
    ['reply', [button('quick_reply', 0, { type: 'payload', payload: 'SIM' })]],
    ['carousel', [carousel(goodCard(1), goodCard(0))]],
    ['offer', [offer(1_796_428_800_000), body('Ana')]],
    ['code', code('471123')],
  ])('is taken as it should be: %s', async (name, components) =>
    expect((await send(name, components)).status).toBe(200),
  );

  it.each<[string, number, object[]]>([
    ['place', 132012, []],
    ['place', 131008, [place({ latitude: '-23.5' })]],
    ['place', 131009, [place({ latitude: '-123.5', longitude: '1' })]],
    ['coupon', 131008, []],
    ['coupon', 132012, [button('copy_code', 0, text('NATAL10'))]],
    ['flow', 131008, []],
    ['products', 131008, [button('mpm', 0, action({}))]],
    ['products', 131009, [button('mpm', 0, products(...Array.from({ length: 31 }, (_, n) => `P${n}`)))]],
    ['reply', 132018, [button('url', 0, text('x'))]],
    ['reply', 132018, [button('quick_reply', 1, { type: 'payload', payload: 'SIM' })]],
    ['reply', 132012, [button('quick_reply', 0, text('SIM'))]],
    ['reply', 132018, [carousel(goodCard(0))]],
    ['reply', 132018, [offer(1)]],
    ['carousel', 132000, []],
    ['carousel', 132000, [carousel(goodCard(0))]],
    ['carousel', 131008, [carousel(goodCard(0), goodCard(2))]],
    ['carousel', 132000, [carousel(goodCard(0), sentCard(1, picture, button('url', 0, text('x'))))]],
    ['carousel', 132012, [carousel(goodCard(0), sentCard(1, body('a'), button('url', 0, text('x'))))]],
    ['carousel', 131008, [carousel(goodCard(0), sentCard(1, picture, body('a')))]],
    ['carousel', 132005, [carousel(goodCard(0), sentCard(1, picture, body('x'.repeat(160))))]],
    ['carousel', 100, [carousel(goodCard(0), sentCard(1, { type: 'footer' }))]],
    ['offer', 131008, [body('Ana')]],
    ['offer', 132012, [offer('tomorrow'), body('Ana')]],
    ['offer', 132005, [offer(1), body('x'.repeat(600))]],
    ['code', 131008, [body('471123')]],
    ['code', 132018, code('471123', '471124')],
    ['code', 132005, code('x'.repeat(16))],
    ['code', 132018, code('https://a.b')],
  ])('%s is refused with %d: %j', async (name, refused, components) =>
    expect((await send(name, components)).body.error.code).toBe(refused),
  );

  it('sends codes to phones only', async () => {
    await bench.receiver.until(({ statuses }) => statuses.length > 0);
    const recipient = bench.receiver.statuses[0]!.recipient_user_id;
    const answer = await send('code', code('471123'), { to: undefined, recipient });
    expect(answer.body.error.code).toBe(131062);
  });
});
