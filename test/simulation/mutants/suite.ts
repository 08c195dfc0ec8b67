import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { hasMongodProgram, mongodProgram } from '@arauto/mongo/testing';
import { type Compiled, DIST, ROOT } from './mutated-source';

/** What a suite came to. */
export interface SuiteResult {
  /** Tests that were run: none where the server is not there that they are about. */
  readonly run: number;
  readonly failed: number;
  readonly first: string | undefined;
}

interface Report {
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly { status: string; fullName: string }[] }[];
}

/** Runs a suite on a copy of the build with a mistake in it: adapters have threads of their own, in which nothing can be loaded in place of what was built. */
export async function runSuite(suite: string, compiled: Compiled): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-mutant-'));
  try {
    cpSync(DIST, join(folder, 'dist'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    cpSync(join(ROOT, 'jest.config.json'), join(folder, 'jest.config.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const [file, code] of compiled)
      writeFileSync(join(folder, 'dist', relative(DIST, file)), inCopy(code, folder));
    const report = join(folder, 'report.json');
    const jest = join(folder, 'node_modules', 'jest', 'bin', 'jest.js');
    // Where the copy lies there is no server beside the project.
    const env = hasMongodProgram() ? { ...process.env, ARAUTO_TEST_MONGOD: mongodProgram() } : process.env;
    const child = spawn(process.execPath, [jest, '--json', `--outputFile=${report}`, '--runInBand', suite], {
      cwd: folder,
      env,
      stdio: 'ignore',
    });
    await once(child, 'exit');
    const { numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const all = testResults.flatMap(({ assertionResults }) => assertionResults);
    const run = all.filter(({ status }) => status === 'passed' || status === 'failed').length;
    return { run, failed: numFailedTests, first: all.find(({ status }) => status === 'failed')?.fullName };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it requires is of the copy too: an error of one build is no error of the other. */
function inCopy(code: string, folder: string): string {
  return code.replaceAll(JSON.stringify(DIST).slice(0, -1), JSON.stringify(join(folder, 'dist')).slice(0, -1));
}
