/**
 * Starts what compose.yml starts of the engine, without Docker: the same commands with the same environment, on loopback, against servers whose
 * addresses it is given. Waits until each process is ready, prints a table, and ends them (with --stay, after a signal).
 *
 *   node docker/by-hand.mjs --eventstoredb 'esdb://127.0.0.1:2113?tls=false' --mongodb 'mongodb://127.0.0.1:27017/?replicaSet=rs0'
 *     [--only api-1,dispatcher-1] [--env docker/.env] [--prepare] [--stay]
 *
 * Of the stores' connection strings, hosts and options are those given; users, passwords and databases stay those of compose.yml, but are left
 * out where the address says nothing of TLS: no password goes over an open line. `--prepare` runs the service `stores` before.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
/** What the image says for a service that does not. */
const COMMAND = ['node', 'dist/apps/engine/src/main.js'];
/** Milliseconds. */
const READY_WITHIN = 120_000;

const options = readOptions();
if (!options.eventstoredb || !options.mongodb) fail('expected --eventstoredb esdb://… and --mongodb mongodb://…');

if (options.prepare && [options.eventstoredb, options.mongodb].some(isOpen))
  fail('--prepare gives users passwords, which do not go over an open line: expected tls=true in both addresses');

const variables = { ...readVariables(options.env), ...process.env };
const { services } = parse(readFileSync(join(here, 'compose.yml'), 'utf8'), { merge: true });
const wanted = options.only?.split(',');
const names = Object.keys(services).filter(
  (name) => services[name].environment?.ARAUTO_DUTIES && (!wanted || wanted.includes(name)),
);
if (names.length !== (wanted?.length ?? names.length)) fail(`--only names no service of the engine: ${options.only}`);

const folder = mkdtempSync(join(tmpdir(), 'arauto-by-hand-'));
const running = [];
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(0));
process.on('exit', () => running.forEach(({ child }) => child.kill('SIGKILL')));

try {
  if (options.prepare) await prepare();
  for (const name of names) running.push(await start(name));
  const rows = await Promise.all(running.map(ready));
  console.log(tableOf(rows));
  if (rows.some(({ state }) => state !== 'ready')) await end(1);
  if (!options.stay) await end(0);
  console.log('Ctrl+C ends them.');
} catch (error) {
  console.error(error.message);
  await end(1);
}

async function prepare() {
  const child = run('stores', {});
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('the stores could not be prepared');
}

async function start(name) {
  const port = await freePort();
  const child = run(name, {
    ...{ ARAUTO_PORT: String(port), ARAUTO_HOST: '127.0.0.1' },
    ...{ ARAUTO_DATA_DIR: join(folder, name), ARAUTO_WATERMARK_DIR: join(folder, 'watermark') },
  });
  return { name, port, child, begun: performance.now(), exited: once(child, 'exit') };
}

/** As the container would, but for where the servers are and where it listens. */
function run(name, ownEnvironment) {
  const { command = COMMAND, environment } = services[name];
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', ARAUTO_LOG_PRETTY: 'false', ...ownEnvironment };
  for (const [key, text] of Object.entries(environment)) env[key] ??= addressed(key, interpolated(text));
  const [program, ...args] = command;
  return spawn(program === 'node' ? process.execPath : program, args, {
    cwd: root,
    env,
    stdio: ['ignore', name === 'stores' ? 'inherit' : 'ignore', 'inherit'],
  });
}

/** A setting of the compose file, for the servers that were given. */
function addressed(key, text) {
  if (/^esdb/.test(text)) return elsewhere(text, options.eventstoredb);
  if (/^mongodb/.test(text)) return elsewhere(text, options.mongodb);
  return text;
}

/** Whether an address says that nothing secret may go there. EventStoreDB speaks TLS unless told not to, MongoDB only when told to. */
function isOpen(address) {
  return /^mongodb:/.test(address) ? !/[?&](tls|ssl)=true/.test(address) : /[?&]tls=false/.test(address);
}

function elsewhere(text, given) {
  const own = /^\w+(?:\+\w+)?:\/\/(?:([^@/]*)@)?[^/?]+(\/[^?]*)?/.exec(text);
  const [, scheme, hosts, query = ''] =
    /^(\w+(?:\+\w+)?:\/\/)(?:[^@/]*@)?([^/?]+)\/?(\?.*)?$/.exec(given) ?? fail(`no address: ${given}`);
  const credentials = isOpen(given) || !own[1] ? '' : `${own[1]}@`;
  return `${scheme}${credentials}${hosts}${own[2] ?? ''}${query}`;
}

async function ready({ name, port, child, begun, exited }) {
  const { ARAUTO_DUTIES: duties } = services[name].environment;
  const row = (state) => ({ name, duties, port, pid: child.pid, state, seconds: (performance.now() - begun) / 1000 });
  let gone = false;
  void exited.then(() => (gone = true));
  let waitingFor = 'it does not listen';
  while (!gone && !ending && performance.now() - begun < READY_WITHIN) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    const body = await answer?.json().catch(() => undefined);
    if (answer?.ok) return row('ready');
    if (body?.waitingFor) waitingFor = body.waitingFor.join('; ');
    await setTimeout(100);
  }
  return row(gone ? `ended with ${child.exitCode ?? child.signalCode}` : `not ready: ${waitingFor}`);
}

/** Does not come back. */
async function end(code) {
  if (ending) return new Promise(() => undefined);
  ending = true;
  for (const { child } of running) child.kill('SIGTERM');
  const codes = await Promise.all(running.map(async ({ child, exited }) => (await exited, child.exitCode)));
  const wrong = running.filter((_, at) => codes[at] !== 0).map(({ name }) => name);
  if (code === 0 && wrong.length > 0) console.error(`did not end in good order: ${wrong.join(', ')}`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(wrong.length > 0 ? 1 : code);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        eventstoredb: { type: 'string' },
        mongodb: { type: 'string' },
        env: { type: 'string', default: join(here, '.env') },
        only: { type: 'string' },
        prepare: { type: 'boolean', default: false },
        stay: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return fail(error.message);
  }
}

function tableOf(rows) {
  const lines = rows.map(({ name, duties, port, pid, state, seconds }) => [
    ...[name, duties, String(port), String(pid), `${seconds.toFixed(1)} s`, state],
  ]);
  const all = [['SERVICE', 'DUTIES', 'PORT', 'PID', 'AFTER', 'STATE'], ...lines];
  const widths = all[0].map((_, column) => Math.max(...all.map((line) => line[column].length)));
  return all
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `NAME=value` lines, as Docker Compose reads the plain ones. */
function readVariables(path) {
  if (!existsSync(path)) fail(`${path} is not there: docker/make-env.sh makes one`);
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()]),
  );
}

/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}` */
function interpolated(text) {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name, kind, rest) => {
    const value = variables[name];
    if (value) return value;
    return kind === '?' ? fail(`${name}: ${rest}`) : (rest ?? '');
  });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
