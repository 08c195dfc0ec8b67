/**
 * Which lines of the engine worlds come to, and which they never do.
 *
 *     npm run simulate:coverage -- [--campaigns N] [--seed SEED]
 */
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { positive } from './arguments';
import { planOf } from './plan';
import { runWorld } from './run-world';

/** What is measured, and how much of it the worlds must come to. */
const PARTS = [
  { name: 'domain', folder: 'libs/domain/src', must: 0.9 },
  { name: 'dispatch', folder: 'libs/dispatch/src', must: 0.9 },
  { name: 'application', folder: 'libs/application/src', must: 0.85 },
] as const;

/** What only reads, and what is made for reading: nobody reads in a world. */
const OF_READERS =
  /^libs\/application\/src\/(reports|exports|export-writing|searches|fields|verification)\/|\/(show|list|search|page|walked)[^/]*$|\.body\.ts$/;
const OF_TESTS = /\.(spec|fixture|builders|contract)\.ts$|\/testing\//;

/** What only binds modules to each other is run when they are loaded. */
const BINDING = /\brequire\(|^(?:exports\.|Object\.defineProperty\(exports)/;

/** Lines of a source that become code, and those of them that were run. */
interface Lines {
  readonly file: string;
  readonly all: ReadonlySet<number>;
  readonly run: ReadonlySet<number>;
}

type Functions = readonly {
  readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
}[];

/** @param functions as V8 tells them: within each, ranges are from the outermost to the innermost */
function linesOf(compiled: string, functions: Functions): Lines | undefined {
  const text = readFileSync(compiled, 'utf8');
  const [, url] = /\/\/# sourceMappingURL=(.+)$/m.exec(text) ?? [];
  if (url === undefined) return undefined;
  const payload = JSON.parse(readFileSync(join(compiled, '..', url), 'utf8')) as SourceMapPayload;
  const map = new SourceMap(payload);
  const isRun = new Uint8Array(text.length).fill(1);
  const ranges = functions
    .flatMap((each) => each.ranges)
    .sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of ranges) isRun.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  const [all, run] = [new Set<number>(), new Set<number>()];
  let at = 0;
  for (const [line, code] of text.split('\n').entries()) {
    const words = BINDING.test(code) ? '' : code;
    for (const { index } of words.matchAll(/[\w$]+|[^\s\w]/g)) {
      const entry = map.findEntry(line, index);
      if (!('originalLine' in entry) || entry.generatedLine !== line || entry.generatedColumn !== index) continue;
      all.add(entry.originalLine + 1);
      if (isRun[at + index]) run.add(entry.originalLine + 1);
    }
    at += code.length + 1;
  }
  const source = join(compiled, '..', payload.sources[0]!);
  // npm starts every command at the root.
  return { file: relative('', source).split(sep).join('/'), all, run };
}

/** Every file of the parts that is loaded, once worlds were lived. */
async function measure(seed: string, worlds: number): Promise<Lines[]> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  for (let n = 1; n <= worlds; n++) {
    const { failures } = await runWorld(planOf(`${seed}:${n}`));
    if (failures.length > 0)
      throw new Error(`${seed}:${n} fails: npm run simulate -- --world ${seed}:${n} tells of it`);
    if (n % 100 === 0) console.log(`${n} of ${worlds} worlds`);
  }
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result.flatMap(({ url, functions }) => {
    if (!url.startsWith('file://') || !PARTS.some(({ folder }) => url.includes(`/dist/${folder}/`))) return [];
    return linesOf(fileURLToPath(url), functions) ?? [];
  });
}

/** Numbers as people write them: `3, 7-9`. */
function told(numbers: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const number of numbers) {
    const last = spans.at(-1);
    if (last && number <= last[1] + 1) last[1] = number;
    else spans.push([number, number]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { campaigns: { type: 'string', default: '1000' }, seed: { type: 'string', default: 'net1' } },
  });
  const files = await measure(values.seed, positive('campaigns', values.campaigns));
  for (const { name, folder, must } of PARTS) {
    const own = files.filter(
      ({ file }) => file.startsWith(`${folder}/`) && !OF_TESTS.test(file) && !OF_READERS.test(file),
    );
    const count = (lines: (each: Lines) => ReadonlySet<number>) => own.reduce((sum, each) => sum + lines(each).size, 0);
    const share = count(({ run }) => run) / count(({ all }) => all);
    console.log(`\n${name}: ${(100 * share).toFixed(1)} % of ${count(({ all }) => all)} lines (must ${100 * must} %)`);
    const missed = own.flatMap(({ file, all, run }) => {
      const lines = [...all].filter((line) => !run.has(line)).sort((a, b) => a - b);
      return lines.length === 0 ? [] : [{ file: file.slice(folder.length + 1), lines }];
    });
    for (const { file, lines } of missed.sort((a, b) => b.lines.length - a.lines.length)) {
      console.log(`  ${file.padEnd(46)} ${told(lines)}`);
    }
    if (share < must) process.exitCode = 1;
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
