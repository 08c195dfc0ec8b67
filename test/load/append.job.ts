import { createHash } from 'node:crypto';

/** Appends that wait for their commit at any time. */
export const WAITING = 1000;
export const ROUNDS = 4;

export interface Job {
  /** Stream names as the engine makes them. */
  readonly streams: readonly string[];
  /** For each round, the order in which the streams get their event. */
  readonly orders: readonly Uint32Array[];
}

export interface JobEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly [key: string]: string | number | { readonly [key: string]: string | boolean } };
  readonly metadata: { readonly [key: string]: string | number };
}

/** The same streams in the same order for the same seed: both sides of a run get one. */
export function makeJob(count: number, seed: number): Job {
  const campaign = uuid(`campaign ${seed}`);
  const streams = Array.from({ length: count }, (_, n) => {
    const key = createHash('sha256').update(`${seed}:${n}`).digest().subarray(0, 16).toString('hex');
    return `contact-${campaign}.${key}`;
  });
  return { streams, orders: Array.from({ length: ROUNDS }, (_, round) => shuffled(count, seed + round)) };
}

const TYPES = ['ContactUploaded', 'SendAttempted', 'TemplateSent', 'Delivered'] as const;
const STATES = ['initial', 'in_progress', 'in_progress', 'delivered'] as const;

/** An event of the size and shape of a contact's. Made inside the measured time by both sides alike. */
export function makeEvent(round: number, n: number): JobEvent {
  return {
    id: `00000000-0000-4000-8000-${(round * 1_000_000_000 + n).toString(16).padStart(12, '0')}`,
    type: TYPES[round]!,
    data: {
      from: { state: STATES[Math.max(0, round - 1)]!, open: round > 1, needsAttention: false },
      to: { state: STATES[round]!, open: round === 1, needsAttention: false },
      attempt: 1,
      claim: '5f0c7e0e-8c1b-4b57-9d0e-0a4c4f6f1f11',
      sender: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee',
      conversation: 'conversation-0190aaaa-bbbb-7ccc-8ddd',
    },
    metadata: {
      $correlationId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001',
      $causationId: '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0002',
      version: 1,
      actor: 'system:dispatcher',
      at: '2026-01-05T12:00:00.000Z',
    },
  };
}

function uuid(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** Fisher–Yates over a linear congruential generator (Numerical Recipes' constants). */
function shuffled(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, n) => n);
  let state = (seed * 2654435761) >>> 0;
  for (let last = count - 1; last > 0; last--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
