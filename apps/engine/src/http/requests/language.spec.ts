import { Refusal } from '@arauto/domain';
import { FakeApp } from '../testing/fake-app';
import { preferred } from './language';

describe('the language of Accept-Language', () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['*', 'en'],
    ['pt', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['es-AR', 'es'],
    ['es-419,es;q=0.9', 'es'],
    ['en-US,en;q=0.9,pt;q=0.8', 'en'],
    ['de-DE,de;q=0.9,pt-BR;q=0.5,en;q=0.3', 'pt-BR'],
    ['en;q=0.2, es;q=0.7', 'es'],
    ['de', undefined],
    ['de, *;q=0.5', 'en'],
    ['en;q=0, *', 'pt-BR'],
    ['es;q=0', undefined],
    ['english please', undefined],
    ['pt;q=2, es;q=x, en', 'pt-BR'],
    [`${'de,'.repeat(50)}es`, undefined],
  ])('%s is %s', (header, language) => expect(preferred(header)).toBe(language));
});

describe('what is answered', () => {
  let fake: FakeApp;
  beforeEach(async () => {
    fake = await FakeApp.start();
    fake.answers['GetCampaign'] = {
      ...{ id: 'c1', name: 'The file is empty.', revision: 3, contacts: 0, remedy: 'Resume the campaign.' },
      waiting: null,
      errors: [{ code: '131026', title: 'Message undeliverable', advice: 'Nothing was sent.', contacts: 1 }],
    };
  });
  afterEach(() => fake.stop());

  const get = (url: string, headers: Record<string, string> = {}) => fake.inject({ method: 'GET', url, headers });
  const spanish = { 'accept-language': 'es-AR,es;q=0.9' };

  it('is in the language of the request, in what the engine says and in nothing else', async () => {
    for (const [url, headers] of [
      ['/v1/campaigns/c1', spanish],
      ['/v1/campaigns/c1?language=es', { 'accept-language': 'pt-BR' }],
    ] as const) {
      const answer = await get(url, headers);
      expect([answer.headers['content-language'], answer.headers['vary']]).toEqual(['es', 'Accept-Language']);
      expect(answer.json()).toMatchObject({
        name: 'The file is empty.',
        remedy: 'Reanude la campaña.',
        errors: [{ code: '131026', title: 'Mensaje no entregable', advice: 'No se envió nada.', contacts: 1 }],
      });
      expect(fake.dispatched.at(-1)).toMatchObject({ context: { language: 'es' }, input: { campaignId: 'c1' } });
    }
    const english = await get('/v1/campaigns/c1');
    expect(english.headers['content-language']).toBe('en');
    expect(english.json()).toMatchObject({ remedy: 'Resume the campaign.' });
  });

  it('reaches every item of a page, and what is beside them', async () => {
    fake.answers['ListCampaigns'] = { items: [{ id: 'c1', remedy: 'Resume the campaign.' }], nextCursor: null };
    expect((await get('/v1/campaigns', spanish)).json()).toMatchObject({ items: [{ remedy: 'Reanude la campaña.' }] });
  });

  it('is another representation of the same revision in another language', async () => {
    const [english, portuguese] = [
      await get('/v1/campaigns/c1'),
      await get('/v1/campaigns/c1', { 'accept-language': 'pt' }),
    ];
    expect([english.headers['etag'], portuguese.headers['etag']]).toEqual(['"3"', '"3-pt-BR"']);
    const again = (language: string, tag: unknown) =>
      get('/v1/campaigns/c1', { 'accept-language': language, 'if-none-match': String(tag) });
    expect((await again('pt', english.headers['etag'])).statusCode).toBe(200);
    expect((await again('es', portuguese.headers['etag'])).statusCode).toBe(200);
    const fresh = await again('pt', portuguese.headers['etag']);
    expect([fresh.statusCode, fresh.headers['vary']]).toEqual([304, 'Accept-Language']);
    const headers = { 'if-match': '"3-pt-BR"' };
    await fake.inject({ method: 'POST', url: '/v1/campaigns/c1/start', headers });
    expect(fake.dispatched.at(-1)?.context['expectedRevision']).toBe(3);
  });

  it('has pages that go on in another language', async () => {
    fake.answers['ListCampaigns'] = { items: [], nextCursor: { v: [1], id: 'c7' } };
    const { nextCursor } = (await get('/v1/campaigns?status=draft&language=es')).json<{ nextCursor: string }>();
    expect((await get(`/v1/campaigns?status=draft&cursor=${nextCursor}&language=pt-BR`)).statusCode).toBe(200);
  });

  it('is refused in a language that there is not, by name, on every route', async () => {
    for (const url of [
      '/v1/campaigns/c1?language=fr',
      '/v1/campaigns?status=draft&language=fr',
      '/v1/reports/vocabulary?language=fr',
    ]) {
      const answer = await get(url, spanish);
      expect([answer.statusCode, answer.headers['content-language']]).toEqual([400, 'es']);
      const message = 'language debe ser uno de estos: en, pt-BR, es.';
      expect(answer.json()).toMatchObject({
        detail: message,
        errors: [{ path: 'language', code: 'unknown_value', message }],
      });
    }
    const twice = await get('/v1/campaigns/c1?language=es&language=en');
    expect(twice.json()).toMatchObject({ errors: [{ path: 'language', code: 'repeated' }] });
    const two = await get('/v1/campaigns?limit=0&language=fr');
    expect(two.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toEqual(['limit', 'language']);
  });

  it('is a problem in that language, whatever keeps a request from being looked at', async () => {
    fake.answers['StartCampaign'] = new Refusal(
      'preflight_failed',
      'The template is not there. Upload contacts first.',
      {
        errors: [{ path: '', code: 'template_missing', message: 'The template is not there.' }],
      },
    );
    const refused = await fake.inject({ method: 'POST', url: '/v1/campaigns/c1/start', headers: spanish });
    expect(refused.json()).toMatchObject({
      title: 'La campaña todavía no puede empezar',
      detail: 'La plantilla no existe. Cargue contactos primero.',
      code: 'preflight_failed',
      errors: [{ path: '', code: 'template_missing', message: 'La plantilla no existe.' }],
    });
    expect(refused.headers['content-language']).toBe('es');
    const details = await Promise.all([
      fake.inject({ method: 'GET', url: '/v1/campaigns', key: null, headers: spanish }),
      fake.inject({ method: 'GET', url: '/v1/campaigns', key: 'nobody', headers: spanish }),
      get('/v1/nothing', spanish),
      get('/v1/%zz', spanish),
      get('/v1/%zz?language=es'),
      fake.inject({ method: 'PUT', url: '/v1/campaigns/c1', headers: spanish }),
      fake.inject({
        method: 'POST',
        url: '/v1/campaigns',
        headers: { ...spanish, 'content-type': 'application/json' },
        payload: '{',
      }),
    ]);
    expect(details.map((answer) => answer.json<{ detail: string }>().detail)).toEqual([
      'Envíe una clave: Authorization: Bearer <clave>.',
      'La clave es desconocida o fue revocada.',
      'No hay nada en esta dirección, o nada que esta clave pueda ver.',
      'La dirección no puede decodificarse.',
      'La dirección no puede decodificarse.',
      'Aquí solo es posible GET, PATCH.',
      expect.stringMatching(/^El cuerpo no es JSON: /),
    ]);
  });

  it('says of files, streams and documents which language they are in', async () => {
    expect((await get('/v1/openapi.json', spanish)).headers['content-language']).toBe('en');
    const ready = await fake.inject({ method: 'GET', url: '/health/ready', key: null, headers: spanish });
    expect(ready.headers['content-language']).toBe('es');
    fake.answers['StreamVerdicts'] = (async function* () {
      yield [
        {
          row: 1,
          verdict: 'invalid',
          reasons: [{ code: 'phone_missing', message: 'The phone number is missing.', column: null }],
          phone: null,
          contactId: null,
          cleaned: [],
        },
      ];
    })();
    const csv = await get('/v1/uploads/u1/verdicts.csv?language=pt-BR');
    expect([csv.headers['content-language'], csv.body]).toEqual([
      'pt-BR',
      expect.stringContaining('Falta o número de telefone.'),
    ]);
  });
});
