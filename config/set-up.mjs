/**
 * Makes the checkout ready to run: called by npm before every script, quick when there is nothing to do, and needing nothing but Node
 * and npm. Checks the Node version, installs what the lock file says, builds what changed: the programs, the dashboard, or both at once.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Built apart: what changes in one leaves the other as it is, but for the dashboard's own code, of which parts are compiled with its tests. */
const PROGRAMS = {
  stamp: join(root, 'dist', '.sources'),
  folders: ['apps', 'libs', 'config', 'test'],
  files: ['tsconfig.json', 'nest-cli.json', 'package-lock.json'],
  takes: /\.(ts|json)$/,
  leaves: /^apps\/dashboard\/(?!src\/.*\.ts$)/,
};
const DASHBOARD = {
  stamp: join(root, 'dist', 'dashboard', '.sources'),
  folders: ['apps/dashboard'],
  files: ['package-lock.json'],
  takes: /\.(ts|tsx|js|cjs|css|svg|html|json)$/,
  leaves: /\.spec\.ts$|\.golden\./,
};

checkNode();
try {
  await install();
  await build();
} catch (error) {
  fail(explain(String(error?.stack ?? error)) ?? `The checkout could not be made ready.\n${error?.stack ?? error}`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  const needed = 'Node 20.19 or later of the 20s, or 22.12 or later';
  fail(`Arauto needs ${needed}, and this is Node ${process.versions.node}. Install a newer one from nodejs.org.`);
}

async function install() {
  const stamp = join(root, 'node_modules', '.lock-hash');
  const wanted = hash(readFileSync(join(root, 'package-lock.json')));
  if (read(stamp) === wanted) return;
  checkWritable();
  checkOwnModules();
  say('Installing dependencies (once, about half a minute) …');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'The dependencies could not be installed');
  write(stamp, wanted);
}

async function build() {
  const [programs, dashboard] = [PROGRAMS, DASHBOARD].map((part) => ({ ...part, wanted: sourcesOf(part) }));
  const [programsNew, dashboardNew] = [programs, dashboard].map(({ stamp, wanted }) => read(stamp) !== wanted);
  if (!programsNew && !dashboardNew) return;
  checkWritable();
  say(programsNew ? 'Building …' : 'Building the dashboard …');
  const modules = join(root, 'node_modules');
  const work = [];
  if (programsNew) {
    // What was compiled from a file that is gone would still be run as a test.
    for (const name of existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : [])
      if (name !== 'dashboard') rmSync(join(root, 'dist', name), { recursive: true });
    work.push(run(process.execPath, [join(modules, '@nestjs', 'cli', 'bin', 'nest.js'), 'build'], 'The build failed'));
  }
  if (dashboardNew) {
    const folder = join('apps', 'dashboard');
    const options = ['--config', join(folder, 'vite.config.ts'), '--logLevel', 'error'];
    const vite = [join(modules, 'vite', 'bin', 'vite.js'), 'build', folder, ...options];
    work.push(run(process.execPath, vite, 'The build of the dashboard failed'));
  }
  await Promise.all(work);
  if (programsNew) write(programs.stamp, programs.wanted);
  if (dashboardNew) write(dashboard.stamp, dashboard.wanted);
}

function sourcesOf({ folders, files, takes, leaves }) {
  const found = folders.flatMap((folder) => list(folder)).filter((path) => takes.test(path) && !leaves.test(path));
  return hash([...found, ...files].map((path) => `${path} ${hash(readFileSync(join(root, path)))}`).join('\n'));
}

/** Paths from the root, with slashes on every system. */
function list(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inside = `${folder}/${entry.name}`;
    return entry.isDirectory() ? list(inside) : [inside];
  });
}

/** Before anything is begun: npm and the compiler say it in pages. */
function checkWritable() {
  try {
    accessSync(root, constants.W_OK | constants.X_OK);
  } catch {
    fail(`The folder ${root} cannot be written: give this user the right to, or clone it elsewhere.`);
  }
}

/** npm would follow the link and empty what other checkouts are using. */
function checkOwnModules() {
  const modules = join(root, 'node_modules');
  if (!lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  fail(
    `${modules} is a link to dependencies that do not match the lock file: remove the link, or install where it points.`,
  );
}

async function run(command, args, what) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      said += `spawn ${command} ${error.code}: ${error.message}`;
      resolve(-1);
    });
  });
  if (code === 0) return;
  fail(`${what}. ${explain(said) ?? ''}\n${said.trim()}`.replace(' \n', '\n'));
}

/** The one sentence that most people need; null for what nobody foresaw. */
function explain(said) {
  if (/ENOSPC|no space left/i.test(said)) return 'The disk is full.';
  const path = /(?:path|open|mkdir|unlink|rmdir|rm|scandir)\s+'?([^'\s]+)/.exec(said)?.[1] ?? root;
  if (/EACCES|EPERM|EROFS/.test(said)) return `${path} cannot be written: give this user the right to.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/i.test(said)) return 'The npm registry cannot be reached.';
  if (/spawn npm ENOENT/.test(said)) return 'npm is not on the PATH: it comes with Node.';
  return null;
}

function read(path) {
  return existsSync(path) && statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function hash(data) {
  return createHash('sha256').update(data).digest('hex');
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
