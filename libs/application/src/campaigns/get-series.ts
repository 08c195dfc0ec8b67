import { type Clock, instant } from '@arauto/clock';
import { campaignsView } from '@arauto/read-models/operational';
import { campaignSeriesView, minuteAt, minuteText } from '@arauto/read-models/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, momentInQuery, oneOf, optional, timeZone } from '../fields';
import { described, list, named, object, oneOf as oneOfShown, type Shown, text, time, whole } from '../fields/shapes';
import { AfterQuery } from '../paging';
import { type Period, instantOf } from '../reports/period';
import { CLOCK, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { invalid } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import type { OfCampaign } from './campaign-parts';
import { LONGEST_SERIES, STEPS, type Step, stepsIn } from './series-steps';

export class SeriesQuery extends AfterQuery {
  @Field(oneOf(STEPS)) readonly step!: Step;
  @Field(
    optional(momentInQuery),
    'Inclusive; by default when it was started, or as many steps as are answered before `to`.',
  )
  readonly from?: number | string;
  @Field(optional(momentInQuery), 'Exclusive; by default now, or when something happened last, if it has ended.')
  readonly to?: number | string;
  @Field(optional(timeZone), 'In which days and hours begin; UTC by default.') readonly timeZone?: string;
}

const COUNTED = ['accepted', 'sent', 'delivered', 'read', 'failed'] as const;

const counts = list(whole);

/** A list each: number `n` of every one is of the step that begins at number `n` of `at`. Steps in which nothing happened are there. */
const series = named(
  'Series',
  object({
    step: oneOfShown(STEPS),
    timeZone: text,
    at: described(list(time), 'When each step begins.'),
    accepted: described(counts, 'Messages that the provider took.'),
    sent: counts,
    delivered: counts,
    read: counts,
    failed: described(counts, 'Contacts that failed, also those that a later delivery made good.'),
  }),
);
type Series = Shown<typeof series>;

/** What became of a campaign's messages over time, each counted when it happened. */
export class GetSeries extends QueryWith<SeriesQuery & OfCampaign, Series> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:read',
    query: SeriesQuery,
    answers: series,
    problems: ['not_found'],
  };
}

const MINUTE = 60_000;

@QueryHandler(GetSeries)
export class GetSeriesHandler implements IQueryHandler<GetSeries> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: GetSeries): Promise<Series> {
    await Promise.all([caughtUp(this.views, 'operational', context), caughtUp(this.views, 'reporting', context)]);
    const { campaignId, step, timeZone: zone = 'UTC' } = input;
    const campaign = await getDocument(this.views, campaignsView, campaignId, context.principal, 'campaign');
    const { startedAt, createdAt, completedAt } = campaign;
    const to = input.to === undefined ? await this.endOf(campaignId, completedAt) : instantOf(input.to, zone);
    const from = input.from === undefined ? Math.min(startedAt ?? createdAt, to) : instantOf(input.from, zone);
    if (from > to) throw invalid('to', 'out_of_range', 'to must not be before from.');
    const steps = stepsIn(step, { from, to }, zone, input.from === undefined);
    if (!steps) {
      const message = `from must be at most ${LONGEST_SERIES} steps before to: ask for longer steps, or for less time.`;
      throw invalid('from', 'too_many', message);
    }
    const { starts, end } = steps;
    const sums = COUNTED.map(() => new Array<number>(starts.length).fill(0));
    if (starts.length > 0) await this.addUp(campaignId, step, starts, end, sums);
    const [accepted, sent, delivered, read, failed] = sums as [number[], number[], number[], number[], number[]];
    return { step, timeZone: zone, at: starts.map(instant), accepted, sent, delivered, read, failed };
  }

  /** With the step that is going on. Messages are read for days after everything has been sent. */
  private async endOf(campaignId: string, completedAt: number | null): Promise<number> {
    if (completedAt === null) return this.clock.now() + 1;
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'step', equals: 'minute' },
    ] as const;
    const sort = [{ field: 'begins', descending: true }] as const;
    const [last] = await this.views.reporting.find(campaignSeriesView, { where, sort, limit: 1, fields: ['begins'] });
    return Math.max(completedAt, last ? minuteAt(last.doc.begins) + MINUTE : 0);
  }

  private async addUp(
    campaignId: string,
    step: Step,
    starts: readonly number[],
    end: number,
    sums: readonly number[][],
  ): Promise<void> {
    const during: Period = { from: starts[0]!, to: end };
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'step', equals: step === 'minute' ? 'minute' : 'quarter' },
      { field: 'begins', from: minuteText(during.from), to: minuteText(during.to) },
    ] as const;
    const query = { where, sort: [{ field: 'begins' }], fields: ['begins', ...COUNTED] } as const;
    let at = 0;
    for await (const found of this.views.reporting.stream(campaignSeriesView, query)) {
      for (const { doc } of found) {
        const begins = minuteAt(doc.begins);
        while (at + 1 < starts.length && starts[at + 1]! <= begins) at += 1;
        COUNTED.forEach((counted, index) => (sums[index]![at]! += doc[counted] ?? 0));
      }
    }
  }
}
