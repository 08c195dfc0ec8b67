import type { Decider } from '../decider';
import { stream } from '../streams';
import {
  KIND_OF,
  type SuppressionCategory,
  type SuppressionEvent,
  type SuppressionEvidence,
  type SuppressionSource,
} from './suppression.events';
import {
  CATEGORIES,
  evolveSuppression,
  isNewer,
  kindsHeld,
  type Standing,
  type Standings,
  type Suppression,
} from './suppression.state';

export type SuppressPersonCommand = {
  readonly type: 'SuppressPerson';
  readonly category: SuppressionCategory;
  /** When it was said, RFC 3339; never later than now. */
  readonly at: string;
  /** Vault ref of the phone, for people to read. */
  readonly ref: string | null;
} & SuppressionEvidence;

export type LiftSuppressionCommand = {
  readonly type: 'LiftSuppression';
  /** Null: every category. */
  readonly category: SuppressionCategory | null;
  /** When it was said, RFC 3339; never later than now. */
  readonly at: string;
  readonly source: SuppressionSource;
  readonly evidence: string | null;
};

export type SuppressionCommand = SuppressPersonCommand | LiftSuppressionCommand;

/**
 * A person who must not be messaged, per subaccount and category. What people and the platform say arrives in any order: of each
 * kind the newest word holds. What an administrator says holds from when it is said, whatever a clock says.
 */
export const suppressionDecider: Decider<Suppression, SuppressionCommand, SuppressionEvent> = {
  initial: {},
  decide(command, suppression) {
    if (command.type === 'SuppressPerson') return suppress(command, suppression);
    const categories = command.category === null ? CATEGORIES : [command.category];
    return categories.flatMap((category) => lift(command, category, suppression));
  },
  evolve: evolveSuppression,
};

export const suppressionAggregate = { decider: suppressionDecider, stream: stream.suppression };

function suppress(command: SuppressPersonCommand, suppression: Suppression): SuppressionEvent[] {
  const { type: _, ...said } = command;
  const { category, source, at } = command;
  const standings = suppression[category] ?? {};
  const before = standings[KIND_OF[source]];
  if (source === 'api') {
    return before?.held
      ? []
      : [between(suppression, { type: 'PersonSuppressed', data: { ...said, at: after(standings, at, 0) } })];
  }
  if (!isNewer({ held: true, at: Date.parse(at) }, before)) return [];
  return [between(suppression, { type: 'PersonSuppressed', data: said })];
}

function lift(
  { source, at, evidence }: LiftSuppressionCommand,
  category: SuppressionCategory,
  suppression: Suppression,
): SuppressionEvent[] {
  const standings = suppression[category] ?? {};
  if (source === 'api') {
    if (kindsHeld(standings).length === 0) return [];
    const data = { category, source, evidence, at: after(standings, at, 1) };
    return [between(suppression, { type: 'SuppressionLifted', data })];
  }
  // Written down also where nothing holds: an older stop may still be on its way.
  const said: Standing = { held: false, at: Date.parse(at) };
  if (!isNewer(said, standings[KIND_OF[source]])) return [];
  return [between(suppression, { type: 'SuppressionLifted', data: { category, source, evidence, at } })];
}

/** `at`, or `margin` milliseconds after everything said so far if that is later. */
function after(standings: Standings, at: string, margin: number): string {
  const newest = Math.max(0, ...Object.values(standings).map((standing) => standing.at));
  return new Date(Math.max(Date.parse(at), newest + margin)).toISOString();
}

/** The event with the kinds that hold before and after it. */
function between(suppression: Suppression, event: SuppressionEvent): SuppressionEvent {
  const { category } = event.data;
  const from = kindsHeld(suppression[category]);
  const to = kindsHeld(evolveSuppression(suppression, event)[category]);
  return { ...event, data: { ...event.data, from, to } } as SuppressionEvent;
}
