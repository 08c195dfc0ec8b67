import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Row, toOwnRow } from './row';

const BUILT = join(__dirname, '../../../dist/dashboard');

/** What the build says of a source: its file, and what comes with it. */
interface Built {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** What is loaded before one of the first pages shows anything: the page that everybody begins at, and the one they go on to. */
const FIRST = ['sign-in', 'campaigns'].map((page) => ({
  page,
  sources: [
    'index.html',
    `src/pages/${page}/${page}-page.tsx`,
    // Portuguese: the longest words.
    'src/words/pt-BR.json',
    `src/pages/${page}/words/pt-BR.json`,
  ],
}));

export const MOST_KB = 230;

/** Kilobytes of JavaScript and CSS as they are sent, by page: everything that stands between an empty cache and the page. */
export function firstLoads(): { readonly page: string; readonly kB: number; readonly files: readonly string[] }[] {
  const manifest = JSON.parse(readFileSync(join(BUILT, 'manifest.json'), 'utf8')) as Readonly<Record<string, Built>>;
  return FIRST.map(({ page, sources }) => {
    const files = new Set<string>();
    const add = (source: string) => {
      const built = manifest[source];
      if (!built) throw new Error(`the build of the dashboard has no ${source}`);
      if (files.has(built.file)) return;
      files.add(built.file);
      for (const style of built.css ?? []) files.add(style);
      for (const imported of built.imports ?? []) add(imported);
    };
    for (const source of sources) add(source);
    const bytes = [...files].reduce((sum, file) => sum + sentBytes(join(BUILT, file)), 0);
    return { page, kB: bytes / 1000, files: [...files] };
  });
}

/** As the build compressed it, or as it is, where that is not worth it. */
function sentBytes(file: string): number {
  try {
    return readFileSync(`${file}.br`).length;
  } catch {
    const bytes = readFileSync(file);
    return Math.min(bytes.length, brotliCompressSync(bytes).length);
  }
}

/** D1: what a browser with nothing in its cache loads before it shows the first page. */
export function runD1(): Row[] {
  return firstLoads().map(({ page, kB, files }) =>
    toOwnRow(
      {
        id: `D1 ${page}`,
        name: `first load of the dashboard: ${page}`,
        unit: 'kB, brotli',
        must: MOST_KB,
        moonshot: 150,
        note: `${files.length} files of JavaScript and CSS; fonts and pictures there are none.`,
      },
      [kB],
      'less',
    ),
  );
}
