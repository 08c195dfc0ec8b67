import type { Permission } from '@arauto/access';
import { campaignDecider, stream, streamPrefix } from '@arauto/domain';
import { type EventStore, type Filter, type RecordedEvent, START } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import { EVENT_STORE } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { limitOf, simpleCursor } from '../use-case/page';
import { checkInstant, notFound, Problems } from '../use-case/problems';
import { owned } from '../use-case/scope';
import type { EventBody } from './event.body';
import { pageOf } from './read-events';
import { showEvent } from './show-event';
import { StreamOwners } from './stream-owner';

export interface ListEventsInput extends PageInput {
  readonly stream?: string | undefined;
  readonly campaign?: string | undefined;
  readonly type?: readonly string[] | undefined;
  /** Id or name of whoever caused it. */
  readonly actor?: string | undefined;
  readonly correlation?: string | undefined;
  /** `from` inclusive, `to` exclusive, RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export class ListEvents extends Query<Page<EventBody>> {
  static readonly permission: Permission = 'event:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListEventsInput,
  ) {
    super();
  }
}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  private readonly owners: StreamOwners;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CommandRunner) private readonly runner: CommandRunner,
  ) {
    this.owners = new StreamOwners(store);
  }

  /** Straight from the log, ascending. Actor, correlation and time are looked for event by event: the log has no index of them. */
  async execute({ context, input }: ListEvents): Promise<Page<EventBody>> {
    const { campaign, stream: name } = input;
    if (name !== undefined) await this.requireStream(context, name);
    if (campaign !== undefined) {
      owned(context.principal, (await this.runner.load(campaignDecider, stream.campaign(campaign))).state, 'campaign');
    }
    const matches = matcher(input);
    const limit = limitOf(input);
    const after = simpleCursor(input, 'string') ?? START;
    const events = this.store.readAll({ after, filter: filterOf(input) });
    const sees = (event: RecordedEvent) => matches(event) && this.owners.sees(context.principal, event.stream);
    const { items, more } = await pageOf(events, limit, sees);
    return { items: items.map(showEvent), nextCursor: more ? (items.at(-1)?.position ?? null) : null };
  }

  /** @throws Refusal `not_found` for a stream that is not there, or somebody else's */
  private async requireStream({ principal }: QueryContext, name: string): Promise<void> {
    const { exists } = await this.store.readStream(name, { limit: 1 });
    if (!exists || !(await this.owners.sees(principal, name))) throw notFound('stream');
  }
}

function filterOf({ stream: name, campaign, type }: ListEventsInput): Filter {
  const streamPrefixes =
    campaign === undefined
      ? name === undefined
        ? undefined
        : [name]
      : [stream.campaign(campaign), streamPrefix.contactsOf(campaign)];
  return { ...(streamPrefixes && { streamPrefixes }), ...(type && type.length > 0 && { types: type }) };
}

/** @throws Refusal for an instant that is none */
function matcher({ stream: name, campaign, actor, correlation, from, to }: ListEventsInput) {
  const problems = new Problems();
  const first = from === undefined ? -Infinity : (checkInstant(problems, 'from', from) ?? 0);
  const end = to === undefined ? Infinity : (checkInstant(problems, 'to', to) ?? 0);
  problems.refuse();
  return ({ stream: of, at, metadata }: RecordedEvent): boolean => {
    if (at < first || at >= end) return false;
    if (name !== undefined && of !== name) return false;
    if (campaign !== undefined && of.startsWith(streamPrefix.campaign) && of !== stream.campaign(campaign))
      return false;
    if (correlation !== undefined && metadata['$correlationId'] !== correlation) return false;
    if (actor === undefined) return true;
    const by = metadata['actor'] as { readonly id?: string; readonly name?: string } | undefined;
    return by?.id === actor || by?.name === actor;
  };
}
