import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { problemOf } from '../problems/problem-of';

/** At most 4 frames a second. */
export const PAUSE_MS = 250;
/** Proxies close what is silent for a minute, some for half of one. */
export const HEARTBEAT_MS = 15_000;

/** Said first: how soon whoever lost the stream asks again, milliseconds. */
export const RETRY = 'retry: 1000\n\n';
export const HEARTBEAT = ': still here\n\n';

export function frame(event: string, position: string, json: string): string {
  return `event: ${event}\nid: ${position}\ndata: ${json}\n\n`;
}

/** Aborts when the connection of whoever asked closes. */
export function whenGone(request: FastifyRequest): AbortController {
  const gone = new AbortController();
  request.raw.socket.once('close', () => gone.abort());
  return gone;
}

/** Frames as they are sent: none is made before the one in front of it is on its way. `gone` aborts when it closes. */
export function sent(frames: AsyncGenerator<string>, gone: AbortController): Readable {
  const stream = Readable.from(frames, { objectMode: false, highWaterMark: 1 });
  stream.once('close', () => gone.abort());
  return stream;
}

/** The store cannot answer, or its views are being made: the next look may find what this one did not. */
export function isPassing(error: unknown): boolean {
  const code = problemOf(error)?.code;
  return code === 'store_unavailable' || code === 'views_catching_up';
}
