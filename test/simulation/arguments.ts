import { parseArgs } from 'node:util';
import type { Hostility } from './plan';

/** What the command was asked for cannot be done; the message says why, to whoever asked. */
export class BadArguments extends Error {
  override readonly name = 'BadArguments';
}

/** What is to be lived. */
export type Arguments = {
  /** Drawn for each world where nobody says it. */
  readonly hostile: Hostility | undefined;
  /** Whether the story of what passes is told as well. */
  readonly story: boolean;
} & (
  | { readonly kind: 'drawn'; readonly seed: string; readonly worlds: number }
  /** Each in two processes, to be compared. */
  | { readonly kind: 'twice'; readonly seed: string; readonly worlds: number }
  /** One, by its own seed. */
  | { readonly kind: 'one'; readonly seed: string }
  | { readonly kind: 'file'; readonly file: string }
  /** Those that are kept in `seeds`. */
  | { readonly kind: 'kept' }
);

/** Options of which one says what is lived. */
const KINDS = ['campaigns', 'twice', 'world', 'plan', 'seeds'] as const;
const WORLDS = 100;

/**
 * @param args as they came after the name of the program
 * @param draw a seed for where none is given
 * @throws BadArguments
 */
export function readArguments(args: readonly string[], draw: () => string): Arguments {
  const values = parsed(args);
  const given = KINDS.filter((kind) => values[kind] !== undefined);
  if (given.length > 1) {
    throw new BadArguments(`only one of ${given.map((kind) => `--${kind}`).join(' and ')} can be lived at a time`);
  }
  const { campaigns, twice, world, plan: file, seeds, seed = draw(), story = false } = values;
  if (!/^\S+$/.test(seed)) throw new BadArguments(`--seed must be a word, not "${seed}"`);
  if (world !== undefined && !/^\S+:\d+$/.test(world)) {
    throw new BadArguments(`--world must be a seed and a number, as in S:17, not "${world}"`);
  }
  const hostile = values.hostile === undefined ? undefined : hostilityOf(values.hostile);
  const common = { hostile, story };
  if (values.seed !== undefined && (world ?? file ?? seeds) !== undefined) {
    throw new BadArguments('--seed goes with --campaigns and --twice: the others have seeds of their own');
  }
  if (hostile !== undefined && (file ?? seeds) !== undefined) {
    throw new BadArguments('--hostile goes with a seed: a plan says itself what goes wrong');
  }
  if (story && twice !== undefined) throw new BadArguments('--story tells one life, and --twice lives two');
  if (twice !== undefined) return { ...common, kind: 'twice', seed, worlds: positive('twice', twice) };
  if (world !== undefined) return { ...common, kind: 'one', seed: world };
  if (file !== undefined) return { ...common, kind: 'file', file };
  if (seeds !== undefined) return { ...common, kind: 'kept' };
  return {
    ...common,
    kind: 'drawn',
    seed,
    worlds: campaigns === undefined ? WORLDS : positive('campaigns', campaigns),
  };
}

const USAGE = `npm run simulate -- [--campaigns N] [--seed S] [--hostile 0..3] [--story]
npm run simulate -- --world S:17 [--hostile 0..3] [--story]
npm run simulate -- --plan FILE [--story]
npm run simulate -- --seeds
npm run simulate -- --twice N [--seed S] [--hostile 0..3]`;

function parsed(args: readonly string[]) {
  if (args.includes('--help') || args.includes('-h')) throw new BadArguments(USAGE);
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ campaigns: { type: 'string' }, twice: { type: 'string' }, world: { type: 'string' } },
        ...{ plan: { type: 'string' }, seeds: { type: 'boolean' } },
        ...{ seed: { type: 'string' }, hostile: { type: 'string' }, story: { type: 'boolean' } },
      },
    }).values;
  } catch (error) {
    // It names what it does not know.
    throw new BadArguments((error as Error).message);
  }
}

/** @throws BadArguments for what is no whole number above 0 */
export function positive(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new BadArguments(`--${name} must be a whole number above 0, not "${text}"`);
}

function hostilityOf(text: string): Hostility {
  if (/^[0-3]$/.test(text)) return Number(text) as Hostility;
  throw new BadArguments(`--hostile must be 0, 1, 2 or 3, not "${text}"`);
}
