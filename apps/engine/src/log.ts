import { systemClock } from '@arauto/clock';
import pino from 'pino';
import { type Log, withoutRepeats } from './repeats';

export type { Log };

/** Lines of JSON on standard error; readable ones on a terminal. Personal data never gets here. */
export function openLog(level: string, pretty: boolean): Log {
  const log = pino(
    { level, base: null },
    pretty ? pino.transport({ target: 'pino-pretty', options: { destination: 2 } }) : pino.destination(2),
  );
  return withoutRepeats(log, systemClock);
}
