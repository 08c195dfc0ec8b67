import type { Verdict } from '@arauto/domain';
import { type UploadDocument, uploadsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';

import { limitOf, simpleCursor } from '../use-case/page';
import type { Views } from '../views';
import { verdictBody, VERDICTS } from './upload.body';
import { type JudgedRow, VerdictRows } from './verdict-rows';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, list, oneOf, optional, type Shown } from '../fields';
import { PageQuery } from '../paging';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';

export const verdicts = list(oneOf(VERDICTS), { max: 50 });

export class ListVerdictsQuery extends PageQuery {
  /** All by default. */
  @Field(optional(verdicts)) readonly verdict?: readonly Verdict[];
}

export class ListVerdicts extends QueryWith<
  ListVerdictsQuery & { readonly uploadId: string },
  Page<Shown<typeof verdictBody>>
> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:read',
    query: ListVerdictsQuery,
    answers: { pageOf: verdictBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ListVerdicts)
export class ListVerdictsHandler implements IQueryHandler<ListVerdicts> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VerdictRows) private readonly verdicts: VerdictRows,
  ) {}

  async execute({ context, input }: ListVerdicts): Promise<Page<Shown<typeof verdictBody>>> {
    await caughtUp(this.views, 'operational', context);
    const { uploadId, verdict: wanted = [] } = input;
    const upload = await getDocument(this.views, uploadsView, uploadId, context.principal, 'upload');
    const limit = limitOf(input);
    const rows: JudgedRow[] = [];
    for await (const chunk of this.verdicts.read(uploadId, simpleCursor(input, 'number') ?? 0, wanted)) {
      rows.push(...chunk.slice(0, limit + 1 - rows.length));
      if (rows.length > limit) break;
    }
    const page = rows.slice(0, limit);
    const judged = { uploadId, campaignId: upload.campaignId };
    const items = await this.verdicts.show(judged, page, context.principal);
    return {
      items,
      nextCursor: rows.length > limit ? (page.at(-1)?.row ?? null) : null,
      total: totalOf(upload, wanted),
    };
  }
}

/** How many rows of a file have these verdicts; of none, all. */
export function totalOf(upload: UploadDocument, wanted: readonly Verdict[]) {
  const verdicts = [...new Set(wanted)];
  const value = verdicts.length === 0 ? upload.rows : verdicts.reduce((sum, verdict) => sum + upload[verdict], 0);
  return { value, relation: 'exact' as const };
}
