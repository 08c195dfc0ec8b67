import { type Verdict, VERDICT_OF_LETTER } from '@arauto/domain';
import { type UploadDocument, uploadsView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';

import { limitOf, simpleCursor } from '../use-case/page';
import { checkWords, Problems } from '../use-case/problems';
import type { Views } from '../views';
import { type JudgedRow, VerdictRows } from './verdict-rows';
import type { Permission } from '@arauto/access';
import type { VerdictRow } from '@arauto/reporting';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';

export interface ListVerdictsInput extends PageInput {
  readonly uploadId: string;
  /** accepted, duplicate, invalid, suppressed; all by default. */
  readonly verdict?: readonly string[] | undefined;
}

export class ListVerdicts extends Query<Page<VerdictRow>> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListVerdictsInput,
  ) {
    super();
  }
}

@QueryHandler(ListVerdicts)
export class ListVerdictsHandler implements IQueryHandler<ListVerdicts> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VerdictRows) private readonly verdicts: VerdictRows,
  ) {}

  async execute({ context, input }: ListVerdicts): Promise<Page<VerdictRow>> {
    await caughtUp(this.views, 'operational', context);
    const { uploadId } = input;
    const upload = await getDocument(this.views, uploadsView, uploadId, context.principal, 'upload');
    const wanted = checkVerdicts(input.verdict);
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

/** @throws Refusal for a word that is no verdict */
export function checkVerdicts(words: readonly string[] = []): Verdict[] {
  const problems = new Problems();
  const verdicts = checkWords(problems, 'verdict', words, [...new Set(Object.values(VERDICT_OF_LETTER))]);
  problems.refuse();
  return verdicts;
}

function totalOf(upload: UploadDocument, wanted: readonly Verdict[]) {
  const verdicts = [...new Set(wanted)];
  const value = verdicts.length === 0 ? upload.rows : verdicts.reduce((sum, verdict) => sum + upload[verdict], 0);
  return { value, relation: 'exact' as const };
}
