import { systemClock } from '@arauto/clock';
import pino from 'pino';
import { type Log, withoutRepeats } from './repeats';

export type { Log };

/** Lines of JSON on standard error; readable ones on a terminal. Personal data never gets here. */
export function openLog(level: string, pretty: boolean): Log {
  const log = pino(
    { level, base: null, serializers: { error: traceOf } },
    pretty ? pino.transport({ target: 'pino-pretty', options: { destination: 2 } }) : pino.destination(2),
  );
  return withoutRepeats(log, systemClock);
}

/** What a line says of something that was thrown. The text of a parser's error quotes what it read, which may be personal data. */
export function traceOf(thrown: unknown): string {
  // In words, where it comes from another thread.
  if (typeof thrown === 'string') return thrown;
  if (!(thrown instanceof Error)) return typeof thrown;
  const { name, message, stack = `${name}: ${message}` } = thrown;
  if (!(thrown instanceof SyntaxError)) return stack;
  const frames = stack.indexOf('\n    at ');
  return frames === -1 ? name : name + stack.slice(frames);
}
