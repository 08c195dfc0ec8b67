import type { Condition, Counted, Grouping } from './port';
import { comparable, compareValues } from './values';
import { type Fields, integer, type Tally, type View } from './view';

/** The field of a tally that holds how many there are. */
export const TALLIED = 'n';

/** How a tally is kept: as counters beside the documents. */
export function tallyView({ name, version, group, fields }: View, { by, bucket }: Tally): View {
  const kept: Fields = Object.fromEntries([bucket.field, ...by].map((field) => [field, fields[field]!]));
  return {
    ...{ name: `${name}-tally`, version, group },
    fields: { ...kept, [TALLIED]: integer() },
    indexes: [[bucket.field]],
    counters: true,
  };
}

/** The views as a store keeps them: each with its tally. */
export function withTallies(views: readonly View[]): View[] {
  return views.flatMap((view) => (view.tally ? [view, tallyView(view, view.tally)] : [view]));
}

/** Whether a tally tells how many match: it knows every field that is asked for, and no bucket lies partly in a range. */
export function tells({ by, bucket, of }: Tally, where: readonly Condition[], groupings: readonly Grouping[]): boolean {
  const isWhole = (edge: unknown) => edge === undefined || (typeof edge === 'number' && edge % bucket.every === 0);
  const knows = (condition: Condition) => {
    if (by.includes(condition.field)) return true;
    if (condition.field !== bucket.field || !('from' in condition || 'to' in condition)) return false;
    return isWhole(condition.from) && isWhole(condition.to);
  };
  const groups = (grouping: Grouping) => {
    if (typeof grouping === 'string') return by.includes(grouping);
    const { field, every, offset = 0 } = grouping;
    return field === bucket.field && every % bucket.every === 0 && offset % bucket.every === 0;
  };
  const counted = [bucket.field, ...(of === undefined ? [] : [of])].every((field) =>
    where.some((condition) => leavesOutNull(condition, field)),
  );
  return counted && where.every(knows) && groupings.every(groups);
}

function leavesOutNull(condition: Condition, field: string): boolean {
  if (condition.field !== field) return false;
  if ('equals' in condition) return condition.equals !== null;
  if ('in' in condition) return !condition.in.some((value) => value === null);
  if ('notIn' in condition) return condition.notIn.some((value) => value === null);
  return true;
}

/**
 * What a tally is entered by, and the rest of what it is asked.
 * @throws TypeError where it does not tell
 */
export function enteredTally({ name, tally }: View, where: readonly Condition[]) {
  if (!tally || !tells(tally, where, [])) throw new TypeError(`${name}: its tally does not tell`);
  const isWhen = ({ field }: Condition) => field === tally.bucket.field;
  return { during: where.filter(isWhen), rest: where.filter((condition) => !isWhen(condition)) };
}

/** The field of a grouping. @throws TypeError for one that cannot be grouped by */
export function fieldOf(view: View, grouping: Grouping): string {
  const field = typeof grouping === 'string' ? grouping : grouping.field;
  const type = comparable(view, field);
  if (typeof grouping === 'string') return field;
  if (type !== 'integer') throw new TypeError(`${view.name}: field ${field} is ${type} and has no stretches`);
  if (!Number.isSafeInteger(grouping.every) || grouping.every < 1 || !Number.isSafeInteger(grouping.offset ?? 0)) {
    throw new TypeError(`${view.name}: a stretch of ${field} is a whole number above 0`);
  }
  return field;
}

/** Groups in the order of their values, without those of which none are left. */
export function inOrder(groups: readonly Counted[]): Counted[] {
  return groups
    .filter(({ count }) => count > 0)
    .sort((a, b) => {
      for (let at = 0; at < a.values.length; at++) {
        const order = compareValues(a.values[at]!, b.values[at]!);
        if (order !== 0) return order;
      }
      return 0;
    });
}
