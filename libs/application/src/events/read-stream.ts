import type { EventReader } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { PageQuery } from '../paging';
import { EVENT_STORE, STORED_EVENTS } from '../tokens';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import { eventBody, type EventBody } from './event.body';
import { StreamOwners } from './stream-owner';
import { streamPage } from './stream-page';

export class ReadStream extends QueryWith<PageQuery & { readonly stream: string }, Page<EventBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'event:read',
    query: PageQuery,
    answers: { pageOf: eventBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ReadStream)
export class ReadStreamHandler implements IQueryHandler<ReadStream> {
  private readonly owners: StreamOwners;

  constructor(
    @Inject(STORED_EVENTS) private readonly stored: Pick<EventReader, 'readStream'>,
    @Inject(EVENT_STORE) store: EventReader,
  ) {
    this.owners = new StreamOwners(store);
  }

  /** Straight from the log, ascending: nothing to wait for. */
  async execute({ context, input }: ReadStream): Promise<Page<EventBody>> {
    // Nothing of a stream is made readable for who may not see it.
    const sees = await this.owners.sees(context.principal, input.stream);
    const page = sees ? await streamPage(this.stored, context, input.stream, input) : undefined;
    if (!page) throw notFound('stream');
    return page;
  }
}
