import type { Api } from '../api';
import { until } from '../api';
import { CREDENTIALS } from '../stage';
import { signatureOf } from '../webhook';
import { invalid, problem, refusal, type Row, type World } from './row';

interface Post {
  readonly body: string;
  readonly signed?: boolean;
  readonly type?: string;
  readonly url?: (world: World) => string;
}

async function send(world: World, { body, signed = true, type = 'application/json', url }: Post): Promise<Response> {
  const signature = signed ? signatureOf(body) : signatureOf(body, 'another');
  return fetch(url?.(world) ?? world.webhook, {
    method: 'POST',
    headers: { 'content-type': type, 'x-hub-signature-256': signature },
    body,
  });
}

const refused = (post: Post) => async (world: World) => {
  const response = await send(world, post);
  return refusal({ status: response.status, headers: response.headers, body: await response.json() });
};

const handshake = (query: string) => async (world: World) => {
  const response = await fetch(`${world.webhook}?${query}`);
  const text = await response.text();
  return response.status === 200
    ? text
    : refusal({ status: response.status, headers: response.headers, body: JSON.parse(text) });
};

/** 200, and how many elements more are kept as unmatched. */
const taken = (value: unknown) =>
  takenWhole({
    object: 'whatsapp_business_account',
    entry: [{ id: '99001', changes: [{ field: 'messages', value }] }],
  });

const takenWhole = (whole: unknown) => async (world: World) => {
  const before = await unmatched(world.api);
  const body = JSON.stringify(whole);
  const response = await send(world, { body });
  if (response.status !== 200) return response.status;
  const { added } = await until(
    async () => ({ added: (await unmatched(world.api)) - before }),
    ({ added: more }) => more > 0,
    2000,
  ).catch(() => ({ added: 0 }));
  return { status: 200, text: await response.text(), unmatched: added };
};

async function unmatched(api: Api): Promise<number> {
  const { body } = await api.get<{ items: unknown[] }>('/v1/events?type=UnmatchedReceived&limit=500');
  return body.items.length;
}

const metadata = { display_phone_number: '5511900009001', phone_number_id: '79001' };

const TOKEN = 'a-token-of-our-own';

