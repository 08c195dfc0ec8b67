import type { Clock } from '@arauto/clock';
import { campaignAggregate, stream, streamPrefix } from '@arauto/domain';
import {
  type EventSearch,
  type EventStore,
  type EventWhere,
  type Filter,
  type Position,
  type RecordedEvent,
  type Search,
  START,
} from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import { Field, id, list, oneOf, optional, text, timeInQuery } from '../fields';
import { PageQuery } from '../paging';
import { CLOCK, EVENT_SEARCH, EVENT_STORE } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { limitOf, simpleCursor } from '../use-case/page';
import { notFound } from '../use-case/problems';
import { owned } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import { eventBody, type EventBody } from './event.body';
import { showEvent } from './show-event';
import { StreamOwners } from './stream-owner';

export class ListEventsQuery extends PageQuery {
  @Field(
    optional(oneOf(['asc', 'desc'])),
    'Of the log, `asc` by default. The last page has no cursor, unless `asc` is said: then it has one from which one goes on as events arrive.',
  )
  readonly order?: 'asc' | 'desc';
  @Field(optional(text({ max: 300 }))) readonly stream?: string;
  @Field(optional(id)) readonly campaign?: string;
  @Field(optional(list(text({ max: 100 }), { max: 50 }))) readonly type?: readonly string[];
  /** Id or name of whoever caused it. */
  @Field(optional(text({ max: 200 }))) readonly actor?: string;
  @Field(optional(text({ max: 200 }))) readonly correlation?: string;
  /** `from` inclusive, `to` exclusive. */
  @Field(optional(timeInQuery)) readonly from?: number;
  @Field(optional(timeInQuery)) readonly to?: number;
}

export class ListEvents extends QueryWith<ListEventsQuery, Page<EventBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'event:read',
    query: ListEventsQuery,
    answers: { pageOf: eventBody },
    problems: ['not_found'],
  };
}

/** How long one request looks through the log, milliseconds. What it has not come to is left to the next page. */
const BUDGET = 1000;

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  private readonly owners: StreamOwners;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(EVENT_SEARCH) private readonly log: EventSearch,
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.owners = new StreamOwners(store);
  }

  /**
   * Straight from the log, ascending unless it is asked for from its end. Actor, correlation and time are looked for event by event: the log has no index of them, so that a
   * page of a rare one may come with fewer events than asked for, or none, and the cursor to go on from.
   */
  async execute({ context, input }: ListEvents): Promise<Page<EventBody>> {
    const { campaign, stream: name } = input;
    if (name !== undefined) await this.requireStream(context, name);
    if (campaign !== undefined) {
      owned(context.principal, (await this.runner.load(campaignAggregate, campaign)).state, 'campaign');
    }
    const { order } = input;
    const direction = order === 'desc' ? 'backwards' : 'forwards';
    const search = { filter: filterOf(input), where: whereOf(input), direction } as const;
    const sees = (event: RecordedEvent) => isOf(event, input) && this.owners.sees(context.principal, event.stream);
    const after = simpleCursor(input, 'string') ?? START;
    const { items, next, end } = await this.page(search, after, limitOf(input), sees);
    // Later events come after what was looked at, and before it none.
    return {
      items: items.map((event) => showEvent(event, context.language)),
      nextCursor: end && order !== 'asc' ? null : next,
    };
  }

  /** One event more than the page is looked for, to know whether there is a next. */
  private async page(
    search: Pick<Search, 'filter' | 'where' | 'direction'>,
    after: Position,
    limit: number,
    sees: (event: RecordedEvent) => boolean | Promise<boolean>,
  ): Promise<{ readonly items: readonly RecordedEvent[]; readonly next: Position; readonly end: boolean }> {
    const items: RecordedEvent[] = [];
    const until = this.clock.monotonic() + BUDGET;
    for (let at = after; ;) {
      const budget = Math.max(0, until - this.clock.monotonic());
      const { events, scanned, end } = await this.log.search({ ...search, after: at, limit: limit + 1, budget });
      for (const event of events) {
        if (!(await sees(event))) continue;
        if (items.length === limit) return { items, next: items.at(-1)!.position, end: false };
        items.push(event);
      }
      if (end) return { items, next: scanned, end };
      if (this.clock.monotonic() >= until) return { items, next: scanned, end: false };
      at = scanned;
    }
  }

  /** @throws Refusal `not_found` for a stream that is not there, or somebody else's */
  private async requireStream({ principal }: QueryContext, name: string): Promise<void> {
    const { exists } = await this.store.readStream(name, { limit: 1 });
    if (!exists || !(await this.owners.sees(principal, name))) throw notFound('stream');
  }
}

function filterOf({ stream: name, campaign, type }: ListEventsQuery): Filter {
  const streamPrefixes =
    campaign === undefined
      ? name === undefined
        ? undefined
        : [name]
      : [stream.campaign(campaign), streamPrefix.contactsOf(campaign)];
  return { ...(streamPrefixes && { streamPrefixes }), ...(type && type.length > 0 && { types: type }) };
}

function whereOf({ stream: name, actor, correlation, from, to }: ListEventsQuery): EventWhere {
  return { stream: name, actor, correlation, from, to };
}

/** A prefix also lets the streams of campaigns through whose ids begin alike. */
function isOf({ stream: of }: RecordedEvent, { campaign }: ListEventsQuery): boolean {
  return campaign === undefined || !of.startsWith(streamPrefix.campaign) || of === stream.campaign(campaign);
}
