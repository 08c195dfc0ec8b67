import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DUTIES, type Key, KEYS_OF_OTHERS, type LOG_LEVELS, type Settings, settings, UnfitSetting } from './keys';
import { type StorePlaces, storePlaces, unfitTogether } from './store-places';
import { DEFAULT_LIMITS, type Limits } from './limits';
import { defaultProviderHosts } from './provider-hosts';
import { DEFAULT_OPT_OUTS, type WordLists } from './opt-outs';

export const CONFIGURATION_FILE = 'arauto.config.json';

export type Duty = (typeof DUTIES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the engine runs with. Paths are absolute. */
export interface Configuration {
  readonly dataDirectory: string;
  readonly stores: StorePlaces;
  /**
   * Folder where no backup of the stores reaches: what is in it says whether they were put back. One that was asked for must be there to be written
   * to; null where stores are servers and none was asked for.
   */
  readonly watermark: { readonly folder: string; readonly asked: boolean } | null;
  /** What this process does; all of it on embedded stores, which allow one process. */
  readonly duties: readonly Duty[];
  /** Started with the engine while no sender uses a real provider, never, or the one at this URL. */
  readonly simulator: 'auto' | 'off' | { readonly url: string };
  /**
   * `host`, `host:port` or `host:*`: where the base URL of a sender may point. Unless they were set, the address of a simulator that is
   * started with the engine comes to them.
   */
  readonly providerHosts: readonly string[];
  readonly providerHostsSet: boolean;
  readonly reportingHorizonSeconds: number;
  readonly unknownGraceSeconds: number;
  /** How long after our last message an answer that quotes nothing belongs to it. */
  readonly attributionSeconds: number;
  readonly retryScale: number;
  /** Files that persons sent are kept in the vault once somebody fetched them. */
  readonly keepMedia: boolean;
  readonly exports: ExportConfiguration;
  /** What stops marketing messages to a person who writes or taps it, and what allows them again. */
  readonly optOuts: OptOuts;
  readonly host: string;
  /** 0 is any free port. */
  readonly port: number;
  /** Where providers reach the webhooks, without a slash at the end. */
  readonly publicUrl: string | null;
  /** Null: made at the first start and kept in the data folder. */
  readonly secret: string | null;
  readonly limits: Limits;
  readonly logLevel: LogLevel;
  /** Null: pretty on a terminal. */
  readonly logPretty: boolean | null;
}

/** How files of reports are made and kept. */
export interface ExportConfiguration {
  /** How long a file is kept, milliseconds. */
  readonly keptForMs: number;
  /** Exports of a key that may wait or be made. */
  readonly waiting: number;
  /** Exports that one process makes at once. */
  readonly atOnce: number;
}

export interface OptOuts {
  readonly stopWords: WordLists;
  readonly stopButtons: WordLists;
  readonly startWords: WordLists;
  readonly startButtons: WordLists;
}

/** One wrong key: where it was written and what was expected there. Never the value of a secret. */
export interface ConfigurationProblem {
  readonly key: string;
  readonly source: 'environment' | typeof CONFIGURATION_FILE;
  readonly message: string;
}

/** Every wrong key at once, so that nobody mends them one start at a time. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map(({ key, source, message }) => `${key} (${source}): ${message}`).join('\n'));
  }
}

interface Written {
  readonly source: ConfigurationProblem['source'];
  readonly text: string;
}

/**
 * Reads the environment, then `arauto.config.json` of `cwd` for what the environment leaves out. An empty variable is
 * one that is not set.
 * @throws ConfigurationError naming every wrong or unknown key
 */
export function loadConfiguration(env: Readonly<Record<string, string | undefined>>, cwd: string): Configuration {
  const problems: ConfigurationProblem[] = [];
  const written = new Map<string, Written>([...fromFile(cwd, problems), ...fromEnvironment(env)]);
  const found: Record<string, unknown> = {};
  for (const [key, { source, text }] of written) {
    const wrong = (message: string) => problems.push({ key, source, message });
    if (!isKey(key)) {
      wrong(unknownKey(key));
      continue;
    }
    try {
      found[key] = settings[key](text);
    } catch (error) {
      if (!(error instanceof UnfitSetting)) throw error;
      // Never a secret.
      const shown = key === 'ARAUTO_SECRET' ? `${text.length} characters` : `"${shorten(text)}"`;
      wrong(`${error.message}, found ${shown}`);
    }
  }
  if (problems.length === 0) {
    for (const [key, message] of unfitTogether(found)) {
      problems.push({ key, source: written.get(key)?.source ?? 'environment', message });
    }
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return configurationOf(found, cwd, env['ARAUTO_SIMULATOR_PORT']?.trim());
}

function fromEnvironment(env: Readonly<Record<string, string | undefined>>): [string, Written][] {
  return Object.entries(env)
    .filter(([key, text]) => key.startsWith('ARAUTO_') && !KEYS_OF_OTHERS.includes(key) && text !== undefined)
    .filter(([, text]) => text!.trim() !== '')
    .map(([key, text]) => [key, { source: 'environment', text: text! }]);
}

function fromFile(cwd: string, problems: ConfigurationProblem[]): [string, Written][] {
  const path = join(cwd, CONFIGURATION_FILE);
  const wrong = (key: string, message: string) => {
    problems.push({ key, source: CONFIGURATION_FILE, message });
  };
  if (!existsSync(path)) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    wrong(CONFIGURATION_FILE, `cannot be read as JSON: ${(error as Error).message}`);
    return [];
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    wrong(CONFIGURATION_FILE, 'expected a JSON object of keys like "ARAUTO_PORT"');
    return [];
  }
  const written: [string, Written][] = [];
  for (const [key, value] of Object.entries(parsed)) {
    if (KEYS_OF_OTHERS.includes(key) || value === null) continue;
    if (typeof value === 'object') {
      wrong(key, `expected a text, number, true or false, found ${Array.isArray(value) ? 'a list' : 'an object'}`);
    } else {
      written.push([key, { source: CONFIGURATION_FILE, text: String(value) }]);
    }
  }
  return written;
}

function isKey(key: string): key is Key {
  return Object.hasOwn(settings, key);
}

function unknownKey(key: string): string {
  const near = Object.keys(settings).find((known) => distance(known, key) <= 2);
  return near === undefined ? 'no such key: see config/README.md' : `no such key: did you mean ${near}?`;
}

/** How many letters apart two keys are. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
  }
  return row[b.length]!;
}

/** Passwords inside URLs are not for logs. */
function shorten(text: string): string {
  // to the last @: one that is not percent-encoded is part of a password
  const safe = text.replace(/\/\/.*@/, '//…@');
  return safe.length > 60 ? `${safe.slice(0, 59)}…` : safe;
}

function configurationOf(found: Settings, cwd: string, simulatorPort: string | undefined): Configuration {
  const dataDirectory = resolve(cwd, found.ARAUTO_DATA_DIR ?? './data');
  const stores = storePlaces(found, dataDirectory, cwd);
  const written = found.ARAUTO_SIMULATOR ?? 'auto';
  const simulator = written === 'auto' || written === 'off' ? written : { url: written };
  return {
    dataDirectory,
    stores,
    watermark: watermarkOf(found.ARAUTO_WATERMARK_DIR, stores, dataDirectory, cwd),
    duties: found.ARAUTO_DUTIES ?? DUTIES,
    simulator,
    providerHosts: found.ARAUTO_PROVIDER_HOSTS ?? defaultProviderHosts(simulator, simulatorPort),
    providerHostsSet: found.ARAUTO_PROVIDER_HOSTS !== undefined,
    reportingHorizonSeconds: found.ARAUTO_HORIZON ?? 72 * 3600,
    unknownGraceSeconds: found.ARAUTO_UNKNOWN_GRACE ?? 600,
    attributionSeconds: found.ARAUTO_ATTRIBUTION ?? 72 * 3600,
    retryScale: found.ARAUTO_RETRY_SCALE ?? 1,
    keepMedia: found.ARAUTO_KEEP_MEDIA ?? false,
    exports: {
      keptForMs: (found.ARAUTO_EXPORTS_KEPT ?? 7 * 86_400) * 1000,
      waiting: found.ARAUTO_EXPORTS_PER_KEY ?? 20,
      atOnce: found.ARAUTO_EXPORTS_AT_ONCE ?? 1,
    },
    optOuts: {
      stopWords: { ...DEFAULT_OPT_OUTS.stopWords, ...found.ARAUTO_OPT_OUT_WORDS },
      stopButtons: { ...DEFAULT_OPT_OUTS.stopButtons, ...found.ARAUTO_OPT_OUT_BUTTONS },
      startWords: { ...DEFAULT_OPT_OUTS.startWords, ...found.ARAUTO_OPT_IN_WORDS },
      startButtons: { ...DEFAULT_OPT_OUTS.startButtons, ...found.ARAUTO_OPT_IN_BUTTONS },
    },
    host: found.ARAUTO_HOST ?? '127.0.0.1',
    port: found.ARAUTO_PORT ?? 3000,
    publicUrl: found.ARAUTO_PUBLIC_URL ?? null,
    secret: found.ARAUTO_SECRET ?? null,
    limits: limitsOf(found),
    logLevel: found.ARAUTO_LOG_LEVEL ?? 'info',
    logPretty: found.ARAUTO_LOG_PRETTY ?? null,
  };
}

/** Beside the data folder by default, not in it: who copies the folder and puts the copy back would put back the mark with it. */
function watermarkOf(
  asked: string | undefined,
  stores: StorePlaces,
  dataDirectory: string,
  cwd: string,
): Configuration['watermark'] {
  if (asked !== undefined) return { folder: resolve(cwd, asked), asked: true };
  return stores.kind === 'embedded' ? { folder: `${dataDirectory}.watermark`, asked: false } : null;
}

function limitsOf(found: Settings): Limits {
  const or = DEFAULT_LIMITS;
  const milliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
  return {
    maxConnections: found.ARAUTO_MAX_CONNECTIONS ?? or.maxConnections,
    headersTimeoutMs: milliseconds(found.ARAUTO_HEADERS_TIMEOUT) ?? or.headersTimeoutMs,
    bodyTimeoutMs: milliseconds(found.ARAUTO_BODY_TIMEOUT) ?? or.bodyTimeoutMs,
    idleTimeoutMs: milliseconds(found.ARAUTO_IDLE_TIMEOUT) ?? or.idleTimeoutMs,
    webhookBytes: found.ARAUTO_WEBHOOK_BYTES ?? or.webhookBytes,
    jsonBytes: found.ARAUTO_JSON_BYTES ?? or.jsonBytes,
    uploads: {
      atOnce: found.ARAUTO_UPLOADS ?? or.uploads.atOnce,
      bytes: found.ARAUTO_UPLOAD_BYTES ?? or.uploads.bytes,
    },
    uploadsOfSubaccount: {
      atOnce: found.ARAUTO_UPLOADS_PER_SUBACCOUNT ?? or.uploadsOfSubaccount.atOnce,
      bytes: found.ARAUTO_UPLOAD_BYTES_PER_SUBACCOUNT ?? or.uploadsOfSubaccount.bytes,
    },
    requestsOfKey: found.ARAUTO_REQUESTS_PER_KEY ?? or.requestsOfKey,
    wrongKeysOfAddress: found.ARAUTO_WRONG_KEYS_PER_ADDRESS ?? or.wrongKeysOfAddress,
  };
}
