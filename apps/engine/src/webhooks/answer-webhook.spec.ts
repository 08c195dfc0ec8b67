import { createHmac } from 'node:crypto';
import type { KnownSender } from '@arauto/domain';
import { Unavailable } from '@arauto/event-store';
import { providerKind } from '@arauto/whatsapp';
import { type HttpProblem } from '../http/problems/problem';
import { answerHandshake, answerWebhook, type WebhookParts } from './answer-webhook';

const KIND = providerKind('cloud-api');
const APP_SECRET = 'secret-of-the-app';

const SENDERS: Readonly<Record<string, KnownSender | undefined>> = {
  'sender-1': { provider: KIND.name, credentialsRef: 'ref' } as KnownSender,
  elsewhere: { provider: 'another', credentialsRef: 'ref' } as KnownSender,
};

describe('a webhook', () => {
  const said: string[] = [];
  let store: () => Promise<void>;
  const parts: WebhookParts = {
    sender: (id) => Promise.resolve(SENDERS[id]),
    connections: {
      credentialsOf: () => Promise.resolve({ accessToken: '', appSecret: APP_SECRET, verifyToken: 'verify' }),
    },
    receiver: {
      receive: async (_id, _sender, body) => {
        KIND.webhooks.parse(body);
        await store();
      },
    },
    say: (message) => said.push(message),
  };

  beforeEach(() => {
    said.length = 0;
    store = () => Promise.resolve();
  });

  const signed = (text: string) => {
    const body = Buffer.from(text);
    const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
    return { senderId: 'sender-1', headers: { 'x-hub-signature-256': `sha256=${signature}` }, body };
  };
  const good = signed('{"object":"whatsapp_business_account","entry":[]}');

  it('is answered 200 when all of it is in the log', async () => {
    expect(await answerWebhook(parts, KIND, good)).toBeUndefined();
  });

  it.each([
    [404, { ...good, senderId: 'sender-2' }],
    [404, { ...good, senderId: 'elsewhere' }],
    [415, { ...good, body: undefined }],
    [401, { ...good, headers: {} }],
    [401, { ...good, headers: signed('another body').headers }],
    [400, signed('no JSON')],
  ])('is answered %d, and nobody is told', async (status, webhook) => {
    expect(await answerWebhook(parts, KIND, webhook)).toMatchObject({ status, headers: {} });
    expect(said).toEqual([]);
  });

  it('is to come again when the log did not take it', async () => {
    store = () => Promise.reject(new Unavailable('the disk is full'));
    const problem = await answerWebhook(parts, KIND, good);
    expect(problem).toMatchObject({ status: 503, code: 'store_unavailable', headers: { 'retry-after': '5' } });
    expect(said).toEqual(['a webhook could not be stored']);
  });

  it('shows whose address it is to whoever knows the verify token', async () => {
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify', 'hub.challenge': '1158201444' };
    expect(await answerHandshake(parts, KIND, 'sender-1', query)).toBe('1158201444');
    const refused = await answerHandshake(parts, KIND, 'sender-1', { ...query, 'hub.verify_token': 'other' });
    expect((refused as HttpProblem).status).toBe(403);
    expect(await answerHandshake(parts, KIND, 'sender-2', query)).toMatchObject({ status: 404 });
  });
});

describe('a webhook with a token in its address', () => {
  const OTHER = providerKind('gupshup');
  const TOKEN = 'a-token-of-our-own';
  const received: string[] = [];
  const parts: WebhookParts = {
    sender: (id) => Promise.resolve(id === 'sender-2' ? ({ provider: OTHER.name } as KnownSender) : SENDERS[id]),
    connections: { credentialsOf: () => Promise.resolve({ apiKey: 'key', webhookToken: TOKEN }) },
    receiver: {
      receive: (_id, _sender, body) => {
        OTHER.webhooks.parse(body);
        received.push(body.toString());
        return Promise.resolve();
      },
    },
    say: () => undefined,
  };
  const good = { senderId: 'sender-2', headers: {}, body: Buffer.from('{"type":"billing-event"}'), token: TOKEN };

  beforeEach(() => (received.length = 0));

  it('is answered 200 when it is there', async () => {
    expect(await answerWebhook(parts, OTHER, good)).toBeUndefined();
    expect(received).toHaveLength(1);
  });

  it.each([
    [404, { ...good, senderId: 'sender-3' }],
    [404, { ...good, senderId: 'sender-1' }],
    [415, { ...good, body: undefined }],
    [401, { ...good, token: undefined }],
    [401, { ...good, token: '' }],
    [401, { ...good, token: `${TOKEN} ` }],
    [401, { ...good, token: TOKEN.toUpperCase() }],
    [400, { ...good, body: Buffer.from('no JSON') }],
  ])('is answered %d, and nothing of it is taken in', async (status, webhook) => {
    expect(await answerWebhook(parts, OTHER, webhook)).toMatchObject({ status, headers: {} });
    expect(received).toEqual([]);
  });
});
