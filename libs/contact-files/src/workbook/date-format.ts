import type { FormatToken } from './format-sections';
import { plainNumber } from './plain-number';

const DAY = 86_400_000;
/** 9999-12-31 is the last day of spreadsheets. */
const END = 2_958_466;
/** From 1900-01-01 to 1904-01-02, as days are counted. */
const DAYS_TO_1904 = 1462;
/** Day 60 is 1900-02-29, which never was: Lotus 1-2-3 had it, and every program has kept it. Days before it are one off. */
const NO_DAY = 60;

/** A moment as its clock shows it. */
interface Shown {
  readonly serial: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly milliseconds: number;
}

/**
 * How dates of a format are shown: in its own order where it is one of figures (`dd/mm/yyyy` → 05/03/2026). Where it has names of months or days,
 * or leaves the order to the computer it is opened on, it is 2026-03-05, with hours if the format has them.
 */
export function dateFormat(tokens: readonly FormatToken[], since1904: boolean): (written: string) => string {
  const parts = tokens.flatMap(({ kind, text }, index) => (kind === 'date' ? [[index, text] as const] : []));
  const isMinutes = (index: number) => {
    const at = parts.findIndex(([place]) => place === index);
    const before = tokens.slice(0, index).findLast(({ kind }) => kind === 'date' || kind === 'elapsed')?.text;
    return before?.startsWith('h') === true || parts[at + 1]?.[1].startsWith('s') === true;
  };
  const has = (letters: RegExp) =>
    tokens.some(({ kind, text }) => (kind === 'date' || kind === 'elapsed') && letters.test(text));
  const hasMonth = parts.some(([index, text]) => text.startsWith('m') && !isMinutes(index));
  const hasDay = hasMonth || has(/^[ydbga]+$/);
  const named = parts.some(([, text]) => /^(mmm|ddd|aaa|b|g)/.test(text) && text !== 'am/pm');
  const halves = has(/^a/);
  const hasSeconds = has(/^s/);
  const render = (moment: Shown): string => {
    if (named) return iso(moment, hasDay, has(/^[hs]/), hasSeconds);
    const fractions = fractionOf(tokens);
    return tokens
      .map(({ kind, text }, index) => {
        if (kind === 'elapsed') return elapsed(moment, text);
        if (kind === 'digit' || kind === 'comma') return '';
        if (kind === 'point')
          return fractions === 0
            ? '.'
            : `.${String(moment.milliseconds % 1000)
                .padStart(3, '0')
                .slice(0, fractions)}`;
        return kind === 'date' ? part(moment, text, isMinutes(index), halves) : text;
      })
      .join('')
      .trim();
  };
  return (written) => {
    const moment = momentOf(written, since1904);
    return moment ? render(moment) : plainNumber(written);
  };
}

/** As `dateFormat` writes where a format leaves it open. */
export function isoDate(
  since1904: boolean,
  hasDay: boolean,
  hasTime: boolean,
  hasSeconds = false,
): (written: string) => string {
  return (written) => {
    const moment = momentOf(written, since1904);
    return moment ? iso(moment, hasDay, hasTime, hasSeconds) : plainNumber(written);
  };
}

/** Undefined: no day of a spreadsheet. */
function momentOf(written: string, since1904: boolean): Shown | undefined {
  const given = Number(written);
  const serial = given + (since1904 ? DAYS_TO_1904 : 0);
  if (written.trim() === '' || !(given >= 0) || !(serial < END)) return undefined;
  // Hours are fractions of a day, seldom exact ones.
  const total = Math.round(serial * DAY);
  const days = Math.floor(total / DAY);
  const milliseconds = total - days * DAY;
  if (days === NO_DAY && !since1904) return { serial: total / DAY, year: 1900, month: 2, day: 29, milliseconds };
  const date = new Date((days - 25_569 + (days < NO_DAY ? 1 : 0)) * DAY);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return { serial: total / DAY, year, month, day, milliseconds };
}

function iso(
  { year, month, day, milliseconds }: Shown,
  hasDay: boolean,
  hasTime: boolean,
  hasSeconds: boolean,
): string {
  const seconds = Math.floor(milliseconds / 1000);
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${hasSeconds ? `:${two(seconds % 60)}` : ''}`;
  return [...(hasDay ? [date] : []), ...(hasTime ? [time] : [])].join(' ');
}

function part({ year, month, day, milliseconds }: Shown, letters: string, isMinutes: boolean, halves: boolean): string {
  const seconds = Math.floor(milliseconds / 1000);
  const hours = Math.floor(seconds / 3600);
  const figure = (value: number) => (letters.length > 1 ? two(value) : String(value));
  switch (letters[0]) {
    case 'y':
      return letters.length > 2 ? String(year).padStart(4, '0') : two(year % 100);
    case 'm':
      return figure(isMinutes ? Math.floor(seconds / 60) % 60 : month);
    case 'd':
      return figure(day);
    case 'h':
      return figure(halves ? ((hours + 11) % 12) + 1 : hours);
    case 's':
      return figure(seconds % 60);
    default:
      return hours < 12 ? 'AM' : 'PM';
  }
}

/** Hours, minutes or seconds since day 0, as durations are written. */
function elapsed({ serial }: Shown, letters: string): string {
  const units = { h: 24, m: 1440, s: 86_400 }[letters[0]!]!;
  return String(Math.floor(Number((serial * units).toFixed(6)))).padStart(letters.length, '0');
}

/** Places behind the point of the seconds. */
function fractionOf(tokens: readonly FormatToken[]): number {
  return Math.min(3, tokens.filter(({ kind }) => kind === 'digit').length);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
