import type { Plan } from '../plan';
import type { Facts } from './facts';

/** What a rule has of the judge. */
export interface Judging {
  readonly facts: Facts;
  /** A promise was broken. */
  fail(rule: string, what: string): void;
}

/** Rules that are asked at every step. */
export interface Rules {
  /** Looks at what has come since it looked last. */
  look(): void;
}

/** How long after its commit a pause may not have been heard by everybody, milliseconds. */
export const HEARD_WITHIN = 500;
/** After so long every engine has heard what one of them was told, milliseconds, though a store tells it late. */
export const HEARD_BY_ALL = 10_000;
/** From the write of a request to its arrival, at the most, milliseconds. */
export const ON_ITS_WAY = 150;

/** What comes to a list that only grows, each thing once. */
export class Since<T> {
  private seen = 0;

  constructor(private readonly all: readonly T[]) {}

  /** Takes what has come since it was called last. */
  each(take: (item: T) => void): void {
    while (this.seen < this.all.length) take(this.all[this.seen++]!);
  }
}

/** Whether instants that engines write down are true ones: no clock of theirs is set. */
export function areClocksTrue({ happenings }: Plan): boolean {
  return happenings.every(({ kind }) => kind !== 'clock');
}

/** Whether the log tells everybody of what comes to it at once, unless it cannot be had. */
export function isHeardAtOnce({ happenings }: Plan): boolean {
  return happenings.every((each) => each.kind !== 'store' || each.what !== 'behind');
}
