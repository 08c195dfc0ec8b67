import { parseDuration } from './duration';
import { allowsOnlyOnPurpose, parseWordLists, WORD_LISTS_EXPECTED, type WordLists } from './opt-outs';
import { readProviderHosts } from './provider-hosts';

export const DUTIES = ['api', 'dispatcher', 'projector', 'reactions'] as const;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const DAY_SECONDS = 86_400;

/** What the text of a key means. It is text always: environment variables are, and the file's numbers and booleans are turned into it. */
type Read<T> = (text: string) => T;

/** The text of a key is not what it must be; the message says what was expected. */
export class UnfitSetting extends Error {
  override readonly name = 'UnfitSetting';
}

function setting<T>(expected: string, parse: (text: string) => T | undefined): Read<T> {
  return (text) => {
    const value = parse(text.trim());
    if (value === undefined) throw new UnfitSetting(`expected ${expected}`);
    return value;
  };
}

/** A store of this machine, at its path as written, or one of a server, by its connection string. */
export type Place = { readonly path: string } | { readonly url: string };

const EMBEDDED_FILE = (text: string) => {
  const path = /^sqlite:(.+)$/.exec(text)?.[1];
  return path === undefined || path.startsWith('//') || path.includes('\0') ? undefined : path;
};

const FOLDER = (text: string) => (text === '' || /^\w[\w+.-]+:\/\//.test(text) ? undefined : text);

/** As URLs have them; what is not encoded there would be taken for a part of the host or of the path. */
const CREDENTIALS = '(?:[^/?#@\\s%]|%[0-9A-Fa-f]{2})*@';
const HOST = '(?:\\[[0-9A-Fa-f:.]+\\]|[^/?#\\s@:,[\\]]+)(?::\\d+)?';
const SERVERS = `(?:${CREDENTIALS})?${HOST}(?:,${HOST})*`;

const EVENT_STORE_DB = new RegExp(`^esdb(\\+discover)?://${SERVERS}/?(\\?\\S*)?$`);
/** With a database: what is written into none by name goes into one called `test`. */
const MONGO_DB = new RegExp(`^mongodb(\\+srv)?://${SERVERS}/[\\w-]{1,63}(\\?\\S*)?$`);

function place(expected: string, embedded: (text: string) => string | undefined, server: RegExp) {
  return setting(expected, (text): Place | undefined => {
    if (server.test(text)) return { url: text };
    if (/^(esdb|mongodb).*@/.test(text)) {
      throw new UnfitSetting(`expected ${expected}; user and password percent-encoded, / as %2F, @ as %40, % as %25`);
    }
    const path = embedded(text);
    return path === undefined ? undefined : { path };
  });
}

const MONGO = 'mongodb://<hosts>/<database>';

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

const UNITS: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Bytes. */
function size(minimum: string) {
  const read = (text: string) => {
    const match = /^(\d{1,6})(KiB|MiB|GiB)$/.exec(text);
    return match ? Number(match[1]) * UNITS[match[2]!]! : undefined;
  };
  return setting(`a size like 64MiB or 2GiB, from ${minimum}`, (text) => {
    const bytes = read(text);
    return bytes !== undefined && bytes >= read(minimum)! ? bytes : undefined;
  });
}

function whole(minimum: number, maximum: number) {
  const expected = `a whole number from ${minimum} to ${maximum}`;
  return number(expected, (value) => Number.isInteger(value) && value >= minimum && value <= maximum);
}

function httpUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url && url.username === '' && url.search === '' && url.hash === '';
  return plain && /^https?:$/.test(url.protocol) ? text.replace(/\/+$/, '') : undefined;
}

const duties = setting(`a list of ${DUTIES.join(', ')}, separated by commas`, (text) => {
  const named = text.split(',').map((duty) => duty.trim());
  const known = DUTIES.filter((duty) => named.includes(duty));
  return named.every((duty) => DUTIES.some((each) => each === duty)) ? known : undefined;
});

const wordLists = setting(WORD_LISTS_EXPECTED, parseWordLists);

/** Of what allows messages again. */
const startLists: Read<Partial<WordLists>> = (text) => {
  const lists = wordLists(text);
  if (allowsOnlyOnPurpose(lists)) return lists;
  throw new UnfitSetting('expected no mere answer (yes, sim, sí, ok): it would allow messages that nobody asked for');
};

const FLAGS = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  ['yes', true],
  ['no', false],
]);

