/**
 * A process of its own in which one engine lives, world after world, as it is asked. The first message is what is loaded in place of what was built;
 * each that follows is the world to live, and each answer says which rules were broken there.
 */
import Module, { createRequire } from 'node:module';
import type { Failure } from '../judge/failure';
import type { runWorld as RunWorld } from '../run-world';
import type { Compiled } from './mutated-source';
import { planOf } from '../plan';

/** The nth world of a seed. */
export interface Ask {
  readonly seed: string;
  readonly nth: number;
}

export type Told =
  { readonly kind: 'lived'; readonly failures: readonly Failure[] } | { readonly kind: 'unfit'; readonly why: string };

/** What Node does with a file of JavaScript. It has no public name, and every hook of its kind is built on it. */
type Loader = (module: { _compile(code: string, file: string): void }, file: string) => void;
const loaders = (Module as unknown as { readonly _extensions: Record<'.js', Loader> })._extensions;

/** @returns the files that have not been loaded yet */
function loadInstead(compiled: Compiled): ReadonlyMap<string, string> {
  const left = new Map(compiled);
  const load = loaders['.js'];
  loaders['.js'] = (module, file) => {
    const code = left.get(file);
    if (code === undefined) return load(module, file);
    left.delete(file);
    module._compile(code, file);
  };
  return left;
}

function begin(compiled: Compiled): (ask: Ask) => Promise<Told> {
  const left = loadInstead(compiled);
  // Only now: what it imports must not have been loaded before.
  const { runWorld } = createRequire(__filename)('../run-world') as { readonly runWorld: typeof RunWorld };
  return async ({ seed, nth }) => {
    const { failures } = await runWorld(planOf(`${seed}:${nth}`));
    if (left.size > 0) return { kind: 'unfit', why: `${[...left.keys()].join(', ')} is never loaded` };
    return { kind: 'lived', failures };
  };
}

let live: ReturnType<typeof begin> | undefined;
process.on('message', (message: Compiled | Ask) => {
  const told = async (): Promise<Told> => {
    if ('seed' in message) return live!(message);
    live = begin(message);
    return { kind: 'lived', failures: [] };
  };
  told()
    .catch((error: unknown): Told => ({ kind: 'unfit', why: error instanceof Error ? error.message : String(error) }))
    .then(
      (answer) => process.send?.(answer),
      () => undefined,
    );
});
