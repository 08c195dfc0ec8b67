/**
 * Every check and every test, in one go: formatting, lint, what nobody uses, who imports whom, then Jest over what was compiled, and whole engines
 * on virtual time. (The build before it was the type check.) The last line is the count that other programs read.
 *
 * A part of the tests of the whole engine runs a second time on a double of EventStoreDB and MongoDB, where there is a mongod;
 * `node test/run.mjs --stores production` runs all of them there instead.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const bin = (name) => join('node_modules', '.bin', name);
const CHECKS = [
  ['types and build', null],
  ['types of the dashboard', [bin('tsc'), '-p', 'apps/dashboard', '--noEmit']],
  ['formatting', [bin('prettier'), '--check', '--log-level', 'warn', '.']],
  ['lint', [bin('eslint'), '--max-warnings', '0', 'apps', 'libs', 'config', 'test']],
  ['what nobody uses', [bin('knip'), '--no-progress']],
  ['who imports whom', [bin('depcruise'), 'apps', 'libs', 'config', 'test', '--output-type', 'err']],
];
/**
 * One test each, however many worlds it lives: drawn worlds are no tests that somebody wrote, and a thousand of them would hide those. The thousand are the
 * same in every run, so that one that fails is this change's doing; `npm run simulate` draws others.
 */
const SIMULATIONS = [
  ['worlds that once failed', ['simulate.js', '--seeds']],
  ['1,000 worlds', ['simulate.js', '--campaigns', '1000', '--seed', 'net1']],
  ['50 worlds are the same twice', ['simulate.js', '--twice', '50', '--seed', 'net1']],
  ['the simulation catches mistakes', ['mutants.js', '--quick', '--patience', '600']],
];
/** What only files of this machine can show: their locks, their damage, and what older versions left in them. */
const OF_FILES = ['damaged-views', 'start-up', 'first-reading', 'personal-data', 'set-up', 'migrate'];
/** Of the whole engine, what every run shows on servers too, in a few minutes; the rest is `npm run test:production`. */
const ALSO_ON_SERVERS = [
  ...['first-campaign', 'outcomes', 'access-matrix', 'bad-input'].map((name) => `dist/test/e2e/${name}`),
  ...['dist/test/crash/crash-points', 'dist/test/processes/runs'],
];
const WHOLE_ENGINE = ['dist/test/e2e', 'dist/test/crash', 'dist/test/hostile-clients', 'dist/test/processes'];
/** They promise times, and need the machine for themselves. */
const FAULTS_OF_MONGODB = [
  'libs/read-models/src/mongo/faults',
  'libs/privacy/src/mongo/primary-lost',
  'libs/coordination/src/mongo/faults',
];

/** After its report; what tests close takes less. */
const SECONDS_TO_END = 30;
/** Suites that are named with the time they took. */
const SLOWEST = 20;

let passed = 0;
let failed = 0;
let skipped = 0;

const production = process.argv.slice(2).join(' ').startsWith('--stores production');
const args = process.argv.slice(production ? 4 : 2);
console.log(`Node ${process.version}, ${require('../dist/libs/sqlite/src/driver.js').driverName()}`);
if (!production) {
  for (const [name, command] of CHECKS) check(name, command);
  if (args.length > 0) await jest(args, {});
  else {
    await jest(['--testPathIgnorePatterns', ...FAULTS_OF_MONGODB], {});
    console.log('faults of MongoDB: skipped: they need the machine for themselves (npm run test:production)');
    skipped += 1;
    // Tests on servers wait for leases half of their time: whoever lives on virtual time takes what they leave of the machine.
    await Promise.all([onServers(ALSO_ON_SERVERS), simulate()]);
  }
} else if (args.length > 0) await onServers(args);
else {
  await jest(['--runInBand', ...FAULTS_OF_MONGODB], { ARAUTO_TEST_ALONE: 'yes' });
  await onServers(WHOLE_ENGINE);
}
console.log(`tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);

function check(name, command) {
  const ok =
    command === null ||
    spawnSync(command[0], command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  count(name, ok);
}

function count(name, ok) {
  console.log(`${ok ? 'PASS' : 'FAIL'} ${name}`);
  if (ok) passed += 1;
  else failed += 1;
}

async function simulate() {
  for (const [name, [program, ...args]] of SIMULATIONS) {
    const child = spawn(process.execPath, [join('dist/test/simulation', program), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
    const [status] = await once(child, 'close');
    // In one piece, as others speak meanwhile.
    process.stdout.write(Buffer.concat(said));
    count(name, status === 0);
  }
}

async function onServers(specs) {
  const { testMongod } = require('../dist/libs/mongo/src/testing/index.js');
  // As docker/ sets it: engines that were killed leave transactions open, and with them databases that cannot be dropped.
  const mongod = await testMongod({ transactionSeconds: 10 });
  if (!mongod) {
    console.log('the whole engine on EventStoreDB and MongoDB: skipped: no server (name one in ARAUTO_TEST_MONGODB)');
    skipped += 1;
    return;
  }
  const command = process.env.ARAUTO_TEST_EVENTSTOREDB_COMMAND;
  console.log(`MongoDB ${mongod.version}; ${command ? `EventStoreDB: ${command}` : 'a double of EventStoreDB'}`);
  try {
    // One after the other: an engine, a log and a provider each are already more than two cores have time for.
    await jest(['--runInBand', ...specs, '--testPathIgnorePatterns', ...OF_FILES], {
      ARAUTO_TEST_STORES: 'production',
      ARAUTO_TEST_MONGODB: mongod.uri,
    });
  } finally {
    await mongod.stop();
  }
}

async function jest(args, environment) {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-tests-'));
  const report = join(folder, 'jest.json');
  const failedBefore = failed;
  const child = spawn(bin('jest'), ['--json', `--outputFile=${report}`, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...environment,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`.trim(),
    },
  });
  void endAfter(report, child);
  const [status] = await once(child, 'exit');
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    // A suite that could not even be loaded ran none of its tests: it counts as one that failed.
    failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    skipped += result.numPendingTests + result.numTodoTests;
    sayWhatTookLong(result.testResults);
  } catch {
    failed += 1;
    console.log('FAIL Jest wrote no report');
  }
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0 && failed === failedBefore) failed += 1;
}

/** Where the time of a run goes. */
function sayWhatTookLong(suites) {
  const seconds = ({ startTime, endTime }) => Math.round((endTime - startTime) / 1000);
  const slowest = [...suites].sort((a, b) => seconds(b) - seconds(a)).slice(0, SLOWEST);
  console.log('what took longest:');
  for (const suite of slowest) console.log(`${String(seconds(suite)).padStart(5)} s  ${relative('dist', suite.name)}`);
}

/** What a failed test left running would hold up the run for ever: it counts as one failure more. */
async function endAfter(report, child) {
  const runs = () => child.exitCode === null && child.signalCode === null;
  while (runs() && !existsSync(report)) await pause(1000, undefined, { ref: false });
  await pause(SECONDS_TO_END * 1000, undefined, { ref: false });
  if (!runs()) return;
  console.log(`FAIL Jest had not ended ${SECONDS_TO_END} s after its last test: something was left running`);
  child.kill('SIGKILL');
}
