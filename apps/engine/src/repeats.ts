import type { Clock } from '@arauto/clock';
import type { Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal'>;

const MINUTE = 60_000;
/** Kinds of failures that are remembered; above it the one that came first is forgotten. */
const KINDS = 200;

interface Said {
  readonly at: number;
  withheld: number;
}

/**
 * One line a minute for each kind of failure: a full disk fails everything, many times a second. The next line of a kind says how many
 * were withheld. What is no failure (has no `error`) is always said.
 */
export function withoutRepeats(log: Log, clock: Pick<Clock, 'monotonic'>): Log {
  const said = new Map<string, Said>();

  /** The facts to say, or undefined when the like of it was just said. */
  function sayable(facts: unknown, message: unknown): object | undefined {
    if (typeof facts !== 'object' || facts === null || !('error' in facts)) return facts as object;
    const kind = kindOf(facts as Record<string, unknown>, message);
    const last = said.get(kind);
    const now = clock.monotonic();
    if (last && now - last.at < MINUTE) {
      last.withheld += 1;
      return undefined;
    }
    said.delete(kind);
    const [oldest] = said.size < KINDS ? [] : said.keys();
    if (oldest !== undefined) said.delete(oldest);
    said.set(kind, { at: now, withheld: 0 });
    return last && last.withheld > 0 ? { ...facts, withheld: last.withheld } : facts;
  }

  const sparing = (level: 'warn' | 'error') => (facts: object, message?: string) => {
    const shown = sayable(facts, message);
    if (shown !== undefined) log[level](shown, message);
  };
  return {
    info: log.info.bind(log),
    debug: log.debug.bind(log),
    fatal: log.fatal.bind(log),
    warn: sparing('warn'),
    error: sparing('error'),
  };
}

/** What it is a failure of and how, without the ids and numbers of this one. */
function kindOf({ error, message, code, reaction }: Record<string, unknown>, text: unknown): string {
  const words = [text, error, message, code, reaction].map((part) => String(part).split('\n', 1)[0]);
  return words.join('|').replace(/[0-9a-f]{8}[0-9a-f-]*|\d+/gi, '#');
}
