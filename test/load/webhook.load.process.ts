import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { callbackData } from '@arauto/domain';
import { makeAudience } from './audience';
import { serve } from './child';
import { messageIdOf, statusBody, type StatusOf } from './connection';

/** The load of the webhook benchmark, from a process of its own, the same for both sides. */
export type PostRequest =
  /** Makes and signs the bodies, before the clock runs. */
  | { readonly type: 'prepare'; readonly contacts: number; readonly batch: number; readonly appSecret: string }
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
/** Contacts whose three statuses come close together. */
const WAVE = 1000;

interface Body {
  readonly text: string;
  readonly signature: string;
}

let bodies: Body[] = [];

serve<PostRequest, PostReply>(async (request) => {
  if (request.type === 'prepare') {
    bodies = makeBodies(request.contacts, request.batch, request.appSecret);
    return { latency99: 0 };
  }
  const { url, connections, rate } = request;
  const latencies = await post(new URL(url), connections, rate);
  const counted = latencies.subarray(rate === null ? 0 : Math.min(rate * WARM_UP_SECONDS, latencies.length / 2)).sort();
  return { latency99: counted[Math.floor(counted.length * 0.99)] ?? 0 };
});

function makeBodies(count: number, batch: number, appSecret: string): Body[] {
  const { campaignId, contacts } = makeAudience(count, 1);
  const statuses: StatusOf[] = [];
  for (let start = 0; start < contacts.length; start += WAVE) {
    for (const status of ['sent', 'delivered', 'read'] as const) {
      for (const { row, phone, personKey } of contacts.slice(start, start + WAVE)) {
        const echoed = callbackData(campaignId, personKey, 1);
        statuses.push({ messageId: messageIdOf(row), status, recipient: phone.slice(1), callbackData: echoed });
      }
    }
  }
  return Array.from({ length: Math.ceil(statuses.length / batch) }, (_, index) => {
    const text = statusBody(statuses.slice(index * batch, (index + 1) * batch));
    return { text, signature: createHmac('sha256', appSecret).update(text).digest('hex') };
  });
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
