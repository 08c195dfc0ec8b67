import { laterEvent } from '../decider';
import {
  KIND_OF,
  type PersonSuppressed,
  SUPPRESSION_KINDS,
  type SuppressionCategory,
  type SuppressionEvent,
  type SuppressionKind,
  type SuppressionLifted,
} from './suppression.events';

/** The newest word of one kind. */
export interface Standing {
  readonly held: boolean;
  /** When it was said, milliseconds; 0 where the first program did not write it down. */
  readonly at: number;
}

export type Standings = Readonly<Partial<Record<SuppressionKind, Standing>>>;

/** Several kinds may hold at once, in each category. */
export type Suppression = Readonly<Partial<Record<SuppressionCategory, Standings>>>;

export const CATEGORIES: readonly SuppressionCategory[] = ['all', 'marketing'];

export function evolveSuppression(suppression: Suppression, event: SuppressionEvent): Suppression {
  switch (event.type) {
    case 'PersonSuppressed':
      return { ...suppression, [event.data.category]: suppressed(suppression[event.data.category] ?? {}, event) };
    case 'SuppressionLifted':
      return { ...suppression, [event.data.category]: lifted(suppression[event.data.category] ?? {}, event) };
    default:
      return laterEvent(event, suppression);
  }
}

function suppressed(standings: Standings, { data: { source, at } }: PersonSuppressed): Standings {
  const kind = KIND_OF[source];
  const { platform: _, ...withoutPlatform } = standings;
  // In the first program an administrator's word took the place of the platform's.
  const others = at === undefined && kind === 'admin' ? withoutPlatform : standings;
  return { ...others, [kind]: { held: true, at: instantOf(at, standings[kind]) } };
}

function lifted(standings: Standings, { data: { source, at } }: SuppressionLifted): Standings {
  const kind = KIND_OF[source];
  const kinds = kind === 'admin' ? SUPPRESSION_KINDS : [kind];
  const free = kinds.map((each) => [each, { held: false, at: instantOf(at, standings[each]) }] as const);
  return { ...standings, ...Object.fromEntries(free) };
}

function instantOf(at: string | undefined, before: Standing | undefined): number {
  return at === undefined ? (before?.at ?? 0) : Date.parse(at);
}

/** The kinds that hold, in one order. */
export function kindsHeld(standings: Standings = {}): SuppressionKind[] {
  return SUPPRESSION_KINDS.filter((kind) => standings[kind]?.held);
}

/**
 * One suppression of those that lie under the several identities of one person. The newest word of a kind holds, wherever it was
 * said; of two of one instant the stricter.
 */
export function mergeSuppressions(suppressions: readonly Suppression[]): Suppression {
  const merged: Partial<Record<SuppressionCategory, Partial<Record<SuppressionKind, Standing>>>> = {};
  for (const suppression of suppressions) {
    for (const category of CATEGORIES) {
      for (const kind of SUPPRESSION_KINDS) {
        const standing = suppression[category]?.[kind];
        if (!standing) continue;
        const standings = (merged[category] ??= {});
        if (isNewer(standing, standings[kind])) standings[kind] = standing;
      }
    }
  }
  return merged;
}

/** Whether a word changes anything after what was said before: equally old ones are judged by the stricter of them. */
export function isNewer(said: Standing, before: Standing | undefined): boolean {
  if (!before) return true;
  return said.at === before.at ? said.held && !before.held : said.at > before.at;
}

/** What a marketing opt-out leaves alone. A category that is not here may be anything, and counts as marketing. */
const NOT_MARKETING: ReadonlySet<string> = new Set(['UTILITY', 'AUTHENTICATION']);

/** Whether a message of this template category may not be sent; undefined where nobody knows which it is. */
export function isSuppressed(suppression: Suppression, templateCategory: string | undefined): boolean {
  if (kindsHeld(suppression.all).length > 0) return true;
  const mayBeMarketing = templateCategory === undefined || !NOT_MARKETING.has(templateCategory);
  return mayBeMarketing && kindsHeld(suppression.marketing).length > 0;
}
