/**
 * Every check and every test, in one go: formatting, lint, what nobody uses, who imports whom, then Jest over what was compiled. (The build before it
 * was the type check.) The last line is the count that other programs read.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = (name) => join('node_modules', '.bin', name);
const checks = [
  ['types and build', null],
  ['formatting', [bin('prettier'), '--check', '--log-level', 'warn', '.']],
  ['lint', [bin('eslint'), '--max-warnings', '0', 'apps', 'libs', 'config', 'test']],
  ['what nobody uses', [bin('knip'), '--no-progress']],
  ['who imports whom', [bin('depcruise'), 'apps', 'libs', 'config', 'test', '--output-type', 'err']],
];

const { driverName } = createRequire(import.meta.url)('../dist/libs/sqlite/src/driver.js');
console.log(`Node ${process.version}, ${driverName()}`);

let passed = 0;
let failed = 0;
for (const [name, command] of checks) {
  const ok =
    command === null ||
    spawnSync(command[0], command.slice(1), { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  console.log(`${ok ? 'PASS' : 'FAIL'} ${name}`);
  if (ok) passed += 1;
  else failed += 1;
}

const folder = mkdtempSync(join(tmpdir(), 'arauto-tests-'));
const report = join(folder, 'jest.json');
const jest = spawnSync(bin('jest'), ['--json', `--outputFile=${report}`, ...process.argv.slice(2)], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --enable-source-maps`.trim() },
});
let skipped = 0;
try {
  const result = JSON.parse(readFileSync(report, 'utf8'));
  passed += result.numPassedTests;
  // A suite that could not even be loaded ran none of its tests: it counts as one that failed.
  failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  skipped = result.numPendingTests + result.numTodoTests;
} catch {
  failed += 1;
  console.log('FAIL Jest wrote no report');
}
rmSync(folder, { recursive: true, force: true });
if (jest.status !== 0 && failed === 0) failed += 1;
console.log(`tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
