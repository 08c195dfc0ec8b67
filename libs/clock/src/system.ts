import { randomBytes, randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Clock } from './clock';
import type { Random } from './random';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done, { once: true });
    }),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  endOfTick: () => new Promise((resolve) => setImmediate(resolve)),
};

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  id: () => uuidv7(),
  fraction: () => Math.random(),
  bytes: (length) => randomBytes(length),
};
