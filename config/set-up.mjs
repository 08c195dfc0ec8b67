/**
 * Makes the checkout ready to run: called by npm before every script, quick when there is nothing to do, and needing nothing but Node
 * and npm. Checks the Node version, installs what the lock file says, builds what changed.
 */
import { spawnSync } from 'node:child_process';
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
const sources = ['apps', 'libs', 'config', 'test'];
const settings = ['tsconfig.json', 'nest-cli.json', 'package-lock.json'];

checkNode();
try {
  install();
  build();
} catch (error) {
  fail(explain(String(error?.stack ?? error)) ?? `The checkout could not be made ready.\n${error?.stack ?? error}`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `Arauto needs Node 20.19 or later, and this is Node ${process.versions.node}. Install a newer one from nodejs.org.`,
  );
}

function install() {
  const stamp = join(root, 'node_modules', '.lock-hash');
  const wanted = hash(readFileSync(join(root, 'package-lock.json')));
  if (read(stamp) === wanted) return;
  checkWritable();
  checkOwnModules();
  say('Installing dependencies (once, about half a minute) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'The dependencies could not be installed');
  write(stamp, wanted);
}

function build() {
  const stamp = join(root, 'dist', '.sources');
  const files = [...sources.flatMap((folder) => list(join(root, folder))), ...settings.map((file) => join(root, file))];
  const wanted = hash(files.map((file) => `${file} ${hash(readFileSync(file))}`).join('\n'));
  if (read(stamp) === wanted) return;
  checkWritable();
  say('Building …');
  // What was compiled from a file that is gone would still be run as a test.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run(process.execPath, [join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build'], 'The build failed');
  write(stamp, wanted);
}

function list(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return list(path);
    return /\.(ts|json)$/.test(entry.name) ? [path] : [];
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

function run(command, args, what) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status === 0) return;
  const said = [done.error?.message, done.stdout, done.stderr].filter(Boolean).join('\n').trim();
  fail(`${what}. ${explain(said) ?? ''}\n${said}`.replace(' \n', '\n'));
}

/** The one sentence that most people need; null for what nobody foresaw. */
function explain(said) {
  if (/ENOSPC|no space left/i.test(said)) return 'The disk is full.';
  const path = /(?:path|open|mkdir|unlink|rmdir|rm|scandir)\s+'?([^'\s]+)/.exec(said)?.[1] ?? root;
  if (/EACCES|EPERM|EROFS/.test(said)) return `${path} cannot be written: give this user the right to.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/i.test(said)) return 'The npm registry cannot be reached.';
  if (/spawnSync npm ENOENT/.test(said)) return 'npm is not on the PATH: it comes with Node.';
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
