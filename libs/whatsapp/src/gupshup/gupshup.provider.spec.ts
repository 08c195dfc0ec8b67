import { VirtualClock, systemClock } from '@arauto/clock';
import type { CallOptions } from '../calls/calls';
import { ANY_HOST, answer, describeProviderContract, filled, messageOf, rawAnswer, UnrulyServer } from '../contract';
import type { ProviderHosts } from '../hosts/provider-hosts';
import type { Provider } from '../provider';
import { UnfitSettings } from '../settings';
import { GupshupProvider } from './gupshup.provider';
import type { GupshupConnection } from './settings';

const connection = { appName: 'AuroraLoja', source: '551133330000' };
const credentials = { apiKey: 'key', webhookToken: 'a-token-of-our-own' };
const TEMPLATE_ID = '30f1c6a2-0000-4000-8000-000000000001';

const open = (
  changes: Pick<GupshupConnection, 'baseUrl'> & Partial<GupshupConnection>,
  options: Partial<ConstructorParameters<typeof GupshupProvider>[2]> = {},
) =>
  new GupshupProvider({ ...connection, ...changes }, credentials, { clock: systemClock, hosts: ANY_HOST, ...options });

const submitted = (messageId: string, status = 'submitted') => JSON.stringify({ status, messageId });
const error = (message: string) => JSON.stringify({ status: 'error', message });

/** As if they had been listed: the contract is about the send alone. */
const ids = { find: () => TEMPLATE_ID, learn: () => undefined };

describeProviderContract('gupshup', {
  make: ({ baseUrl, ...options }) => open({ baseUrl }, { ...options, ids }),
  recipient: (e164) => e164.slice(1),
  accepted: (messageId) => ({ status: 202, body: submitted(messageId), as: 'submitted' }),
  refused: [
    { status: 400, body: error('Invalid Destination'), code: 'GS_INVALID_DESTINATION', details: 'Invalid Destination' },
    { status: 400, body: error('Invalid App Details'), code: 'GS_INVALID_APP', details: 'Invalid App Details' },
    { status: 401, body: error('Authentication Failed'), code: '401', details: 'Authentication Failed' },
    { status: 429, body: error('Too Many Requests'), code: '429', details: 'Too Many Requests' },
    { status: 500, body: error('Internal Server Error'), code: '500', details: 'Internal Server Error' },
    // Words that are not documented are those of a bad request, whatever the HTTP status.
    { status: 400, body: error('Something else'), code: '400', details: 'Something else' },
    { status: 200, body: error('Something else'), code: '400', details: 'Something else' },
    { status: 202, body: '{"status":"error","message":"No","messageId":"x"}', code: '400', details: 'No' },
    { status: 403, body: '{"status":"error"}', code: '403', details: '' },
  ],
  freeForm: {
    contentIn: (body) => JSON.parse(new URLSearchParams(body).get('message')!) as unknown,
    text: (text) => ({ type: 'text', text }),
    file: ({ type, file, ...words }) => {
      const url = 'link' in file ? file.link : null;
      if (type === 'image') return { type, originalUrl: url, previewUrl: url, ...words };
      return { type: type === 'document' ? 'file' : type, url, ...words };
    },
  },
  media: 'address',
});