/** Every key the engine knows, and how its text is read. */
export const settings = {
  ARAUTO_EVENT_STORE: place(
    'sqlite:<path>, like sqlite:./data/events.db, or esdb://<hosts>',
    EMBEDDED_FILE,
    EVENT_STORE_DB,
  ),
  ARAUTO_VIEW_STORE: place(`sqlite:<path>, like sqlite:./data/views.db, or ${MONGO}`, EMBEDDED_FILE, MONGO_DB),
  ARAUTO_VAULT: place(`sqlite:<path>, like sqlite:./data/vault.db, or ${MONGO}`, EMBEDDED_FILE, MONGO_DB),
  ARAUTO_FILES: place(`a folder, like ./data/files, or ${MONGO}`, FOLDER, MONGO_DB),
  ARAUTO_DATA_DIR: setting('a folder, like ./data', FOLDER),
  ARAUTO_WATERMARK_DIR: setting('a folder, like /srv/arauto-watermark', FOLDER),
  ARAUTO_DUTIES: duties,
  ARAUTO_SIMULATOR: setting('auto, off or the http(s) URL of a simulator', (text) =>
    text === 'auto' || text === 'off' ? text : httpUrl(text),
  ),
  ARAUTO_PROVIDER_HOSTS: setting(
    'hosts like graph.facebook.com or 127.0.0.1:4010, separated by commas',
    readProviderHosts,
  ),
  ARAUTO_HORIZON: duration(1, 30 * DAY_SECONDS),
  ARAUTO_UNKNOWN_GRACE: duration(1, 7 * DAY_SECONDS),
  ARAUTO_ATTRIBUTION: duration(1, 30 * DAY_SECONDS),
  ARAUTO_KEEP_MEDIA: setting('yes or no', (text) => FLAGS.get(text.toLowerCase())),
  ARAUTO_RETRY_SCALE: number('a number above 0 and up to 100', (value) => value > 0 && value <= 100),
  ARAUTO_EXPORTS_KEPT: duration(1, 90 * DAY_SECONDS),
  ARAUTO_EXPORTS_AT_ONCE: whole(1, 16),
  ARAUTO_EXPORTS_PER_KEY: whole(1, 1000),
  ARAUTO_OPT_OUT_WORDS: wordLists,
  ARAUTO_OPT_OUT_BUTTONS: wordLists,
  ARAUTO_OPT_IN_WORDS: startLists,
  ARAUTO_OPT_IN_BUTTONS: startLists,
  ARAUTO_PORT: number('a port from 0 (any free one) to 65535', (n) => Number.isInteger(n) && n <= 65_535),
  ARAUTO_HOST: setting('a host name or an IP address without port', (text) =>
    /^[A-Za-z0-9.:%_-]{1,253}$/.test(text) && !/^[A-Za-z0-9.-]+:\d+$/.test(text) ? text : undefined,
  ),
  ARAUTO_PUBLIC_URL: setting('an http(s) URL, like https://arauto.example', httpUrl),
  ARAUTO_SECRET: setting('at least 32 characters', (text) =>
    text.length >= 32 && text.length <= 1024 ? text : undefined,
  ),
  ARAUTO_MAX_CONNECTIONS: whole(10, 100_000),
  ARAUTO_HEADERS_TIMEOUT: duration(1, DAY_SECONDS),
  ARAUTO_BODY_TIMEOUT: duration(1, DAY_SECONDS),
  ARAUTO_IDLE_TIMEOUT: duration(1, DAY_SECONDS),
  ARAUTO_WEBHOOK_BYTES: size('4MiB'),
  ARAUTO_JSON_BYTES: size('32MiB'),
  ARAUTO_UPLOADS: whole(1, 10_000),
  ARAUTO_UPLOAD_BYTES: size('1MiB'),
  ARAUTO_UPLOADS_PER_SUBACCOUNT: whole(1, 10_000),
  ARAUTO_UPLOAD_BYTES_PER_SUBACCOUNT: size('1MiB'),
  ARAUTO_REQUESTS_PER_KEY: whole(1, 100_000_000),
  ARAUTO_WRONG_KEYS_PER_ADDRESS: whole(1, 1_000_000),
  ARAUTO_LOG_LEVEL: setting(`one of ${LOG_LEVELS.join(', ')}`, (text) => LOG_LEVELS.find((level) => level === text)),
  ARAUTO_LOG_PRETTY: setting('true or false', (text) => FLAGS.get(text.toLowerCase())),
};

export type Key = keyof typeof settings;

/** What was written, read; a key that nobody wrote is not there. */
export type Settings = { readonly [K in Key]?: ReturnType<(typeof settings)[K]> };

/** Keys of the programs beside the engine. They are no business of its own, and no mistake in its environment. */
export const KEYS_OF_OTHERS: readonly string[] = [
  'ARAUTO_KEY',
  'ARAUTO_LANGUAGE',
  'ARAUTO_URL',
  'ARAUTO_SIMULATOR_PORT',
  'ARAUTO_SIMULATOR_TOKEN',
];
