import { AppBench, APP, SOURCE } from './testing/app-bench';

const PHONE = '5511900005555';
const long = (length: number): string => 'x'.repeat(length);

describe('what Gupshup refuses', () => {
  const app = new AppBench();
  const ids = new Map<string, string>();

  beforeAll(async () => {
    await app.start({ scenario: 'instant' });
    const approve = (name: string, more: object) =>
      app.bench.control('POST', `/template/${name}/approve`, {
        name,
        language: 'pt_BR',
        category: 'MARKETING',
        ...more,
      });
    await approve('named', { parameterFormat: 'named', components: [{ type: 'BODY', text: 'Olá {{nome}}' }] });
    await approve('pictured', {
      components: [
        { type: 'HEADER', format: 'IMAGE' },
        { type: 'BODY', text: 'Veja' },
      ],
    });
    await approve('linked', {
      components: [
        { type: 'HEADER', format: 'TEXT', text: 'Para {{1}}' },
        { type: 'BODY', text: 'Veja {{1}}' },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Abrir', url: 'https://loja.example/{{1}}' }] },
      ],
    });
    await approve('foreign', { businessAccountId: 'another', components: [{ type: 'BODY', text: 'Oi' }] });
    await approve('paused', { components: [{ type: 'BODY', text: 'Oi' }] });
    await approve('disabled', { components: [{ type: 'BODY', text: 'Oi' }] });
    await app.connect({ appName: 'OutraLoja', source: '551133330010', businessAccountId: 'another' }, 'other-app');
    for (const { elementName, id } of await app.templates('other-app')) ids.set(`other ${elementName}`, id);
    for (const { elementName, id } of await app.templates()) ids.set(elementName, id);
    await app.bench.control('POST', '/template/paused/pause');
    await app.bench.control('POST', '/template/disabled/disable');
  });
  afterAll(() => app.stop());

  it.each<[string, number, string, Record<string, string | undefined>]>([
    ['no app', 400, 'Invalid App Details', { 'src.name': undefined }],
    ['another app', 400, 'Invalid App Details', { 'src.name': 'Loja' }],
    ['the number of another app', 400, 'Invalid App Details', { source: '551133330010' }],
    ['no channel', 400, 'Invalid Channel', { channel: undefined }],
    ['no destination', 400, 'Invalid Destination', { destination: undefined }],
    ['a plus', 400, 'Invalid Destination', { destination: `+${PHONE}` }],
    ['a name for a number', 400, 'Invalid Destination', { destination: 'Marina' }],
    ['a template that is no JSON', 400, 'Invalid Template', { template: '{' }],
    ['a template without id', 400, 'Invalid Template', { template: '{"params":[]}' }],
    ['a param that is no text', 400, 'Invalid Template', { template: '{"id":"x","params":[1]}' }],
    ['a medium that is no JSON', 400, 'Invalid Message', { message: 'picture' }],
    ['postback texts that are no list', 400, 'Invalid Postback Texts', { postbackTexts: '{"index":0}' }],
    ['a postback text without position', 400, 'Invalid Postback Texts', { postbackTexts: '[{"text":"a"}]' }],
  ])('%s: %d %s', async (_, status, message, changes) => {
    const answer = await app.send(PHONE, changes);
    expect([answer.status, answer.body]).toEqual([status, { status: 'error', message }]);
  });

  it.each(['', 'wrong'])('the key %j: 401', async (apikey) => {
    const answer = await app.send(PHONE, {}, { apikey });
    expect([answer.status, answer.body]).toEqual([401, { status: 'error', message: 'Authentication Failed' }]);
  });

  const template =
    (name: string, params: string[], more: Record<string, string> = {}) =>
    () =>
      app.send(PHONE, { template: JSON.stringify({ id: ids.get(name) ?? name, params }), ...more });
  const picture = (link: string): Record<string, string> => ({
    message: JSON.stringify({ type: 'image', image: { link } }),
  });
  const say = (message: object) => () => app.say(PHONE, message);

  it.each<[string, number, boolean, () => ReturnType<typeof app.send>]>([
    ['an unknown template', 4003, true, template('30f1c6a2-0000-4000-8000-000000000001', [])],
    ['the id that another app has for it', 4003, true, template('other invoice', ['a', 'b'])],
    ['a paused template', 4005, true, template('paused', [])],
    ['a disabled template', 132016, false, template('disabled', [])],
    ['too few params', 132000, false, template('invoice', ['Marina'])],
    ['too many params', 132000, false, template('invoice', ['a', 'b', 'c'])],
    ['an empty param', 131008, false, template('invoice', ['', 'b'])],
    ['a line break in a param', 132018, false, template('invoice', ['a\nb', 'c'])],
    ['a body that becomes too long', 132005, false, template('invoice', [long(1000), 'b'])],
    ['no header picture', 132012, false, template('pictured', [])],
    ['a header picture without address', 1010, true, template('pictured', [], picture('picture.png'))],
    ['the sender as recipient', 131021, false, () => app.send(SOURCE)],
    ['a text without text', 1009, true, say({ type: 'text' })],
    ['a text above 4096', 100, false, say({ type: 'text', text: long(4097) })],
    ['an image without address', 1009, true, say({ type: 'image' })],
    ['an image at no address', 1010, true, say({ type: 'image', originalUrl: 'a.png' })],
    ['a caption above 1024', 100, false, say({ type: 'image', originalUrl: 'https://a.example', caption: long(1025) })],
    ['four quick replies', 100, false, say(quickReply(4))],
    ['a quick reply without title', 1009, true, say({ ...quickReply(1), options: [{ type: 'text' }] })],
    ['a list without rows', 1009, true, say({ type: 'list', title: 'a', body: 'b', globalButtons: [{}], items: [] })],
    ['a place without length', 1009, true, say({ type: 'location', latitude: 1 })],
  ])('%s is accepted and fails with %d (by itself: %p)', async (_, code, byItself, send) => {
    const { status, body } = await send();
    expect(status).toBe(202);
    const events = await app.told(body.messageId, byItself ? 1 : 2);
    expect(events.map(({ payload }) => payload.type)).toEqual(byItself ? ['failed'] : ['enqueued', 'failed']);
    const { id, gsId, payload } = events.at(-1)!.payload;
    expect(payload).toEqual({ code, reason: expect.any(String) as string });
    if (byItself) expect([id, gsId]).toEqual([body.messageId, undefined]);
    else expect([id === body.messageId, gsId]).toEqual([false, body.messageId]);
  });

  it.each<[string, () => ReturnType<typeof app.send>]>([
    ['a named template', template('named', ['Marina'])],
    ['a picture', template('pictured', [], picture('https://loja.example/a.png'))],
    ['header, body and link, in this order', template('linked', ['Marina', 'isto', 'f/1'])],
  ])('sends %s', async (_, send) => {
    const events = await app.told((await send()).body.messageId, 4);
    expect(events.at(-1)!.payload.type).toBe('read');
  });

  it.each([
    [{ type: 'image', originalUrl: 'https://a.example', previewUrl: 'https://a.example', caption: 'a' }],
    [{ type: 'audio', url: 'https://a.example' }],
    [{ type: 'file', url: 'https://a.example', filename: 'a.pdf' }],
    [{ type: 'sticker', url: 'https://a.example' }],
    [quickReply(3)],
    [{ type: 'location', longitude: -46.6, latitude: -23.5 }],
    [{ type: 'list', title: 'a', body: 'b', globalButtons: [{ title: 'c' }], items: [{ options: [{ title: 'd' }] }] }],
  ])('sends %j in an open window', async (message) => {
    await app.bench.control('POST', '/inbound', { from: PHONE, to: SOURCE, text: 'Oi' });
    const events = await app.told((await app.say(PHONE, message)).body.messageId, 4);
    expect(events.at(-1)!.payload.type).toBe('read');
  });

  it('a message that is none of those', async () => {
    for (const message of ['hello', { text: 'a' }, { type: 'telegram' }]) {
      expect(await app.say(PHONE, message)).toMatchObject({ status: 400, body: { message: 'Invalid Message' } });
    }
  });

  it('the list of another app, and every other address', async () => {
    const list = await app.call('GET', '/wa/app/unknown/template', { apikey: 'gupshup-key' });
    expect(list).toMatchObject({ status: 400, body: { message: 'Invalid App Details' } });
    expect((await app.call('GET', `/wa/app/${APP}/template`, {})).status).toBe(401);
    expect((await app.call('GET', '/wa/nothing', { apikey: 'gupshup-key' })).status).toBe(404);
  });

  it('fails by itself where the window is closed, when asked to', async () => {
    await app.bench.control('PATCH', '/knobs', { closedWindowRefusal: 'sync' });
    const { body } = await app.say('5511900005556', { type: 'text', text: 'Olá' });
    expect((await app.told(body.messageId, 1)).map(({ payload }) => payload.payload.code)).toEqual([1004]);
  });
});

function quickReply(count: number): object {
  const options = Array.from({ length: count }, (_, index) => ({ type: 'text', title: `Opção ${index}` }));
  return { type: 'quick_reply', msgid: 'm', content: { type: 'text', text: 'Sim?' }, options };
}
