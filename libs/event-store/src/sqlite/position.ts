import { START, type Position } from '../port';

/** As many digits as the largest exact integer has, so that string order is log order. */
const DIGITS = 16;

export function toPosition(number: number): Position {
  return number === 0 ? START : String(number).padStart(DIGITS, '0');
}

/** @throws TypeError for a position that this store never gave */
export function fromPosition(position: Position): number {
  if (position === START) return 0;
  if (!/^\d{16}$/.test(position)) throw new TypeError(`${JSON.stringify(position)} is no position of this event log`);
  return Number(position);
}
