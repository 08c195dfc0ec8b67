import type { ErrorInfo, ErrorPolicy, Fault } from './error-info';

/** Policies in the words of the tables that say what was agreed (`errors.golden.ts`). */
export const NEVER: ErrorPolicy = { class: 'never' };
export const NEVER_UNLESS_REPEATED: ErrorPolicy = { class: 'never', ifRepeated: 'pause_campaign' };
export const SUPPRESS: ErrorPolicy = { class: 'suppress' };
export const SERVER: ErrorPolicy = { class: 'server' };
export const THROTTLE: ErrorPolicy = { class: 'throttle' };
export const THROTTLE_MINUTES: ErrorPolicy = { class: 'throttle', delayMs: 60_000, of: 'account' };
export const PAIR: ErrorPolicy = { class: 'pair' };
export const MAINTENANCE: ErrorPolicy = { class: 'maintenance' };
export const MAINTENANCE_MINUTES: ErrorPolicy = { class: 'maintenance', delayMs: 60_000 };
export const DAY: ErrorPolicy = { class: 'day' };
export const WAIT: ErrorPolicy = { class: 'wait' };
export const PAUSE_CAMPAIGN: ErrorPolicy = { class: 'pause_campaign' };
export const PAUSE_NUMBER: ErrorPolicy = { class: 'pause_number' };
export const PAUSE_ACCOUNT: ErrorPolicy = { class: 'pause_account' };
export const SESSION: ErrorPolicy = { class: 'session' };
export const UNKNOWN: ErrorPolicy = { class: 'unknown' };

/** `SERVER x{retries} then …`. */
export function serverTimes(retries: number, then: 'never' | 'pause_campaign', delayMs?: number): ErrorPolicy {
  return delayMs === undefined ? { class: 'server', retries, then } : { class: 'server', retries, then, delayMs };
}

/** An error without its words, as one line of a table. */
export type ErrorRow = Omit<ErrorInfo, 'title' | 'advice'>;

export type ErrorText = Pick<ErrorInfo, 'title' | 'advice'>;

export const text = (title: string, advice: string): ErrorText => ({ title, advice });

/** Rows and their words, by code. @throws Error for a row that has none */
export function errorTable(
  rows: readonly ErrorRow[],
  texts: Readonly<Record<string, ErrorText>>,
): readonly ErrorInfo[] {
  return rows.map((each) => {
    const words = texts[each.code];
    if (!words) throw new Error(`error ${each.code} has no words`);
    return { ...each, ...words };
  });
}

const FAULTS = {
  R: 'recipient',
  C: 'content',
  A: 'account',
  P: 'platform',
  T: 'throttle',
  E: 'engine',
} satisfies Record<string, Fault>;

type Letter = keyof typeof FAULTS;

/**
 * A code of the send path.
 * @param faults letters of the reference's legend, the main one first: `P/C`
 * @param result `F` is Failed at once, `P>F` keeps the last value while retries remain, `-` is no record
 */
export function row(
  code: string,
  faults: Letter | `${Letter}/${Letter}`,
  policy: ErrorPolicy,
  reportStatus: ErrorInfo['reportStatus'],
  contactState: ErrorInfo['contactState'],
  result: 'F' | 'P>F' | '-',
): ErrorRow {
  const recordResult = result === 'F' ? 'failed' : result === 'P>F' ? 'provisional' : null;
  return { code, scope: 'send', faults: readFaults(faults), policy, reportStatus, contactState, recordResult };
}

/** A code that never ends an attempt: it occurs on inbound messages or while something is set up. */
export function rowOutsideSending(code: string, fault: Letter, scope: 'inbound' | 'setup'): ErrorRow {
  const ends = { reportStatus: null, contactState: null, recordResult: null };
  return { code, scope, faults: readFaults(fault), policy: NEVER, ...ends };
}

function readFaults(letters: string): [Fault, ...Fault[]] {
  const [first, ...others] = letters.split('/') as [Letter, ...Letter[]];
  return [FAULTS[first], ...others.map((letter) => FAULTS[letter])];
}
