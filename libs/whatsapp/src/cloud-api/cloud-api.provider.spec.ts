import { systemClock } from '@arauto/clock';
import { type AddressInfo, createServer } from 'node:net';
import type { Dispatcher } from 'undici';
import { ANY_HOST, answer, describeProviderContract, messageOf, rawAnswer, UnrulyServer } from '../contract';
import { guardedLookup } from '../hosts/guarded-lookup';
import type { ProviderHosts } from '../hosts/provider-hosts';
import type { CallOptions } from '../calls/calls';
import type { Connections } from '../calls/connections';
import type { Provider } from '../provider';
import { UnfitSettings } from '../settings';
import { CloudApiProvider } from './cloud-api.provider';
import type { CloudApiConnection } from './settings';

const connection = { apiVersion: 'v25.0', phoneNumberId: '700100200300', businessAccountId: '900800700' };
const credentials = { accessToken: 'token', appSecret: 'secret', verifyToken: 'verify' };

const open = (
  changes: Pick<CloudApiConnection, 'baseUrl'> & Partial<CloudApiConnection>,
  options: Partial<CallOptions & { readonly hosts: ProviderHosts }> = {},
) =>
  new CloudApiProvider({ ...connection, ...changes }, credentials, {
    ...{ clock: systemClock, hosts: ANY_HOST },
    ...options,
  });

const accepted = (messageId: string, messageStatus = 'accepted') =>
  JSON.stringify({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+5511900001234', wa_id: '5511900001234' }],
    messages: [{ id: messageId, message_status: messageStatus }],
  });

const pairRate = JSON.stringify({
  error: {
    message: '(#131056) pair rate limit hit',
    type: 'OAuthException',
    code: 131056,
    error_data: { messaging_product: 'whatsapp', details: 'Too many messages to the same recipient.' },
    fbtrace_id: 'trace',
  },
});

describeProviderContract('cloud-api', {
  make: ({ baseUrl, ...options }) => open({ baseUrl }, options),
  recipient: (e164) => e164,
  accepted: (messageId) => ({ status: 200, body: accepted(messageId), as: 'accepted' }),
  held: (messageId) => ({ status: 200, body: accepted(messageId, 'held_for_quality_assessment') }),
  refused: [200, 400, 429, 500, 503]
    .map((status) => ({
      status,
      body: pairRate,
      code: '131056',
      details: 'Too many messages to the same recipient.',
    }))
    .concat([
      {
        status: 401,
        body: '{"error":{"message":"Invalid OAuth access token","code":190}}',
        code: '190',
        details: 'Invalid OAuth access token',
      },
      { status: 400, body: '{"error":{"code":"131000"}}', code: '131000', details: '' },
    ]),
  freeForm: {
    contentIn: (body) => {
      const { type, ...request } = JSON.parse(body) as { type: string } & Record<string, unknown>;
      return { type, [type]: request[type] };
    },
    text: (text) => ({ type: 'text', text: { preview_url: false, body: text } }),
    file: ({ type, file, ...words }) => ({ type, [type]: { ...file, ...words } }),
  },
  uploads: {
    uploaded: (id) => ({ status: 200, body: JSON.stringify({ id }) }),
    refused: [
      {
        status: 400,
        body: '{"error":{"message":"(#131053) Media upload error","code":131053,"error_data":{"details":"Unsupported type"}}}',
        code: '131053',
        details: 'Unsupported type',
      },
      { status: 401, body: '{"error":{"message":"Expired","code":190}}', code: '190', details: 'Expired' },
    ],
  },
  media: {
    found: ({ url, mimeType, bytes }) => ({
      status: 200,
      body: JSON.stringify({
        ...{ messaging_product: 'whatsapp', id: 'm1', url, mime_type: mimeType },
        ...(bytes > 0 && { file_size: bytes }),
      }),
    }),
    gone: [
      { status: 400, body: '{"error":{"message":"Unsupported get request.","code":100,"error_subcode":33}}' },
      { status: 404, body: '{"error":{"message":"Not found","code":100}}' },
      { status: 404, body: '' },
    ],
  },
});