describe('gupshup', () => {
  let server: UnrulyServer;
  let provider: Provider;
  const message = messageOf();
  const options = { mayWrite: () => true, timeoutMs: 10_000 };
  const started = (changes: Partial<CallOptions & { readonly hosts: ProviderHosts }> = {}) =>
    open({ baseUrl: `${server.baseUrl}/gs/`, appId: 'app-1' }, changes);

  const listed = (changes: object = {}) => ({
    ...{ id: TEMPLATE_ID, elementName: 'invoice_reminder', languageCode: 'pt_BR', status: 'APPROVED' },
    ...{ category: 'UTILITY', templateType: 'TEXT', data: 'Olá {{1}}', meta: '{"example":"Olá Marina"}' },
    ...changes,
  });
  const list = (...templates: unknown[]) => JSON.stringify({ status: 'success', templates });
  /** Lists these templates, and takes every message. */
  const serves = (...templates: unknown[]) => {
    server.behave = (socket, { head }) =>
      socket.write(head.startsWith('GET') ? rawAnswer(200, list(...templates)) : rawAnswer(202, submitted('m-1')));
  };
  const lines = () => server.requests.map(({ head }) => head.split('\r\n')[0]);

  beforeEach(async () => {
    server = await UnrulyServer.start();
    provider = started();
  });

  afterEach(async () => {
    await server.stop();
    await provider.close();
  });

  it('posts the documented form, with the id that the list has of the template', async () => {
    serves(listed());
    expect(await provider.send(message, options)).toEqual({ kind: 'accepted', messageId: 'm-1', as: 'submitted' });
    const [asked, sent] = server.requests;
    expect(asked!.head.split('\r\n')).toEqual(
      expect.arrayContaining(['GET /gs/wa/app/app-1/template HTTP/1.1', 'apikey: key']),
    );
    expect(sent!.head.split('\r\n')).toEqual(
      expect.arrayContaining([
        'POST /gs/wa/api/v1/template/msg HTTP/1.1',
        'apikey: key',
        'content-type: application/x-www-form-urlencoded',
      ]),
    );
    expect(Object.fromEntries(new URLSearchParams(sent!.body))).toEqual({
      ...{ channel: 'whatsapp', source: '551133330000', destination: '5511900001234', 'src.name': 'AuroraLoja' },
      template: JSON.stringify({ id: TEMPLATE_ID, params: ['Açaí 🍇'] }),
    });
  });

  it('takes both words for success, under whatever content type', async () => {
    serves(listed());
    await provider.templates();
    for (const word of ['submitted', 'success']) {
      server.behave = answer(202, submitted(word, word), { 'content-type': 'text/html' });
      expect(await provider.send(message, options)).toMatchObject({ kind: 'accepted', messageId: word });
    }
  });

  it.each([501, 502, 503, 504])(
    'does not know what became of a message that HTTP %i answers, whatever it says',
    async (status) => {
      serves(listed());
      await provider.templates();
      server.behave = answer(status, error('Service Unavailable'));
      expect(await provider.send(message, options)).toMatchObject({
        kind: 'unknown',
        error: { code: 'ENG_AMBIGUOUS' },
      });
    },
  );

  it('calls the app by its name where nobody gave its id', async () => {
    serves();
    const named = open({ baseUrl: server.baseUrl });
    expect(await named.templates()).toEqual([]);
    expect(lines()).toEqual(['GET /wa/app/AuroraLoja/template HTTP/1.1']);
    await named.close();
  });

  it('is not made of settings that it refuses, and names them', () => {
    const make = () => open({ baseUrl: 'https://127.0.0.1/?a=b', source: '+55' });
    expect(make).toThrow(UnfitSettings);
    expect(make).toThrow(/connection\.baseUrl.*connection\.source/);
  });

  describe('the id of a template', () => {
    it('is asked for once, whoever waits for it', async () => {
      serves(listed());
      await Promise.all([1, 2, 3].map(() => provider.send(message, options)));
      await provider.send(message, options);
      expect(lines().filter((line) => line?.startsWith('GET'))).toHaveLength(1);
      expect(server.requests).toHaveLength(5);
    });

    it('that is not there ends in Meta’s refusal, and nothing is sent', async () => {
      serves(listed({ languageCode: 'es' }));
      expect(await provider.send(message, options)).toMatchObject({ kind: 'refused', error: { code: '132001' } });
      expect(await provider.send(message, options)).toMatchObject({ kind: 'refused', error: { code: '132001' } });
      expect(lines()).toEqual(['GET /gs/wa/app/app-1/template HTTP/1.1']);
    });

    it('of one that was approved since the list was asked for on behalf of others is looked for at once', async () => {
      serves(listed({ elementName: 'another' }));
      expect(await provider.templates()).toHaveLength(1);
      serves(listed({ elementName: 'another' }), listed());
      expect(await provider.send(message, options)).toMatchObject({ kind: 'accepted' });
    });

    it('that cannot be asked for leaves the message unsent', async () => {
      server.behave = answer(401, error('Authentication Failed'));
      expect(await provider.send(message, options)).toMatchObject({ kind: 'unreached', error: { code: '401' } });
      server.behave = answer(502, '<html>');
      expect(await provider.send(message, options)).toMatchObject({ kind: 'unreached', error: { code: 'ENG_NET' } });
    });

    it('is looked for again after a while, and is the old one when nobody answers', async () => {
      await provider.close();
      const clock = new VirtualClock();
      provider = started({ clock });
      const idsSent = () =>
        server.requests.flatMap(({ body }) => {
          const template = new URLSearchParams(body).get('template');
          return template === null ? [] : [(JSON.parse(template) as { id: string }).id];
        });
      serves(listed({ id: 'one' }));
      await provider.send(message, options);
      serves(listed({ id: 'two' }));
      await provider.send(message, options);
      await clock.advance(600_000);
      await provider.send(message, options);
      await clock.advance(600_000);
      server.behave = (socket, { head }) =>
        socket.write(head.startsWith('GET') ? rawAnswer(503, '') : rawAnswer(202, submitted('m-1')));
      await provider.send(message, options);
      expect(idsSent()).toEqual(['one', 'one', 'two', 'two']);
    });

    it('is that of the one that can be sent, of two of a name', async () => {
      serves(
        listed({ id: 'old', status: 'DELETED' }),
        listed({ id: 'new' }),
        listed({ id: 'rejected', status: 'REJECTED' }),
      );
      await provider.send(message, options);
      expect(server.requests[1]!.body).toContain('%22new%22');
    });
  });

  it('posts free-form content to an address of its own, and asks nothing of templates', async () => {
    serves();
    await provider.send(messageOf({ content: { type: 'text', text: 'Oi' } }), options);
    expect(lines()).toEqual(['POST /gs/wa/api/v1/msg HTTP/1.1']);
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]!.body))).toEqual({
      ...{ channel: 'whatsapp', source: '551133330000', destination: '5511900001234', 'src.name': 'AuroraLoja' },
      ...{ message: '{"type":"text","text":"Oi"}', disablePreview: 'true' },
    });
  });

  describe('the form', () => {
    const sent = async (components: unknown, values: Record<string, string>) => {
      serves(listed());
      await provider.send(messageOf({ content: filled(components, values) }), options);
      const { template, message: file } = Object.fromEntries(new URLSearchParams(server.requests[1]!.body));
      return {
        params: (JSON.parse(template!) as { params: unknown }).params,
        file: file && (JSON.parse(file) as unknown),
      };
    };
    const body = { type: 'BODY', text: 'De {{2}} para {{1}}' };

    it('has the values in the order of their places', async () => {
      const buttons = [
        { type: 'QUICK_REPLY', text: 'Sim' },
        { type: 'URL', text: 'Ver', url: 'https://loja.example/{{1}}' },
      ];
      const components = [{ type: 'HEADER', text: 'Nota {{1}}' }, body, { type: 'BUTTONS', buttons }];
      const values = { 'header.1': 'A', '1': 'B', '2': 'C', 'button.1': 'd' };
      expect(await sent(components, values)).toEqual({ params: ['A', 'B', 'C', 'd'], file: undefined });
    });

    it('has the code of an authentication twice', async () => {
      const components = [
        { type: 'BODY', text: '{{1}} é o seu código.' },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copiar' }] },
      ];
      expect((await sent(components, { '1': '1234' })).params).toEqual(['1234', '1234']);
    });

    it.each([
      ['https://loja.example/a.png', { link: 'https://loja.example/a.png' }],
      ['880011223344', { id: '880011223344' }],
    ])('has a file of the header beside it: %s', async (value, file) => {
      const components = [{ type: 'HEADER', format: 'IMAGE' }, body];
      expect(await sent(components, { '1': 'A', '2': 'B', 'header.media': value })).toEqual({
        params: ['A', 'B'],
        file: { type: 'image', image: file },
      });
    });
  });

  describe('inspect', () => {
    it('takes whoever is told the templates for connected, and limits that nobody tells low', async () => {
      serves();
      expect(await provider.inspect()).toEqual({
        ...{ connected: true, quality: 'UNKNOWN', tier: 250, throughput: 20 },
        untold: ['quality', 'tier', 'throughput'],
      });
    });

    it.each([
      ['TIER_10K', 10_000],
      ['2000', 2000],
      ['UNLIMITED', null],
    ])('takes a person’s word for the messaging limit: %s', async (messagingLimit, tier) => {
      serves();
      const limited = open({ baseUrl: server.baseUrl, messagingLimit });
      expect(await limited.inspect()).toMatchObject({ tier, untold: ['quality', 'throughput'] });
      await limited.close();
    });

    it('passes on what is wrong with the connection', async () => {
      server.behave = answer(401, error('Authentication Failed'));
      expect(await provider.inspect()).toEqual({ error: { code: '401', details: 'Authentication Failed' } });
      server.behave = answer(200, '{"templates":7}');
      expect(await provider.inspect()).toMatchObject({ error: { code: 'ENG_NET' } });
    });
  });

  describe('templates', () => {
    const told = async (changes: object) => {
      serves(listed(changes));
      const found = await provider.templates();
      return 'error' in found ? found : found[0];
    };
    const container = (parts: object) => ({
      data: 'in one text',
      containerMeta: JSON.stringify({ appId: 'app-1', ...parts }),
    });

    it('are told in our words', async () => {
      expect(await told({ languageCode: 'pt-BR', category: 'utility' })).toEqual({
        ...{ name: 'invoice_reminder', language: 'pt_BR', category: 'UTILITY', parameterFormat: 'positional' },
        ...{ status: 'approved', components: [{ type: 'BODY', text: 'Olá {{1}}' }] },
      });
    });

    it('have the parts of their container', async () => {
      const buttons = [{ type: 'URL', text: 'Ver', url: 'https://loja.example/{{1}}' }];
      const parts = { header: 'Nota', data: 'Olá {{nome}}', footer: 'Aurora', buttons };
      expect(await told({ ...container(parts), parameterFormat: 'NAMED' })).toMatchObject({
        parameterFormat: 'named',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Nota' },
          { type: 'BODY', text: 'Olá {{nome}}' },
          { type: 'FOOTER', text: 'Aurora' },
          { type: 'BUTTONS', buttons },
        ],
      });
    });

    it('have buttons, where all is in one text', async () => {
      const data = 'Olá {{1}}\nAté logo | [Sim] | [Ver,https://loja.example/{{1}}] | [Ligar,+5511900000000]';
      expect(await told({ data, containerMeta: '{' })).toMatchObject({
        components: [
          { type: 'BODY', text: 'Olá {{1}}\nAté logo' },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'QUICK_REPLY', text: 'Sim' },
              { type: 'URL', text: 'Ver', url: 'https://loja.example/{{1}}' },
              { type: 'PHONE_NUMBER', text: 'Ligar', phone_number: '+5511900000000' },
            ],
          },
        ],
      });
    });

    it.each([
      ['IMAGE', [{ type: 'HEADER', format: 'IMAGE' }, { type: 'BODY' }]],
      ['CAROUSEL', [{ type: 'BODY' }, { type: 'CAROUSEL' }]],
    ])('of the kind %s say so', async (templateType, components) => {
      expect(await told({ templateType })).toMatchObject({ components });
    });

    it.each([
      ['APPROVED', 'approved'],
      ['approved', 'approved'],
      ['PENDING', 'pending'],
      ['REJECTED', 'rejected'],
      ['FAILED', 'rejected'],
      ['PAUSED', 'paused'],
      ['DISABLED', 'disabled'],
      ['DELETED', 'disabled'],
      ['A_NEW_WORD', 'pending'],
    ])('in %s are %s', async (status, ours) => {
      expect(await told({ status })).toMatchObject({ status: ours });
    });
  });

  it('has no history of messages', () => expect('history' in provider).toBe(false));

  it('fetches files without the key, which is for sends', async () => {
    server.behave = answer(200, 'abc');
    const file = await provider.media(`${server.baseUrl}/wa/app-1/wa/media/1?download=false`);
    if (!('error' in file)) file.content.destroy();
    expect(server.requests[0]!.head).not.toContain('apikey');
    expect(await provider.media('1408004134667495')).toMatchObject({ error: { code: 'ENG_NET' } });
  });
});
