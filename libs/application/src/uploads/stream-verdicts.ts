import type { Principal } from '@arauto/access';
import type { Verdict } from '@arauto/domain';
import { uploadsView } from '@arauto/read-models/operational';
import type { VerdictRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, optional } from '../fields';
import { AfterQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { verdicts } from './list-verdicts';
import { type JudgedUpload, VerdictRows } from './verdict-rows';

export class StreamVerdictsQuery extends AfterQuery {
  @Field(optional(verdicts)) readonly verdict?: readonly Verdict[];
}

/** Every verdict in row order, in arrays; refusals come before the first. */
export class StreamVerdicts extends QueryWith<
  StreamVerdictsQuery & { readonly uploadId: string },
  AsyncIterable<readonly VerdictRow[]>
> {
  static readonly facts: UseCaseFacts = {
    permission: ['contact:read', 'report:export'],
    query: StreamVerdictsQuery,
    problems: ['not_found'],
  };
}

/** Rows that are looked up at once. */
const BATCH = 500;

@QueryHandler(StreamVerdicts)
export class StreamVerdictsHandler implements IQueryHandler<StreamVerdicts> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VerdictRows) private readonly verdicts: VerdictRows,
  ) {}

  async execute({ context, input }: StreamVerdicts): Promise<AsyncIterable<readonly VerdictRow[]>> {
    await caughtUp(this.views, 'operational', context);
    const { uploadId, verdict = [] } = input;
    const doc = await getDocument(this.views, uploadsView, uploadId, context.principal, 'upload');
    const upload = { uploadId, campaignId: doc.campaignId };
    return this.stream(upload, verdict, context.principal);
  }

  private async *stream(upload: JudgedUpload, wanted: readonly Verdict[], principal: Principal) {
    for await (const rows of this.verdicts.read(upload.uploadId, 0, wanted)) {
      for (let from = 0; from < rows.length; from += BATCH) {
        yield await this.verdicts.show(upload, rows.slice(from, from + BATCH), principal);
      }
    }
  }
}
