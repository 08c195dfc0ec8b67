import { createHash } from 'node:crypto';
import { type Position, START } from '@arauto/event-store';
import { Superseded, ViewsUnreadable } from './port';
import type { Group, View } from './view';

/** Which filling of a group's views is written, and which is read, where several of them lie beside each other and programs of several versions read them. */

/** One place that holds all views of a group. */
export interface Filling {
  readonly number: number;
  /**
   * `filling`: beside an older one that is still read. `ready`: read by the programs whose views these are. `superseded`: readers were turned
   * to a newer one of the same views, and the last of them may still be on their way.
   */
  readonly state: 'filling' | 'ready' | 'superseded';
  /** Equal for equal views. */
  readonly definition: string;
  /** In how many lanes it is written. */
  readonly lanes: number;
  /** Where the log was when it was made: what it holds before that is a part of the truth. */
  readonly target: Position;
  /** The views it holds, as JSON. */
  readonly views: string;
}

/** All that is known of a group's fillings. */
export interface Fillings {
  /** The highest number that a filling was ever given. */
  readonly newest: number;
  readonly fillings: readonly Filling[];
}

/** Where a lane of a filling stands. */
interface Place {
  readonly filling: number;
  readonly position: Position;
}

/**
 * What says of a set of views which they are: any difference means that they must be filled anew.
 * @param layout raised when the way they lie in a store changes
 */
export function describeViews(views: readonly View[], layout: number): Pick<Filling, 'definition' | 'views'> {
  const sorted = [...views].sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = JSON.stringify(
    sorted.map(({ name, version, group, fields, indexes, counters }) => ({
      ...{ name, version, group, fields, indexes, counters },
    })),
  );
  return { views: text, definition: createHash('sha256').update(`${layout}${text}`).digest('hex').slice(0, 32) };
}

/**
 * The filling that programs with these views read: their own, or, until it has caught up once, the newest that any have.
 * @param definition of the views
 */
export function readable<F extends Pick<Filling, 'state' | 'definition'>>(
  fillings: readonly F[],
  definition: string,
): F | undefined {
  const ready = fillings.filter(({ state }) => state === 'ready');
  return ready.findLast((filling) => filling.definition === definition) ?? ready.at(-1);
}

export interface Wanted extends Pick<Filling, 'definition' | 'views' | 'lanes'> {
  readonly rebuild: boolean;
  /** Where the log is, asked after the group was read. */
  readonly target: Position;
}

export interface Chosen<G extends Fillings> {
  readonly filling: Filling;
  /** The number of the one that is read until this one has caught up. */
  readonly older: number | undefined;
  readonly interruptedRebuild: boolean;
  /** The group as it must be stored for this. */
  readonly group: G;
}

/** Finds the filling a writer has to go on with, or adds the one that must be made. */
export function choose<G extends Fillings>(group: G, wanted: Wanted): Chosen<G> {
  const isWanted = ({ definition, lanes }: Filling) => definition === wanted.definition && lanes === wanted.lanes;
  const current = readable(group.fillings, wanted.definition);
  const resumable = group.fillings.findLast((each) => each.state === 'filling' && isWanted(each));
  if (!current && resumable) {
    const adopted = { ...resumable, state: 'ready' as const };
    return { filling: adopted, older: undefined, interruptedRebuild: false, group: withFilling(group, adopted) };
  }
  if (current && isWanted(current) && !wanted.rebuild) {
    return { filling: current, older: undefined, interruptedRebuild: resumable !== undefined, group };
  }
  if (current && resumable) return { filling: resumable, older: current.number, interruptedRebuild: false, group };
  const { definition, views, lanes, target } = wanted;
  const made: Filling = {
    number: group.newest + 1,
    state: current ? 'filling' : 'ready',
    ...{ definition, views, lanes, target },
  };
  return { filling: made, older: current?.number, interruptedRebuild: false, group: withFilling(group, made) };
}

/** The group with readers turned to this filling. */
export function turned<G extends Fillings>(group: G, filling: Filling): G {
  const fillings = group.fillings.map((each): Filling => {
    if (each.number === filling.number) return { ...each, state: 'ready' };
    const isReplaced = each.state === 'ready' && each.definition === filling.definition;
    return isReplaced ? { ...each, state: 'superseded' } : each;
  });
  return { ...group, fillings };
}

export function without<G extends Fillings>(group: G, numbers: readonly number[]): G {
  return { ...group, fillings: group.fillings.filter(({ number }) => !numbers.includes(number)) };
}

/** Why a writer does not find its filling any more. */
export function whyGone(name: Group, number: number, group: Fillings | null): Error {
  const hasNewer = group?.fillings.some((each) => each.number > number && each.state === 'ready') ?? false;
  if (hasNewer) return new Superseded(name);
  return new ViewsUnreadable(`what was held of the ${name} views is gone. They are made again from the log`);
}

/**
 * Those that hold, or shall hold, more than the log, which was asked last: of a log that was put back, or of another one, they would show what
 * never was, and pass over what comes.
 */
export function aheadOf(target: Position, { fillings }: Fillings, places: readonly Place[]): number[] {
  const reached = places.filter(({ position }) => position > target).map(({ filling }) => filling);
  return fillings.filter((each) => each.target > target || reached.includes(each.number)).map(({ number }) => number);
}

/** The lowest lane's position: everything up to there is in all of them. */
export function lowest(places: readonly Pick<Place, 'position'>[]): Position {
  return places.reduce((low, { position }) => (position < low ? position : low), places[0]?.position ?? START);
}

function withFilling<G extends Fillings>(group: G, filling: Filling): G {
  const { fillings } = without(group, [filling.number]);
  return {
    ...group,
    newest: Math.max(group.newest, filling.number),
    fillings: [...fillings, filling].sort((a, b) => a.number - b.number),
  };
}
