import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { serve } from './child';
import { APP_SECRET, messageIdOf, statusBody, type StatusOf } from './connection';

/** The least a provider can be: it takes any message, answers as the Cloud API does, and stamps when each arrived. */
export type ProviderRequest =
  /** Counts from nothing again. With `webhooks`, every message is reported as sent, delivered and read to that address. */
  | { readonly type: 'reset'; readonly answerAfterMs: number; readonly webhooks: string | null }
  /** Answered once so many messages were answered since the reset, with the instants of their arrival (ms, this process). */
  | { readonly type: 'whenAnswered'; readonly count: number };

export interface ProviderReply {
  readonly url: string;
  readonly arrivals: readonly number[];
}

/** Statuses in one webhook at most, as the platform batches them under load. */
const BATCH = 20;
const PARALLEL_POSTS = 8;

let answerAfterMs = 5;
let webhooks: { readonly pool: Pool; readonly path: string } | null = null;
let arrivals: number[] = [];
let answered = 0;
let ids = 0;
let statuses: StatusOf[] = [];
let posting = 0;
let whenAnswered: { readonly count: number; readonly tell: () => void } | undefined;

const server = createServer((request, response) => {
  arrivals.push(performance.now());
  if (webhooks) {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => setTimeout(() => answer(response, Buffer.concat(chunks)), answerAfterMs));
  } else {
    request.resume();
    request.on('end', () => setTimeout(() => answer(response, null), answerAfterMs));
  }
});
server.keepAliveTimeout = 60_000;

function answer(response: ServerResponse<IncomingMessage>, body: Buffer | null): void {
  const messageId = messageIdOf(++ids);
  response.setHeader('content-type', 'application/json');
  response.end(
    `{"messaging_product":"whatsapp","contacts":[{"input":"+5511900000000","wa_id":"5511900000000"}],"messages":[{"id":"${messageId}","message_status":"accepted"}]}`,
  );
  answered++;
  if (body) report(messageId, body);
  if (whenAnswered && answered >= whenAnswered.count) whenAnswered.tell();
}

function report(messageId: string, body: Buffer): void {
  const { to, biz_opaque_callback_data } = JSON.parse(body.toString()) as Record<string, string>;
  for (const status of ['sent', 'delivered', 'read'] as const) {
    statuses.push({ messageId, status, recipient: to!.slice(1), callbackData: biz_opaque_callback_data! });
  }
  setImmediate(post);
}

/** Posts what has gathered; what is not answered with 200 goes back to the queue. */
function post(): void {
  const target = webhooks;
  while (target && statuses.length > 0 && posting < PARALLEL_POSTS) {
    const batch = statuses.splice(0, BATCH);
    posting++;
    const body = statusBody(batch);
    const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
    target.pool
      .request({ method: 'POST', path: target.path, headers, body })
      .then(async (reply) => {
        await reply.body.dump();
        if (reply.statusCode !== 200) statuses.push(...batch);
      })
      .catch(() => statuses.push(...batch))
      .finally(() => {
        posting--;
        post();
      });
  }
}

const listening = new Promise<string>((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
});

serve<ProviderRequest, ProviderReply>(async (request) => {
  const url = await listening;
  if (request.type === 'reset') {
    answerAfterMs = request.answerAfterMs;
    const target = request.webhooks === null ? null : new URL(request.webhooks);
    webhooks = target && { pool: new Pool(target.origin, { connections: PARALLEL_POSTS }), path: target.pathname };
    arrivals = [];
    answered = 0;
    statuses = [];
    return { url, arrivals: [] };
  }
  if (answered < request.count) {
    await new Promise<void>((tell) => (whenAnswered = { count: request.count, tell }));
    whenAnswered = undefined;
  }
  return { url, arrivals };
});
