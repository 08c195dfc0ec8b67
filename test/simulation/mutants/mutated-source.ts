import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import type { Mutant } from './mutant';

/** Of the checkout: `dist/test/simulation/mutants` is where this runs. */
export const ROOT = resolve(__dirname, '../../../..');
export const DIST = join(ROOT, 'dist');

/** Code to be loaded, by the path of what was built from the same source. */
export type Compiled = readonly (readonly [file: string, code: string])[];

/** A piece of text that is not there exactly once: the source has gone on, and the list has not. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
}

/** The sources of a mutant, by path from the root. @throws Unfit */
export function sourcesOf({ name, changes }: Mutant): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const { file, text, becomes } of changes) {
    const source = sources.get(file) ?? readFileSync(join(ROOT, file), 'utf8');
    const times = source.split(text).length - 1;
    if (times !== 1) throw new Unfit(`${name}: its text is ${times} times in ${file}, and not once`);
    sources.set(
      file,
      source.replace(text, () => becomes),
    );
  }
  return sources;
}

/** What a mutant is compiled to. @throws Unfit */
export function compiledOf(mutant: Mutant): Compiled {
  return [...sourcesOf(mutant)].map(([file, source]) => [
    join(DIST, file.replace(/\.ts$/, '.js')),
    compile(file, source),
  ]);
}

/** As the build compiles it, types unseen: libs that it imports are those of the build. */
function compile(file: string, source: string): string {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const { outputText } = ts.transpileModule(source, {
    fileName: join(ROOT, file),
    compilerOptions: { ...options, module: ts.ModuleKind.CommonJS, sourceMap: false, incremental: false },
  });
  const { paths = {} } = options;
  return outputText.replace(/require\((["'])(@arauto\/[^"']+)\1\)/g, (_, __, name: string) => {
    const [place] = paths[name] ?? [`./libs/${name.slice('@arauto/'.length)}/src`];
    return `require(${JSON.stringify(join(DIST, relative(ROOT, resolve(ROOT, place!))))})`;
  });
}
