import { stretchesIn } from '@arauto/clock';
import type { Value, View } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { list, named, object, orNull, type Shown, text } from '../fields/shapes';
import { VIEWS } from '../tokens';
import { invalid } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { type Counts, figures, figuresBody, figuresOf } from './consolidated-figures';
import { ConsolidatedGroups, groupingOf, lengthOf } from './consolidated-groups';
import { type ConsolidatedBy, ConsolidatedQuery } from './consolidated-query';
import { type Period, periodOf } from './period';
import { RowFilters } from './row-filters';
import { countRows, type RowQuestion } from './walked-page';

/** An id, a code, a name, `2026-11-28` or `2026-11-28T14:00` in the zone asked for; null of rows that have none. And how people call it. */
const group = { group: orNull(text), label: orNull(text) };
const consolidatedItem = object({ ...group, second: orNull(object(group)), ...figures });
export type ConsolidatedItem = Shown<typeof consolidatedItem>;

export const consolidatedBody = named('Consolidated', object({ items: list(consolidatedItem), totals: figuresBody }));
export type ConsolidatedBody = Shown<typeof consolidatedBody>;

export class ConsolidatedReport extends QueryWith<ConsolidatedQuery, ConsolidatedBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'report:read',
    query: ConsolidatedQuery,
    answers: consolidatedBody,
    problems: ['not_found'],
  };
}

/** More groups are no report that anybody reads. */
const MOST_GROUPS = 20_000;

/** By what figures of what was sent are told apart. */
const FIGURES_OF_MT = ['status', 'replied', 'needsAttention'] as const;

/** Counts of one combination of groups. */
interface Told {
  readonly groups: readonly (string | null)[];
  readonly counts: Counts[];
}

@QueryHandler(ConsolidatedReport)
export class ConsolidatedReportHandler implements IQueryHandler<ConsolidatedReport> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(RowFilters) private readonly filters: RowFilters,
    @Inject(ConsolidatedGroups) private readonly groups: ConsolidatedGroups,
  ) {}

  /** Times in their order, other groups by how much they come to, and what is of one first group together. */
  async execute({ context, input }: ConsolidatedReport): Promise<ConsolidatedBody> {
    const { groupBy, type = 'MT', language = context.language ?? 'en' } = input;
    checkGroups(input);
    const told =
      type === 'MT'
        ? await this.tell(messagesView, await this.filters.mt(context, input), input, FIGURES_OF_MT)
        : await this.tell(repliesView, await this.filters.mo(context, input), input, ['contentType']);
    const names = await Promise.all(
      groupBy.map((by, at) =>
        this.groups.namesOf(by, [...new Set(told.flatMap(({ groups }) => groups[at] ?? []))], language),
      ),
    );
    const shown = (groups: Told['groups'], at: number) => {
      const group = groups[at] ?? null;
      return { group, label: group === null ? null : names[at]!(group) };
    };
    const items = told.map(({ groups, counts }): ConsolidatedItem => ({
      ...shown(groups, 0),
      second: groupBy.length > 1 ? shown(groups, 1) : null,
      ...figuresOf(counts, type === 'MT'),
    }));
    return {
      items: items.sort(orderOf(groupBy, items)),
      totals: figuresOf(
        told.flatMap(({ counts }) => counts),
        type === 'MT',
      ),
    };
  }

  /** @param what by what figures are told apart: the status or content type, and what else they tell of it */
  private async tell<V extends typeof messagesView | typeof repliesView>(
    view: V,
    question: RowQuestion<V> | undefined,
    { groupBy, timeZone = 'UTC' }: ConsolidatedQuery,
    what: readonly string[],
  ): Promise<Told[]> {
    if (!question) return [];
    const instant = view.tally!.bucket.field;
    // What a campaign sends inside sessions is not of the template that it has for those without.
    const typeAt = groupBy.indexOf('contentType');
    const typed = view === messagesView && groupBy.includes('template') && typeAt < 0 ? ['contentType'] : [];
    const counted = await Promise.all(
      periodsOf(question.period, groupBy, timeZone).map(({ offset, ...period }) => {
        const by = [...groupBy.map((each) => groupingOf(each, instant, offset)), ...what, ...typed];
        return countRows(this.views.reporting, view as View, { ...question, period } as never, by);
      }),
    );
    const rows = counted.flat();
    const groups = await Promise.all(
      groupBy.map((by, at) => this.groups.groupsOf(by, [...new Set(rows.map(({ values }) => values[at]!))])),
    );
    const told = new Map<string, Told>();
    for (const { values, count } of rows) {
      const type = typed.length > 0 ? values.at(-1) : view === messagesView ? values[typeAt] : undefined;
      const isNoTemplate = type !== undefined && type !== 'template';
      const own = groups.map((known, at) =>
        isNoTemplate && groupBy[at] === 'template' ? null : (known.get(values[at]!) ?? null),
      );
      const key = JSON.stringify(own);
      const known = told.get(key) ?? { groups: own, counts: [] };
      const [kind, replied, needsAttention] = values.slice(groupBy.length) as [string, Value?, Value?];
      known.counts.push({ what: kind, replied: replied === true, needsAttention: needsAttention === true, count });
      told.set(key, known);
    }
    return [...told.values()];
  }
}

/** @throws Refusal for groups that there are not, or far too many of */
export function checkGroups({ groupBy, type = 'MT', ...input }: ConsolidatedQuery): void {
  if (groupBy[0] === groupBy[1]) throw invalid('groupBy', 'repeated', 'groupBy names the same twice.');
  if (type === 'MO' && groupBy.includes('status')) {
    throw invalid(
      'groupBy',
      'not_of_this_type',
      'What people wrote has no status: group by something else, or give type=MT.',
    );
  }
  const { from, to } = periodOf(input);
  const lengths = groupBy.map((by) => lengthOf(by) ?? Infinity);
  if ((to - from) / Math.min(...lengths) > MOST_GROUPS) {
    throw invalid('groupBy', 'too_many_groups', `These are more than ${MOST_GROUPS} groups: give a shorter period.`);
  }
}

/** The parts of a period in which days begin at the same time of UTC. */
function periodsOf(period: Period, groupBy: readonly ConsolidatedBy[], timeZone: string) {
  if (groupBy.every((by) => lengthOf(by) === undefined)) return [{ ...period, offset: 0 }];
  return stretchesIn(timeZone, period.from, period.to);
}

/** The first group counts with all its rows, or those of several would stand among each other. */
function orderOf(groupBy: readonly ConsolidatedBy[], items: readonly ConsolidatedItem[]) {
  const totals = new Map<string | null, number>();
  for (const { group, total } of items) totals.set(group, (totals.get(group) ?? 0) + total);
  return (one: ConsolidatedItem, other: ConsolidatedItem): number => {
    for (const [at, by] of groupBy.entries()) {
      const [a, b] = at === 0 ? [one.group, other.group] : [one.second!.group, other.second!.group];
      if (a === b) continue;
      const more = at === 0 ? totals.get(other.group)! - totals.get(one.group)! : other.total - one.total;
      if (lengthOf(by) === undefined && more !== 0) return more;
      return (a ?? '') < (b ?? '') ? -1 : 1;
    }
    return 0;
  };
}
