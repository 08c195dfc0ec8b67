import { randomBytes, randomUUID } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { Clock } from './clock';
import type { Random } from './random';
import { sleepBy } from './sleep-by';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => sleepBy(systemClock, ms, signal),
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
