import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fontFiles } from '@arauto/reporting/pdf';
import { DOCKER, textOf } from './compose-file';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

const ROOT = join(DOCKER, '..');

/** Its instructions, continued lines joined and comments left out. */
function instructions(): readonly Instruction[] {
  const lines = textOf('Dockerfile')
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [, name, rest] = /^([A-Z]+)\s+(.*)$/.exec(line)!;
    return { name: name!, rest: rest! };
  });
}

function lastStage(): readonly Instruction[] {
  const all = instructions();
  return all.slice(all.findLastIndex(({ name }) => name === 'FROM'));
}

const of = (stage: readonly Instruction[], name: string) =>
  stage.filter((each) => each.name === name).map(({ rest }) => rest);

describe('the image', () => {
  it('is made of bases that are pinned by what is in them', () => {
    for (const from of of(instructions(), 'FROM')) expect(from).toMatch(/^\S+:\S+@sha256:[0-9a-f]{64}( AS build)?$/);
  });

  it('takes what the lock file says', () => {
    expect(of(instructions(), 'RUN')[0]).toMatch(/^npm ci /);
    expect(of(instructions(), 'ADD')).toEqual([]);
  });

  it('runs as nobody in particular, by number, so that who checks it need not look into it', () => {
    const user = of(lastStage(), 'USER');
    expect(user).toEqual(['65532:65532']);
    const owned = of(lastStage(), 'COPY').filter((rest) => rest.includes('--chown'));
    expect(owned).toEqual(['--from=build --chown=65532:65532 /of-the-user/ /']);
  });

  it('holds only what runs: of the sources what is named, of what was compiled no test', () => {
    const copies = of(lastStage(), 'COPY').map((rest) => rest.replace(/--\S+ /g, '').split(' '));
    const sources = copies.map(([source]) => source!.replace(/^\/app\//, ''));
    expect(sources).not.toContain('');
    expect(sources.filter((source) => source.startsWith('dist/'))).toEqual([
      'dist/apps',
      'dist/libs',
      'dist/config',
      'dist/dashboard',
    ]);
    for (const source of sources.filter((each) => !/^(\/|dist|node_modules)/.test(each)))
      expect({ source, there: existsSync(join(ROOT, source)) }).toEqual({ source, there: true });
    expect(of(lastStage(), 'RUN')).toEqual([]);
    const built = of(instructions(), 'RUN').join();
    expect(built).toContain('npm prune --omit=dev');
    expect(built).toContain(
      ".*/(contract|testing)/.*|.*\\.(spec|contract|golden|fixture|builders)\\.(js|js\\.map)' -delete",
    );
  });

  it('keeps every font that reports are written in', () => {
    const built = of(instructions(), 'RUN').join();
    expect(built).toContain("! -name '*-[46]00-normal.woff' ! -name NotoEmoji_400Regular.ttf");
    for (const path of fontFiles('bold', { system: [] })) {
      expect(path).toMatch(/-[46]00-normal\.woff$|\/NotoEmoji_400Regular\.ttf$/);
    }
  });

  it('says whether it is ready, and starts without a shell, of which it has none', () => {
    const [check] = of(lastStage(), 'HEALTHCHECK');
    expect(check).toContain('/health/ready');
    const commands = [/CMD (\[.*\])$/.exec(check!)![1]!, ...of(lastStage(), 'CMD')].map(
      (text) => JSON.parse(text) as string[],
    );
    for (const [program] of commands) expect(program).toBe('node');
    expect(existsSync(join(ROOT, commands.at(-1)![1]!.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
  });

  it('is built without what is secret or of this machine', () => {
    const left = textOf('Dockerfile.dockerignore').split('\n');
    expect(left).toEqual(
      expect.arrayContaining(['.git', 'node_modules', 'data', 'docker/.env', 'docker/secrets', 'docker/tls']),
    );
  });
});
