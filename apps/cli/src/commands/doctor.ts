import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { request } from 'undici';
import { type Configuration, ConfigurationError, loadConfiguration } from '../../../../config/configuration';
import { Failed, type Io } from '../io';
import { truncate } from '../terminal/width';

interface Finding {
  readonly ok: boolean;
  readonly about: string;
  readonly text: string;
}

const ASK_STORES = join(__dirname, '../../../engine/src/ask-stores.js');
/** Milliseconds, for servers that take connections and never answer. */
const ASKED_WITHIN = 30_000;
/** The least Node with everything used here. */
const NODE = [20, 19] as const;
/** A million contacts take about one. */
const LEAST_FREE_GIB = 2;

export function addDoctorCommand(program: Command, io: Io): void {
  program
    .command('doctor')
    .description('check a set-up and ask its servers, without starting it')
    .action(async (_: object, command: Command) => {
      const findings = [node(process.versions.node), ...(await setUp(io))];
      const { json } = command.optsWithGlobals<{ json?: boolean }>();
      for (const finding of findings) io.out(json ? `${JSON.stringify(finding)}\n` : lineOf(finding, io.width));
      const wrong = findings.filter(({ ok }) => !ok).length;
      if (wrong > 0) throw new Failed(`${wrong} ${wrong === 1 ? 'thing needs' : 'things need'} mending`);
    });
}

function lineOf({ ok, about, text }: Finding, width: number): string {
  return `${truncate(`${ok ? '✓' : '✗'} ${about}: ${text}`, width)}\n`;
}

export function node(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
  return { ok, about: 'Node', text: ok ? version : `${version} is too old: install ${NODE.join('.')} or later` };
}

async function setUp(io: Io): Promise<Finding[]> {
  let configuration: Configuration;
  try {
    configuration = loadConfiguration(io.env, io.cwd);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ key, source, message }) => ({
      ok: false,
      about: `${key} (${source})`,
      text: message,
    }));
  }
  return [
    { ok: true, about: 'configuration', text: 'every key is known and right' },
    writable(configuration.dataDirectory),
    space(configuration.dataDirectory),
    await port(configuration),
    ...(configuration.stores.kind === 'embedded' ? [] : await servers(io)),
  ];
}

/** Asked by a program of the engine, which has their drivers. */
async function servers({ env, cwd }: Io): Promise<Finding[]> {
  const asked = await promisify(execFile)(process.execPath, [ASK_STORES], { env, cwd, timeout: ASKED_WITHIN }).catch(
    ({ message }: Error) => message,
  );
  if (typeof asked === 'string') return [{ ok: false, about: 'servers', text: `they could not be asked: ${asked}` }];
  return asked.stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Finding);
}

function writable(folder: string): Finding {
  const about = 'data folder';
  const existing = nearest(folder);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
  } catch {
    return { ok: false, about, text: `${existing} cannot be written to: change its owner, or set ARAUTO_DATA_DIR` };
  }
  return { ok: true, about, text: existing === folder ? `${folder} is writable` : `${folder} can be made` };
}

/** The folder, or the first one above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

function space(folder: string): Finding {
  const { bavail, bsize } = statfsSync(nearest(folder));
  const free = (bavail * bsize) / 2 ** 30;
  const ok = free >= LEAST_FREE_GIB;
  const text = `${free.toFixed(1)} GiB free`;
  return { ok, about: 'disk', text: ok ? text : `${text}: a million contacts need about ${LEAST_FREE_GIB} GiB` };
}

async function port({ host, port: wanted }: Configuration): Promise<Finding> {
  const about = 'port';
  const taken = wanted === 0 ? undefined : await tryPort(host, wanted);
  if (taken === undefined) return { ok: true, about, text: `${wanted} on ${host} is free` };
  if (taken !== 'EADDRINUSE') return { ok: false, about, text: `${host}:${wanted} cannot be listened on: ${taken}` };
  const arauto = await isArauto(host, wanted);
  const text = arauto
    ? `an Arauto answers at ${host}:${wanted}`
    : `${wanted} on ${host} is used by another program: set ARAUTO_PORT`;
  return { ok: arauto, about, text };
}

/** The code of the error with which it cannot be listened on. */
function tryPort(host: string, wanted: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'));
    server.listen(wanted, host, () => server.close(() => resolve(undefined)));
  });
}

async function isArauto(host: string, at: number): Promise<boolean> {
  try {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${at}/health/live`;
    const { body } = await request(url, { headersTimeout: 2000, bodyTimeout: 2000 });
    const answer = (await body.json()) as { status?: unknown };
    return answer.status === 'live';
  } catch {
    return false;
  }
}
