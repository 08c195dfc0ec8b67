import type { Principal } from '@arauto/access';
import { rowRef, type Verdict } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { uploadsView } from '@arauto/read-models/operational';
import type { RefusedRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { Field, list, oneOf, optional } from '../fields';
import { AfterQuery } from '../paging';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { hydrate } from '../use-case/personal';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import type { RowData } from './contact-rows';
import { type JudgedRow, type JudgedUpload, VerdictRows } from './verdict-rows';

const REFUSED = ['invalid', 'suppressed', 'duplicate'] as const satisfies readonly Verdict[];

export class StreamRefusedQuery extends AfterQuery {
  @Field(optional(list(oneOf(REFUSED), { max: 10 })), 'Those that are invalid by default.')
  readonly verdict?: readonly (typeof REFUSED)[number][];
}

/** What a file of refused rows is made of: the columns that rows have of their own, and the rows. */
export interface RefusedRows {
  readonly parameters: readonly string[];
  readonly rows: AsyncIterable<readonly RefusedRow[]>;
}

/**
 * Rows that came to nothing, with all that was in them, to be mended and uploaded again. The file itself is gone when it has been read; what was in
 * its rows is in the vault, and not there any more of whoever was erased.
 */
export class StreamRefused extends QueryWith<StreamRefusedQuery & { readonly uploadId: string }, RefusedRows> {
  static readonly facts: UseCaseFacts = {
    permission: ['contact:read', 'report:export', 'personal:read'],
    query: StreamRefusedQuery,
    problems: ['not_found'],
  };
}

/** Rows that are looked up at once. */
const BATCH = 500;
/** As many columns as a contact file may have. */
const MOST_COLUMNS = 1000;

@QueryHandler(StreamRefused)
export class StreamRefusedHandler implements IQueryHandler<StreamRefused> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(VerdictRows) private readonly verdicts: VerdictRows,
  ) {}

  async execute({ context, input }: StreamRefused): Promise<RefusedRows> {
    await caughtUp(this.views, 'operational', context);
    const { uploadId, verdict = ['invalid'] } = input;
    const doc = await getDocument(this.views, uploadsView, uploadId, context.principal, 'upload');
    const upload = { uploadId, campaignId: doc.campaignId };
    const parameters = await this.parametersOf(uploadId, verdict);
    return { parameters, rows: this.stream(upload, verdict, context.principal) };
  }

  /** Every column that any of them has, in the order of the file: they must be known before the first line. */
  private async parametersOf(uploadId: string, wanted: readonly Verdict[]): Promise<readonly string[]> {
    const names = new Set<string>();
    for await (const rows of this.batches(uploadId, wanted)) {
      for (const { parameters } of (await this.cellsOf(uploadId, rows)).values()) {
        for (const name of Object.keys(parameters)) if (names.size < MOST_COLUMNS) names.add(name);
      }
    }
    return [...names];
  }

  private async *stream(upload: JudgedUpload, wanted: readonly Verdict[], principal: Principal) {
    for await (const rows of this.batches(upload.uploadId, wanted)) {
      const cells = await this.cellsOf(upload.uploadId, rows);
      const shown = await this.verdicts.show(upload, rows, principal);
      yield shown.map(({ row, verdict, reasons, phone }): RefusedRow => ({
        row,
        verdict,
        reasons,
        phone,
        ...(cells.get(row) ?? GONE),
      }));
    }
  }

  private async *batches(uploadId: string, wanted: readonly Verdict[]): AsyncIterable<readonly JudgedRow[]> {
    for await (const rows of this.verdicts.read(uploadId, 0, wanted)) {
      for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
    }
  }

  private async cellsOf(uploadId: string, rows: readonly JudgedRow[]): Promise<ReadonlyMap<number, Cells>> {
    const refs = rows.map(({ row }) => rowRef(uploadId, row));
    const entries = await hydrate(this.vault, refs);
    return new Map(
      rows.flatMap(({ row }, index) => {
        const entry = entries.get(refs[index]!);
        if (!entry) return [];
        const { correlationId = null, parameters = {}, text = null } = entry.data as Partial<RowData>;
        return [[row, { name: entry.name, correlationId, parameters, text }] as const];
      }),
    );
  }
}

type Cells = Pick<RefusedRow, 'name' | 'correlationId' | 'parameters' | 'text'>;

/** Of a person who was erased. */
const GONE: Cells = { name: null, correlationId: null, parameters: {}, text: null };
