import { stream, templateAggregate } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { eventBody, type EventBody } from '../events/event.body';
import { streamPage } from '../events/stream-page';
import { PageQuery } from '../paging';
import { STORED_EVENTS } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { owned } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';

/** What the platform said of a template, and what was done to it, event by event. */
export class GetTemplateHistory extends QueryWith<PageQuery & { readonly templateId: string }, Page<EventBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'template:read',
    query: PageQuery,
    answers: { pageOf: eventBody },
    problems: ['not_found'],
  };
}

@QueryHandler(GetTemplateHistory)
export class GetTemplateHistoryHandler implements IQueryHandler<GetTemplateHistory> {
  constructor(
    @Inject(STORED_EVENTS) private readonly stored: Pick<EventReader, 'readStream'>,
    @Inject(CommandRunner) private readonly runner: CommandRunner,
  ) {}

  async execute({ context, input }: GetTemplateHistory): Promise<Page<EventBody>> {
    const { templateId } = input;
    owned(context.principal, (await this.runner.load(templateAggregate, templateId)).state, 'template');
    const page = await streamPage(this.stored, context, stream.template(templateId), input);
    if (!page) throw notFound('template');
    return page;
  }
}
