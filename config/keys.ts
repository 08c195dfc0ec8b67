import { z } from 'zod';
import { parseDuration } from './duration';

export const DUTIES = ['api', 'dispatcher', 'projector', 'reactions'] as const;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const DAY_SECONDS = 86_400;

/** A setting is text: environment variables are, and the file's numbers and booleans are turned into it. */
function setting<T>(expected: string, parse: (text: string) => T | undefined) {
  return z.string().transform((text, context) => {
    const value = parse(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `expected ${expected}` });
    return z.NEVER;
  });
}

function refuse(pattern: RegExp, message: string) {
  return z.string().refine((text) => !pattern.test(text.trim()), { message, abort: true });
}

const productionStore = refuse(
  /^(esdb(\+discover)?|mongodb(\+srv)?):\/\//,
  'comes with the production stores, which this version does not have yet: use sqlite:<path>',
);

/** `sqlite:<path>` → the path as written. */
const sqliteFile = productionStore.pipe(
  setting('sqlite:<path>, like sqlite:./data/events.db', (text) => {
    const path = /^sqlite:(.+)$/.exec(text)?.[1];
    return path === undefined || path.startsWith('//') || path.includes('\0') ? undefined : path;
  }),
);

const folder = productionStore.pipe(
  setting('a folder, like ./data', (text) => (text === '' || /^\w[\w+.-]+:\/\//.test(text) ? undefined : text)),
);

/** Seconds. */
function duration(minimum: number, maximum: number) {
  const limits = `between ${minimum}s and ${maximum / DAY_SECONDS}d`;
  return setting(`a duration like 72h, 10m or 30s, ${limits}`, (text) => {
    const seconds = parseDuration(text);
    return seconds !== undefined && seconds >= minimum && seconds <= maximum ? seconds : undefined;
  });
}

function number(expected: string, valid: (value: number) => boolean) {
  return setting(expected, (text) => {
    const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : NaN;
    return valid(value) ? value : undefined;
  });
}

const flag = setting('true or false', (text) => ({ true: true, false: false, 1: true, 0: false })[text.toLowerCase()]);

function httpUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && url.username === '' && url.search === '' && url.hash === '';
  return plain && /^https?:$/.test(url.protocol) ? text.replace(/\/+$/, '') : undefined;
}

const duties = setting(`a list of ${DUTIES.join(', ')}, separated by commas`, (text) => {
  const named = text.split(',').map((duty) => duty.trim());
  return named.every((duty) => DUTIES.some((known) => known === duty)) ? named : undefined;
});

/** Every key the engine knows: what it may hold. */
export const settings = z.object({
  ARAUTO_EVENT_STORE: sqliteFile.optional(),
  ARAUTO_VIEW_STORE: sqliteFile.optional(),
  ARAUTO_VAULT: sqliteFile.optional(),
  ARAUTO_FILES: folder.optional(),
  ARAUTO_DATA_DIR: folder.default('./data'),
  ARAUTO_DUTIES: duties.optional(),
  ARAUTO_SIMULATOR: setting('auto, off or the http(s) URL of a simulator', (text) =>
    text === 'auto' || text === 'off' ? text : httpUrl(text),
  ).default('auto'),
  ARAUTO_HORIZON: duration(1, 30 * DAY_SECONDS).default(72 * 3600),
  ARAUTO_UNKNOWN_GRACE: duration(1, 7 * DAY_SECONDS).default(600),
  ARAUTO_RETRY_SCALE: number('a number above 0 and up to 100', (value) => value > 0 && value <= 100).default(1),
  ARAUTO_PORT: number('a port from 0 (any free one) to 65535', (n) => Number.isInteger(n) && n <= 65_535).default(3000),
  ARAUTO_HOST: setting('a host name or an IP address without port', (text) =>
    /^[A-Za-z0-9.:%_-]{1,253}$/.test(text) && !/^[A-Za-z0-9.-]+:\d+$/.test(text) ? text : undefined,
  ).default('127.0.0.1'),
  ARAUTO_PUBLIC_URL: setting('an http(s) URL, like https://arauto.example', httpUrl).optional(),
  ARAUTO_SECRET: setting('at least 32 characters', (text) =>
    text.length >= 32 && text.length <= 1024 ? text : undefined,
  ).optional(),
  ARAUTO_LOG_LEVEL: setting(`one of ${LOG_LEVELS.join(', ')}`, (text) =>
    LOG_LEVELS.find((level) => level === text),
  ).default('info'),
  ARAUTO_LOG_PRETTY: flag.optional(),
});

export type Settings = z.output<typeof settings>;

/** Keys of the programs beside the engine. They are no business of its own, and no mistake in its environment. */
export const KEYS_OF_OTHERS: readonly string[] = [
  'ARAUTO_KEY',
  'ARAUTO_URL',
  'ARAUTO_SIMULATOR_PORT',
  'ARAUTO_SIMULATOR_TOKEN',
];
