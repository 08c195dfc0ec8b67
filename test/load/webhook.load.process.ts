import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { callbackData } from '@arauto/domain';
import { makeAudience, type Recipient } from './audience';
import { serve } from './child';
import { inboundBody, type MessageFrom, messageIdOf, statusBody, type StatusOf } from './connection';

/** What the webhooks tell of: statuses of our messages, or messages of persons. */
export type Told = 'statuses' | 'inbound';

/** The load of the webhook benchmark, from a process of its own, the same for both sides. */
export type PostRequest =
  /** Makes and signs the bodies, before the clock runs. */
  | {
      readonly type: 'prepare';
      readonly told: Told;
      readonly contacts: number;
      readonly batch: number;
      readonly appSecret: string;
    }
  /** The same for messages of one person, by its index among the contacts: a webhook for each from `first` on. */
  | {
      readonly type: 'prepare talk';
      readonly person: number;
      readonly first: number;
      readonly count: number;
      readonly appSecret: string;
    }
  /** Posts them all; at a rate per second whatever the answers do, or as fast as they come. */
  | { readonly type: 'post'; readonly url: string; readonly connections: number; readonly rate: number | null };

export interface PostReply {
  /** Milliseconds from when a post was due to its 200. */
  readonly latency99: number;
}

/**
 * A process that has just begun compiles for half a second what it then runs for days, and takes seconds to work off what came meanwhile: what
 * is posted at a rate in its first seconds is not counted.
 */
const WARM_UP_SECONDS = 5;
/** Contacts whose three statuses, or messages, come close together. */
const WAVE = 1000;

interface Body {
  readonly text: string;
  readonly signature: string;
}

let bodies: Body[] = [];

serve<PostRequest, PostReply>(async (request) => {
  if (request.type === 'prepare') {
    const { told, contacts, batch, appSecret } = request;
    const texts =
      told === 'statuses'
        ? inBatches(statusesOf(contacts), batch, statusBody)
        : inBatches(messagesOf(contacts), batch, inboundBody);
    bodies = signed(texts, appSecret);
    return { latency99: 0 };
  }
  if (request.type === 'prepare talk') {
    const { person, first, count, appSecret } = request;
    bodies = signed(inBatches(talkOf(person, first, count), 1, inboundBody), appSecret);
    return { latency99: 0 };
  }
  const { url, connections, rate } = request;
  const latencies = await post(new URL(url), connections, rate);
  const counted = latencies.subarray(rate === null ? 0 : Math.min(rate * WARM_UP_SECONDS, latencies.length / 2)).sort();
  return { latency99: counted[Math.floor(counted.length * 0.99)] ?? 0 };
});

function signed(texts: readonly string[], appSecret: string): Body[] {
  return texts.map((text) => ({ text, signature: createHmac('sha256', appSecret).update(text).digest('hex') }));
}

function talkOf(person: number, first: number, count: number): MessageFrom[] {
  const { row, phone } = makeAudience(person + 1, 1).contacts[person]!;
  return Array.from({ length: count }, (_, index) => ({
    ...{ messageId: messageIdOf((100 + person) * 1_000_000 + first + index), from: phone.slice(1) },
    ...{ quotes: messageIdOf(row), text: 'Mais uma coisa' },
  }));
}

function statusesOf(count: number): StatusOf[] {
  const { campaignId } = makeAudience(0, 1);
  return threeEach(count, ['sent', 'delivered', 'read'] as const, ({ row, phone, personKey }, status) => {
    const echoed = callbackData(campaignId, personKey, 1);
    return { messageId: messageIdOf(row), status, recipient: phone.slice(1), callbackData: echoed };
  });
}

function messagesOf(count: number): MessageFrom[] {
  return threeEach(count, [1, 2, 3] as const, ({ row, phone }, nth) => ({
    ...{ messageId: messageIdOf(nth * 10_000_000 + row), from: phone.slice(1), quotes: messageIdOf(row) },
    text: 'Obrigado, está tudo certo',
  }));
}

/** Of each contact, a thousand contacts at a time: the first of all of them, then the second, then the third. */
function threeEach<Each, Made>(
  count: number,
  each: readonly [Each, Each, Each],
  make: (recipient: Recipient, each: Each) => Made,
): Made[] {
  const { contacts } = makeAudience(count, 1);
  const made: Made[] = [];
  for (let start = 0; start < contacts.length; start += WAVE) {
    const wave = contacts.slice(start, start + WAVE);
    for (const one of each) made.push(...wave.map((recipient) => make(recipient, one)));
  }
  return made;
}

function inBatches<Item>(items: readonly Item[], batch: number, bodyOf: (items: readonly Item[]) => string): string[] {
  return Array.from({ length: Math.ceil(items.length / batch) }, (_, index) =>
    bodyOf(items.slice(index * batch, (index + 1) * batch)),
  );
}

/** Each connection has one request under way; a post whose time has come waits for a free one. */
function post({ hostname, port, pathname }: URL, connections: number, rate: number | null): Promise<Float64Array> {
  const requests = bodies.map(
    ({ text, signature }) =>
      `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n` +
      `x-hub-signature-256: sha256=${signature}\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
  const latencies = new Float64Array(requests.length);
  const start = performance.now();
  const dueAt = (index: number) => (rate === null ? performance.now() : start + (index * 1000) / rate);
  let next = 0;
  let left = requests.length;
  return new Promise((resolve, reject) => {
    const free: Socket[] = [];
    const sockets: Socket[] = [];
    const send = (socket: Socket) => {
      if (next === requests.length) return;
      const due = dueAt(next);
      if (due > performance.now()) {
        free.push(socket);
        return;
      }
      const index = next++;
      socket.once('data', (answer: Buffer) => {
        const head = answer.toString('latin1');
        if (!head.startsWith('HTTP/1.1 200') || !head.includes('\r\n\r\n')) {
          reject(new Error(`a webhook was answered ${head.slice(0, 200)}`));
          return;
        }
        latencies[index] = performance.now() - due;
        if (--left === 0) finish();
        else send(socket);
      });
      socket.write(requests[index]!);
    };
    const ticking = setInterval(() => {
      for (const socket of free.splice(0)) send(socket);
    }, 1);
    const finish = () => {
      clearInterval(ticking);
      for (const socket of sockets) socket.destroy();
      resolve(latencies);
    };
    for (let index = 0; index < connections; index++) {
      const socket = connect(Number(port), hostname, () => send(socket));
      socket.setNoDelay(true);
      socket.on('error', reject);
      sockets.push(socket);
    }
  });
}