describe('cloud api', () => {
  let server: UnrulyServer;
  let provider: Provider;
  const message = messageOf();
  const options = { mayWrite: () => true, timeoutMs: 10_000 };

  beforeEach(async () => {
    server = await UnrulyServer.start();
    provider = open({ baseUrl: `${server.baseUrl}/graph/` });
  });

  afterEach(async () => {
    await server.stop();
    await provider.close();
  });

  it('posts the documented envelope', async () => {
    server.behave = answer(200, accepted('wamid.1'));
    expect(await provider.send(message, options)).toEqual({
      kind: 'accepted',
      messageId: 'wamid.1',
      as: 'accepted',
      waId: '5511900001234',
    });
    const request = server.requests[0]!;
    expect(request.head.split('\r\n')).toEqual(
      expect.arrayContaining([
        'POST /graph/v25.0/700100200300/messages HTTP/1.1',
        'authorization: Bearer token',
        'content-type: application/json',
      ]),
    );
    expect(JSON.parse(request.body)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+5511900001234',
      type: 'template',
      biz_opaque_callback_data: 'm1|c1|k1|a1',
      template: {
        name: 'invoice_reminder',
        language: { code: 'pt_BR' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Açaí 🍇' }] }],
      },
    });
  });

  it('posts free-form content in the same envelope', async () => {
    server.behave = answer(200, accepted('wamid.1'));
    await provider.send(messageOf({ content: { type: 'text', text: 'Oi' } }), options);
    expect(JSON.parse(server.requests[0]!.body)).toEqual({
      ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: '+5511900001234' },
      ...{ type: 'text', biz_opaque_callback_data: 'm1|c1|k1|a1', text: { preview_url: false, body: 'Oi' } },
    });
  });

  it('uploads files to the number, as a form', async () => {
    server.behave = answer(200, '{"id":"880011223344"}');
    await provider.upload!({ mimeType: 'image/png', filename: 'a.png', content: Buffer.from('a picture') });
    const { head, body } = server.requests[0]!;
    const [line, ...headers] = head.split('\r\n');
    expect(line).toBe('POST /graph/v25.0/700100200300/media HTTP/1.1');
    expect(headers).toContain('authorization: Bearer token');
    const type = /content-type: (multipart\/form-data; .*)/.exec(head)![1]!;
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    expect([form.get('messaging_product'), form.get('type')]).toEqual(['whatsapp', 'image/png']);
    expect(await (form.get('file') as File).text()).toBe('a picture');
  });

  it('lets positive evidence win over an error beside it', async () => {
    server.behave = answer(200, '{"messages":[{"id":"wamid.2"}],"error":{"code":131000}}');
    expect(await provider.send(message, options)).toEqual({ kind: 'accepted', messageId: 'wamid.2', as: 'accepted' });
  });

  it('is unreached when TLS cannot be agreed', async () => {
    const plain = createServer((socket) => socket.end('HTTP/1.1 400 this is no TLS\r\n\r\n'));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const baseUrl = `https://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    const secure = open({ baseUrl });
    expect(await secure.send(message, options)).toMatchObject({ kind: 'unreached', error: { code: 'ENG_NET' } });
    await secure.close();
    plain.close();
  });

  it('is unreached when the name cannot be resolved', async () => {
    const nowhere = open({ baseUrl: 'https://graph.arauto.invalid' });
    expect(await nowhere.send(message, options)).toMatchObject({ kind: 'unreached', error: { code: 'ENG_NET' } });
    await nowhere.close();
  });

  it('is unreached, and no connection is made, when a name on the list leads inside by now', async () => {
    let connections = 0;
    const inside = createServer(() => (connections += 1));
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const { port } = inside.address() as AddressInfo;
    const lookup = guardedLookup((_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]));
    const rebound = open({ baseUrl: `https://graph.example:${port}` }, { lookup });
    const outcome = await rebound.send(message, options);
    expect(outcome).toMatchObject({ kind: 'unreached', error: { details: expect.stringContaining('EADDRREFUSED') } });
    expect(connections).toBe(0);
    await rebound.close();
    inside.close();
  });

  it('is reached by a name of this machine', async () => {
    const baseUrl = server.baseUrl.replace('127.0.0.1', 'localhost');
    const local = open({ baseUrl });
    server.behave = answer(200, accepted('wamid.3'));
    expect(await local.send(message, options)).toMatchObject({ kind: 'accepted', messageId: 'wamid.3' });
    await local.close();
  });

  it('calls through what is opened for it, and leaves nothing of that open', async () => {
    const seen: string[] = [];
    const connect = (): Connections => ({
      dispatch({ path }, handler) {
        seen.push(path);
        handler.onResponseError?.({} as Dispatcher.DispatchController, new Error('there is no network'));
        return true;
      },
      close: async () => void seen.push('closed'),
      destroy: async () => void seen.push('destroyed'),
    });
    const inside = open({ baseUrl: 'https://graph.arauto.invalid' }, { connect });
    expect(await inside.send(message, options)).toMatchObject({ kind: 'unreached' });
    await inside.close();
    expect(seen).toEqual(['/v25.0/700100200300/messages', 'closed', 'destroyed']);
  });

  it('is not made of settings that it refuses, and names them', () => {
    const make = () => open({ baseUrl: 'https://127.0.0.1/?a=b', phoneNumberId: 'me' });
    expect(make).toThrow(UnfitSettings);
    expect(make).toThrow(/connection\.baseUrl.*connection\.phoneNumberId/);
  });

  describe('inspect', () => {
    const facts = {
      status: 'CONNECTED',
      quality_rating: 'GREEN',
      throughput: { level: 'HIGH' },
      display_phone_number: '+55 11 90000-1234',
      whatsapp_business_manager_messaging_limit: 'TIER_10K',
    };

    it('asks for the fields it reads', async () => {
      server.behave = answer(200, JSON.stringify(facts));
      expect(await provider.inspect()).toEqual({
        connected: true,
        quality: 'GREEN',
        tier: 10_000,
        throughput: 1000,
      });
      const [line, ...headers] = server.requests[0]!.head.split('\r\n');
      expect(line).toMatch(/^GET \/graph\/v25\.0\/700100200300\?fields=[a-z_,]+ HTTP\/1\.1$/);
      for (const name of Object.keys(facts)) expect(line).toContain(name);
      expect(headers).toContain('authorization: Bearer token');
    });

    it.each([
      [{ whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED' }, { tier: null }],
      [{ whatsapp_business_manager_messaging_limit: 'TIER_250' }, { tier: 250 }],
      [{ whatsapp_business_manager_messaging_limit: 'TIER_NOT_SET' }, { tier: 250 }],
      [{ whatsapp_business_manager_messaging_limit: undefined }, { tier: 250 }],
      [{ throughput: { level: 'STANDARD' } }, { throughput: 80 }],
      [{ throughput: { level: 'NOT_APPLICABLE' } }, { throughput: 20 }],
      [{ throughput: undefined }, { throughput: 80 }],
      [{ quality_rating: 'NA' }, { quality: 'UNKNOWN' }],
      [{ status: 'RESTRICTED' }, { connected: false }],
    ])('reads %j', async (given, expected) => {
      server.behave = answer(200, JSON.stringify({ ...facts, ...given }));
      expect(await provider.inspect()).toMatchObject(expected);
    });

    it('passes on what is wrong with the connection', async () => {
      server.behave = answer(401, '{"error":{"message":"Invalid OAuth access token","code":190}}');
      expect(await provider.inspect()).toEqual({ error: { code: '190', details: 'Invalid OAuth access token' } });
      server.behave = answer(200, '<html>');
      expect(await provider.inspect()).toMatchObject({ error: { code: 'ENG_NET' } });
    });
  });

  describe('media', () => {
    it('are asked for by their id, and fetched, with the token', async () => {
      server.behave = (socket, { head }) =>
        socket.write(
          head.startsWith('GET /graph/')
            ? rawAnswer(200, JSON.stringify({ url: `${server.baseUrl}/file`, file_size: '3', mime_type: 'image/png' }))
            : rawAnswer(200, 'abc'),
        );
      const file = await provider.media('12/34');
      expect(file).toMatchObject({ mimeType: 'image/png', bytes: 3 });
      if (!('error' in file)) file.content.destroy();
      const heads = server.requests.map(({ head }) => head.split('\r\n'));
      expect(heads.map(([line]) => line)).toEqual(['GET /graph/v25.0/12%2F34 HTTP/1.1', 'GET /file HTTP/1.1']);
      for (const head of heads) expect(head).toContain('authorization: Bearer token');
    });

    it('are never fetched where a name on the list leads inside by now', async () => {
      const lookup = guardedLookup((_, done) => done(null, [{ address: '127.0.0.1', family: 4 }]));
      const rebound = open({ baseUrl: server.baseUrl }, { lookup });
      const url = `https://lookaside.example:${new URL(server.baseUrl).port}/file`;
      server.behave = answer(200, JSON.stringify({ url, file_size: 3 }));
      expect(await rebound.media('m1')).toMatchObject({ error: { details: expect.stringContaining('EADDRREFUSED') } });
      expect(server.requests).toHaveLength(1);
      await rebound.close();
    });

    it('say what is wrong with the connection', async () => {
      server.behave = answer(401, '{"error":{"message":"Invalid OAuth access token","code":190}}');
      expect(await provider.media('m1')).toEqual({ error: { code: '190', details: 'Invalid OAuth access token' } });
    });
  });

  describe('history', () => {
    const idOf = (phone: string) =>
      `wamid.${Buffer.concat([Buffer.from([0x1c, 0x18, phone.length]), Buffer.from(phone)]).toString('base64')}`;
    const entry = (seconds: number) => ({
      message_id: idOf('5511900001234'),
      events: { data: [{ delivery_status: 'SENT', timestamp: seconds }] },
    });
    /** A history of one message a second, up to now, of which a page begins after its cursor. */
    const serves = (count: number, newest = 10_000) => {
      const seconds = Array.from({ length: count }, (_, n) => newest - n);
      server.behave = (socket, { head }) => {
        const after = /&after=(\d+)/.exec(head)?.[1];
        const rest = seconds.filter((each) => after === undefined || each < Number(after));
        const data = rest.slice(0, 100);
        const cursors = { before: String(data[0] ?? ''), after: String(data.at(-1) ?? '') };
        const more = rest.length > 100 && { next: `${server.baseUrl}/next` };
        socket.write(rawAnswer(200, JSON.stringify({ data: data.map(entry), paging: { cursors, ...more } })));
      };
    };
    const asked = async (from: number, to: number) => {
      const history = await provider.history!({ from: from * 1000, to: to * 1000 });
      if ('error' in history) throw new Error(JSON.stringify(history));
      return { since: history.since / 1000, at: history.entries.map(({ at }) => at / 1000) };
    };

    it('is that of the number, with both ends of the span', async () => {
      serves(30);
      expect(await asked(9998, 9999)).toEqual({ since: 9998, at: [9999, 9998] });
      expect(server.requests[0]?.head).toMatch(
        /^GET \/graph\/v25\.0\/700100200300\/message_history\?fields=\S+&limit=100 /,
      );
    });

    it('is read page by page, until a page is all before the span', async () => {
      serves(1000);
      const { since, at } = await asked(9750, 9760);
      expect([since, at.length, server.requests.length]).toEqual([9750, 11, 4]);
    });

    it('is read to its end where it has one', async () => {
      serves(250);
      expect(await asked(1, 9752)).toEqual({ since: 1, at: [9752, 9751] });
    });

    it('says from when on it was read where there is too much', async () => {
      serves(3000);
      const { since, at } = await asked(1, 10_000);
      expect([at.length, server.requests.length]).toEqual([2000, 20]);
      expect(since).toBeGreaterThan(8000);
      expect(Math.min(...at)).toBeLessThanOrEqual(since);
    });

    it('is none where the platform has none, or says nothing that is one', async () => {
      server.behave = answer(400, '{"error":{"message":"Tried accessing nonexisting field","code":100}}');
      expect(await provider.history!({ from: 0, to: 1 })).toMatchObject({ error: { code: '100' } });
      server.behave = answer(200, '{}');
      expect(await provider.history!({ from: 0, to: 1 })).toMatchObject({ error: { code: '200' } });
      server.behave = answer(502, '');
      expect(await provider.history!({ from: 0, to: 1 })).toMatchObject({ error: { code: 'ENG_NET' } });
    });
  });

  describe('templates', () => {
    const listed = (name: string, changes: object = {}) => ({
      name,
      language: 'pt-BR',
      status: 'APPROVED',
      ...changes,
    });
    const list = async (...data: unknown[]) => {
      server.behave = answer(200, JSON.stringify({ data }));
      return provider.templates();
    };

    it('are those of the business account, page by page', async () => {
      const page = Array.from({ length: 100 }, (_, n) => listed(`t${n}`));
      const bodies = [{ data: page, paging: { cursors: { after: 'a/b' } } }, { data: [listed('last')] }];
      server.behave = (socket) => socket.write(rawAnswer(200, JSON.stringify(bodies.shift())));
      const found = await provider.templates();
      expect('error' in found ? found : found.map(({ name }) => name)).toEqual([
        ...page.map(({ name }) => name),
        'last',
      ]);
      const [first = '', second = ''] = server.requests.map(({ head }) => head.split('\r\n')[0]);
      expect(first).toMatch(/^GET \/graph\/v25\.0\/900800700\/message_templates\?fields=[a-z_,]+&limit=100 /);
      expect(second).toContain('&limit=100&after=a%2Fb ');
    });

    // Source: Meta's documentation of the Graph API, *Paginated results*: fewer than `limit` do not mean the end, a missing `next` does.
    it('go on after a page that is not full', async () => {
      const next = `${server.baseUrl}/next`;
      const bodies = [
        { data: [listed('first')], paging: { cursors: { after: 'a' }, next } },
        { data: [listed('last')], paging: { cursors: { after: 'b' } } },
      ];
      server.behave = (socket) => socket.write(rawAnswer(200, JSON.stringify(bodies.shift())));
      expect(await provider.templates()).toMatchObject([{ name: 'first' }, { name: 'last' }]);
    });

    it.each([
      [600, 600],
      [-1, -1],
      [null, null],
      [0, null],
      ['600', null],
    ])('have the time %j to be delivered in as %j', async (given, told) => {
      const [found] = (await list(listed('aviso', { message_send_ttl_seconds: given }))) as readonly object[];
      expect((found as { messageSendTtlSeconds?: unknown }).messageSendTtlSeconds).toBe(told);
      expect(server.requests[0]?.head).toContain('message_send_ttl_seconds');
    });

    it('are told in our words', async () => {
      const components = [{ type: 'BODY', text: 'Olá {{nome}}' }];
      const raw = listed('aviso', { category: 'UTILITY', parameter_format: 'NAMED', components });
      expect(await list(raw, {}, 7)).toEqual([
        ...[
          {
            name: 'aviso',
            language: 'pt_BR',
            category: 'UTILITY',
            parameterFormat: 'named',
            status: 'approved',
            components,
            messageSendTtlSeconds: null,
          },
        ],
        ...[
          {
            name: '',
            language: '',
            category: 'MARKETING',
            parameterFormat: 'positional',
            status: 'pending',
            components: [],
            messageSendTtlSeconds: null,
          },
        ],
      ]);
    });

    it.each([
      ['APPROVED', 'approved'],
      ['PENDING', 'pending'],
      ['REJECTED', 'rejected'],
      ['PAUSED', 'paused'],
      ['DISABLED', 'disabled'],
      ['ARCHIVED', 'disabled'],
      ['DELETED', 'disabled'],
      ['PENDING_DELETION', 'disabled'],
      ['LIMIT_EXCEEDED', 'pending'],
      ['A_NEW_WORD', 'pending'],
      ['constructor', 'pending'],
    ])('in %s are %s', async (status, told) => {
      expect(await list(listed('aviso', { status }))).toMatchObject([{ status: told }]);
    });

    it('say what is wrong with the connection', async () => {
      server.behave = answer(401, '{"error":{"message":"Invalid OAuth access token","code":190}}');
      expect(await provider.templates()).toEqual({ error: { code: '190', details: 'Invalid OAuth access token' } });
      server.behave = answer(404, '{}');
      expect(await provider.templates()).toMatchObject({ error: { code: '404' } });
      server.behave = answer(502, '<html>');
      expect(await provider.templates()).toMatchObject({ error: { code: 'ENG_NET' } });
    });
  });
});
