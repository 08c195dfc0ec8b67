import { eventTypeFilter, type Filter as ServerFilter, streamNameFilter } from '@eventstore/db-client';
import { ALPHABET, type Lane } from '../lane';
import type { Filter } from '../port';

/**
 * Events that the server looks at in one go, and between two checkpoints. (By default it looks at 32 at once, and says a checkpoint after each
 * 32.) A live subscription, too, has a checkpoint only after so many.
 */
const WINDOW = 2_000;

/**
 * What the server can leave out by itself: it judges either names of streams or types, by prefixes or by one expression. The rest is left out
 * here.
 */
export function serverFilter(
  filter: Filter | undefined,
  checkpointReached: NonNullable<ServerFilter['checkpointReached']>,
): ServerFilter | undefined {
  const options = { maxSearchWindow: WINDOW, checkpointInterval: 1, checkpointReached };
  const { streamPrefixes, types, lane } = filter ?? {};
  if (streamPrefixes?.length === 0 || types?.length === 0) return streamNameFilter({ ...options, regex: NOTHING });
  if (lane && lane.of > 1) return streamNameFilter({ ...options, regex: laneExpression(lane, streamPrefixes) });
  if (streamPrefixes) return streamNameFilter({ ...options, prefixes: [...streamPrefixes] });
  if (types) return eventTypeFilter({ ...options, regex: `^(?:${types.map(literal).join('|')})${END}` });
  return undefined;
}

// The expressions mean the same in .NET and in JavaScript: `$` would match before a last line break, `.` not at one.
const ANY = '[\\s\\S]';
const END = `(?!${ANY})`;
const NOTHING = '(?!)';

function laneExpression({ index, of }: Lane, prefixes: readonly string[] | undefined): string {
  const begins = prefixes ? `(?=${prefixes.map(literal).join('|')})` : '';
  if (index >= ALPHABET.length) return NOTHING;
  // Lane 0 also has the names that end otherwise: it is all that no other lane has.
  return index === 0
    ? `^${begins}(?!${endingIn((value) => value % of !== 0)})`
    : `^${begins}${endingIn((value) => value % of === index)}`;
}

/** A name whose last two characters are of the alphabet, and of the first of them the value is wanted. */
function endingIn(wanted: (value: number) => boolean): string {
  return `${ANY}*${oneOf([...ALPHABET].filter((_, value) => wanted(value)))}${oneOf([...ALPHABET])}${END}`;
}

function oneOf(characters: readonly string[]): string {
  return `[${characters.join('').replace('-', '\\-')}]`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
