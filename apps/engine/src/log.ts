import pino, { type Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal'>;

/** Lines of JSON on standard error; readable ones on a terminal. Personal data never gets here. */
export function openLog(level: string, pretty: boolean): Log {
  return pino(
    { level, base: null },
    pretty ? pino.transport({ target: 'pino-pretty', options: { destination: 2 } }) : pino.destination(2),
  );
}