/** One after the other: each counts what the one before it left. */
export const WEBHOOKS: readonly Row[] = [
  {
    name: 'a webhook of an unknown sender',
    ask: refused({ body: '{}', url: ({ engine }) => `${engine.url}/webhooks/cloud-api/nobody` }),
    answer: problem('not_found', 'There is no such sender.'),
  },
  {
    name: 'a webhook with a wrong signature',
    ask: refused({ body: '{}', signed: false }),
    answer: problem('unauthenticated', 'The signature does not fit the body.'),
  },
  {
    name: 'a webhook without a signature',
    ask: async ({ webhook }) => {
      const r = await fetch(webhook, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
      return refusal({ status: r.status, headers: r.headers, body: await r.json() });
    },
    answer: problem('unauthenticated', 'The signature does not fit the body.'),
  },
  {
    name: 'a webhook as a form',
    ask: refused({ body: 'a=b', type: 'application/x-www-form-urlencoded' }),
    answer: problem('unsupported_media_type', 'Send application/json; a contact file as multipart/form-data.'),
  },
  {
    name: 'a webhook without a body',
    ask: async ({ webhook }) => {
      const r = await fetch(webhook, { method: 'POST' });
      return refusal({ status: r.status, headers: r.headers, body: await r.json() });
    },
    answer: problem('unsupported_media_type', 'A webhook is application/json.'),
  },
  {
    name: 'a webhook above 3 MB',
    ask: refused({ body: JSON.stringify({ x: 'y'.repeat(3 * 1024 * 1024) }) }),
    answer: problem('payload_too_large', 'The body is larger than this route takes.'),
  },
  {
    name: 'a webhook that is not JSON',
    ask: refused({ body: '{"object":' }),
    answer: invalid(['', 'unreadable', 'The body is not JSON.']),
  },
  { name: 'a webhook that is a list', ask: takenWhole([]), answer: { status: 200, text: '', unmatched: 1 } },
  {
    name: 'a webhook by another method',
    ask: async ({ webhook }) => {
      const r = await fetch(webhook, { method: 'PUT' });
      return {
        allow: r.headers.get('allow'),
        ...(refusal({ status: r.status, headers: r.headers, body: await r.json() }) as object),
      };
    },
    answer: { allow: 'GET, POST', ...problem('method_not_allowed', 'Only GET, POST is possible here.') },
  },
  {
    name: 'a handshake with a wrong token',
    ask: handshake('hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1'),
    answer: problem('forbidden', 'The verify token or mode is wrong.'),
  },
  {
    name: 'a handshake without a mode',
    ask: handshake(`hub.verify_token=${CREDENTIALS.verifyToken}&hub.challenge=1`),
    answer: problem('forbidden', 'The verify token or mode is wrong.'),
  },
  {
    name: 'a handshake of an unknown sender',
    ask: async ({ engine }) => {
      const r = await fetch(`${engine.url}/webhooks/cloud-api/nobody?hub.mode=subscribe`);
      return refusal({ status: r.status, headers: r.headers, body: await r.json() });
    },
    answer: problem('not_found', 'There is no such sender.'),
  },
  {
    name: 'webhooks whose token is in the address',
    ask: async ({ api, engine, subaccountId }) => {
      const connection = { baseUrl: 'http://127.0.0.1:9', appName: 'AuroraLoja', source: '5511900009003' };
      const credentials = { apiKey: 'key', webhookToken: TOKEN };
      const sender = {
        subaccountId,
        name: 'Gupshup',
        provider: 'gupshup',
        phone: '+5511900009003',
        portfolioId: 'pf-3',
      };
      const { id } = await api.make('/v1/senders', { ...sender, connection, credentials });
      const statuses: Record<string, number> = {};
      for (const path of [`${id}/${TOKEN}`, `${id}/${TOKEN}x`, id, `nobody/${TOKEN}`]) {
        const headers = { 'content-type': 'application/json' };
        const body = '{"type":"billing-event"}';
        const { status } = await fetch(`${engine.url}/webhooks/gupshup/${path}`, { method: 'POST', headers, body });
        statuses[path.replace(id, 'ID')] = status;
      }
      return statuses;
    },
    answer: { [`ID/${TOKEN}`]: 200, [`ID/${TOKEN}x`]: 401, ID: 404, [`nobody/${TOKEN}`]: 404 },
  },
  {
    name: 'a status of nobody',
    ask: taken({
      metadata,
      statuses: [{ id: 'wamid.nobody', status: 'delivered', timestamp: '1795258803', recipient_id: '5511900001234' }],
    }),
    answer: { status: 200, text: '', unmatched: 1 },
  },
  {
    name: 'a malformed status beside another',
    ask: taken({
      metadata,
      statuses: [{ status: 7 }, { id: 'wamid.nobody2', status: 'read', timestamp: '1795258803' }],
    }),
    answer: { status: 200, text: '', unmatched: 2 },
  },
  {
    name: 'a webhook without entries',
    ask: takenWhole({ object: 'whatsapp_business_account' }),
    answer: { status: 200, text: '', unmatched: 1 },
  },
  {
    name: 'a webhook whose entries are null',
    ask: takenWhole({ object: 'whatsapp_business_account', entry: [null, { changes: 'x' }] }),
    answer: { status: 200, text: '', unmatched: 2 },
  },
  { name: 'a change without a value', ask: taken(null), answer: { status: 200, text: '', unmatched: 1 } },
  {
    name: 'a message that is a number',
    ask: taken({ metadata, messages: [42] }),
    answer: { status: 200, text: '', unmatched: 1 },
  },
  {
    name: 'statuses that are no list',
    ask: taken({ metadata, statuses: 'read' }),
    answer: { status: 200, text: '', unmatched: 1 },
  },
];
