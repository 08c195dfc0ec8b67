import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SET_UP = join(__dirname, '../../../config/set-up.mjs');

/** A checkout in miniature: the real set-up script, and stand-ins for npm and the compiler that write down that they were called. */
class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), 'arauto-set-up-'));
  private seen = 0;

  constructor() {
    this.write('config/set-up.mjs', '');
    copyFileSync(SET_UP, join(this.root, 'config/set-up.mjs'));
    this.write('package-lock.json', '{}');
    this.write('tsconfig.json', '{}');
    this.write('nest-cli.json', '{}');
    this.write('apps/dashboard/index.html', '');
    this.write('apps/dashboard/src/main.tsx', '');
    this.write('apps/one.ts', 'export {};');
    this.write('apps/two.ts', 'export {};');
    this.npm('npm ci makes node_modules', 0);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** What npm does from now on: says `says` and ends with `code`, with the compiler in place if that is 0. */
  npm(says: string, code: number): void {
    const nest = `
      const { appendFileSync, mkdirSync, readdirSync, writeFileSync } = require('node:fs');
      appendFileSync('calls', 'build\\n');
      mkdirSync('dist/apps', { recursive: true });
      for (const file of readdirSync('apps')) writeFileSync('dist/apps/' + file.replace('.ts', '.js'), '');`;
    const vite = `
      const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
      appendFileSync('calls', 'build of the dashboard\\n');
      mkdirSync('dist/dashboard', { recursive: true });
      writeFileSync('dist/dashboard/index.html', '');`;
    const npm = `#!${process.execPath}
      const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
      appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
      console.error(${JSON.stringify(says)});
      if (${code}) process.exit(${code});
      mkdirSync('node_modules/@nestjs/cli/bin', { recursive: true });
      writeFileSync('node_modules/@nestjs/cli/bin/nest.js', ${JSON.stringify(nest)});
      mkdirSync('node_modules/vite/bin', { recursive: true });
      writeFileSync('node_modules/vite/bin/vite.js', ${JSON.stringify(vite)});`;
    this.write('bin/npm', npm);
    chmodSync(join(this.root, 'bin/npm'), 0o755);
  }

  /** Runs it as npm does before every script. */
  setUp(...nodeOptions: string[]): { readonly code: number | null; readonly said: string } {
    const path = `${join(this.root, 'bin')}:${process.env['PATH']}`;
    const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, 'config/set-up.mjs'], {
      cwd: this.root,
      env: { PATH: path },
      encoding: 'utf8',
    });
    return { code: status, said: stdout + stderr };
  }

  /** What npm and the compiler were asked to do so far. */
  get calls(): readonly string[] {
    const file = join(this.root, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  /** The same since it was asked last, in any order: what is built at once ends as it likes. */
  newCalls(): readonly string[] {
    const calls = this.calls.slice(this.seen);
    this.seen += calls.length;
    return [...calls].sort();
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }
}

/** Tells the script that it runs on another Node. */
function pretending(version: string): string {
  const versions = `{ value: { ...process.versions, node: '${version}' } }`;
  return `--import=data:text/javascript,${encodeURIComponent(`Object.defineProperty(process, 'versions', ${versions})`)}`;
}

// The stand-ins are programs that start with #!.
(process.platform === 'win32' ? describe.skip : describe)('setting up a checkout', () => {
  let checkout: Checkout;

  beforeEach(() => (checkout = new Checkout()));
  afterEach(() => rmSync(checkout.root, { recursive: true, force: true }));

  it('installs what the lock file says and builds, once', () => {
    expect(checkout.setUp().code).toBe(0);
    const installed = 'ci --no-audit --no-fund --loglevel=error';
    expect(checkout.newCalls()).toEqual(['build', 'build of the dashboard', installed]);
    const began = Date.now();
    expect(checkout.setUp()).toEqual({ code: 0, said: '' });
    expect(Date.now() - began).toBeLessThan(5000);
    expect(checkout.newCalls()).toEqual([]);
  });

  it('builds again when a source changes, installs again when the lock file does', () => {
    checkout.setUp();
    checkout.newCalls();
    checkout.write('apps/one.ts', 'export const changed = 1;');
    checkout.setUp();
    expect(checkout.newCalls()).toEqual(['build']);
    checkout.write('package-lock.json', '{ "changed": true }');
    checkout.setUp();
    expect(checkout.newCalls()).toEqual(['build', 'build of the dashboard', expect.stringMatching(/^ci /)]);
  });

  it('builds the dashboard when it changed, and the programs only where they have a part in that', () => {
    checkout.setUp();
    checkout.newCalls();
    checkout.write('apps/dashboard/src/main.tsx', 'changed');
    expect(checkout.setUp()).toEqual({ code: 0, said: 'Building the dashboard …\n' });
    expect(checkout.newCalls()).toEqual(['build of the dashboard']);
    checkout.write('apps/dashboard/src/pure.spec.ts', 'export {};');
    checkout.setUp();
    expect(checkout.newCalls()).toEqual(['build']);
    expect(checkout.has('dist/dashboard/index.html')).toBe(true);
  });

  it('leaves nothing behind of a source that is gone: it would still be run as a test', () => {
    checkout.setUp();
    expect(checkout.has('dist/apps/two.js')).toBe(true);
    rmSync(join(checkout.root, 'apps/two.ts'));
    checkout.setUp();
    expect([checkout.has('dist/apps/one.js'), checkout.has('dist/apps/two.js')]).toEqual([true, false]);
  });

  it.each(['18.20.8', '20.18.3', '16.0.0', '21.7.3', '22.11.0'])(
    'says on Node %s what is needed, and does nothing',
    (version) => {
      const { code, said } = checkout.setUp(pretending(version));
      expect(said).toBe(
        `Arauto needs Node 20.19 or later of the 20s, or 22.12 or later, and this is Node ${version}. Install a newer one from nodejs.org.\n`,
      );
      expect(code).toBe(1);
      expect(checkout.calls).toEqual([]);
    },
  );

  it.each(['20.19.0', '22.12.0', '24.1.0'])('is content with Node %s', (version) => {
    expect(checkout.setUp(pretending(version)).code).toBe(0);
  });

  // The superuser may write anywhere.
  (process.getuid?.() === 0 ? it.skip : it)('says that the folder cannot be written', () => {
    chmodSync(checkout.root, 0o500);
    const { code, said } = checkout.setUp();
    chmodSync(checkout.root, 0o700);
    expect(said).toBe(
      `The folder ${checkout.root} cannot be written: give this user the right to, or clone it elsewhere.\n`,
    );
    expect(code).toBe(1);
    expect(checkout.calls).toEqual([]);
  });

  it.each([
    ['npm error code ENOSPC', 'The disk is full.'],
    [
      'npm error code EACCES\nnpm error path /somewhere/else',
      '/somewhere/else cannot be written: give this user the right to.',
    ],
    ['npm error code EAI_AGAIN', 'The npm registry cannot be reached.'],
  ])('says first what most people need when npm says %j', (npmSays, sentence) => {
    checkout.npm(npmSays, 1);
    const { code, said } = checkout.setUp();
    expect(said).toContain(`The dependencies could not be installed. ${sentence}\n${npmSays}`);
    expect(code).toBe(1);
    checkout.npm('npm ci makes node_modules', 0);
    expect(checkout.setUp().code).toBe(0);
  });

  it('never installs through a link: npm would empty what other checkouts are using', () => {
    checkout.write('shared/package/index.js', '');
    symlinkSync(join(checkout.root, 'shared'), join(checkout.root, 'node_modules'));
    const { code, said } = checkout.setUp();
    expect(said).toMatch(
      /node_modules is a link to dependencies that do not match the lock file: remove the link, or /,
    );
    expect(code).toBe(1);
    expect(checkout.calls).toEqual([]);
    expect(checkout.has('shared/package/index.js')).toBe(true);
  });

  it('says what the compiler said, and builds again next time', () => {
    checkout.setUp();
    const nest = 'node_modules/@nestjs/cli/bin/nest.js';
    const compiler = readFileSync(join(checkout.root, nest), 'utf8');
    checkout.write(nest, "console.error('apps/one.ts:1:1 - error TS1'); process.exit(1);");
    checkout.write('apps/one.ts', 'wrong');
    expect(checkout.setUp()).toEqual({
      code: 1,
      said: 'Building …\nThe build failed.\napps/one.ts:1:1 - error TS1\n',
    });
    checkout.write(nest, compiler);
    expect(checkout.setUp().code).toBe(0);
  });
});
