import { stream } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { loadCampaign, type OfContact } from '../campaigns/campaign-parts';
import type { Page } from '../context';
import { eventBody, type EventBody } from '../events/event.body';
import { streamPage } from '../events/stream-page';
import { PageQuery } from '../paging';
import { STORED_EVENTS } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';

export class GetContactHistory extends QueryWith<PageQuery & OfContact, Page<EventBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:history',
    query: PageQuery,
    answers: { pageOf: eventBody },
    problems: ['not_found'],
  };
}

@QueryHandler(GetContactHistory)
export class GetContactHistoryHandler implements IQueryHandler<GetContactHistory> {
  constructor(
    @Inject(STORED_EVENTS) private readonly stored: Pick<EventReader, 'readStream'>,
    @Inject(CommandRunner) private readonly runner: CommandRunner,
  ) {}

  async execute({ context, input }: GetContactHistory): Promise<Page<EventBody>> {
    const { campaignId, contactId } = input;
    await loadCampaign(this.runner, context.principal, campaignId);
    const page = await streamPage(this.stored, context, stream.contact(campaignId, contactId), input);
    if (!page) throw notFound('contact');
    return page;
  }
}
