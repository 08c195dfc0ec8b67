import type { RecordedEvent } from '@arauto/event-store';
import type { Plan } from '../plan';
import type { Receipt, SendRequest, SentMessage, WrittenCall } from '../platform/ground-truth';
import type { Facts } from './facts';
import type { Rule } from './failure';

/** What a rule has of the judge. */
export interface Judging {
  readonly facts: Facts;
  /** A promise was broken. */
  fail(rule: Rule, what: string): void;
}

/** Rules are told of everything that comes, once and in its order; of an event the facts know already. */
export interface Rules {
  heard?(event: RecordedEvent): void;
  /** A call leaves an engine. */
  called?(call: WrittenCall): void;
  /** It has come to the platform. */
  requested?(request: SendRequest): void;
  accepted?(message: SentMessage): void;
  received?(receipt: Receipt): void;
}

/** Of whom a message is, as it is written on it. */
export function addresseeOf(callbackData = ''): {
  readonly campaignId: string;
  readonly key: string;
  readonly attempt: string;
} {
  const [, campaignId = '', key = '', attempt = ''] = callbackData.split('|');
  return { campaignId, key, attempt };
}

/** How long after its commit a pause may not have been heard by everybody, milliseconds. */
export const HEARD_WITHIN = 500;
/** After so long every engine has heard what one of them was told, milliseconds, though a store tells it late. */
export const HEARD_BY_ALL = 10_000;
/** From the write of a request to its arrival, at the most, milliseconds. */
export const ON_ITS_WAY = 150;

/** Whether instants that engines write down are true ones: no clock of theirs is set. */
export function areClocksTrue({ happenings }: Plan): boolean {
  return happenings.every(({ kind }) => kind !== 'clock');
}

/** Whether the log tells everybody of what comes to it at once, unless it cannot be had. */
export function isHeardAtOnce({ happenings }: Plan): boolean {
  return happenings.every((each) => each.kind !== 'store' || each.what !== 'behind');
}

/** Whether one engine is up all the time, and its clock is true. */
export function isUndisturbed({ engines, happenings }: Plan): boolean {
  return engines.length === 1 && !happenings.some(({ kind }) => DISTURBING.has(kind));
}

const DISTURBING: ReadonlySet<string> = new Set(['crash', 'stop', 'sleep', 'clock']);
