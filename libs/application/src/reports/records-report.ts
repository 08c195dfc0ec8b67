import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { RecordRow } from './report.body';

export interface RecordsReportInput extends PageInput {
  /** An id, or `all`. */
  readonly campaign: string;
  /** By date: `from` inclusive, `to` exclusive, RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export class RecordsReport extends Query<Page<RecordRow>> {
  static readonly permission: Permission = 'report:read';

  constructor(
    readonly context: QueryContext,
    readonly input: RecordsReportInput,
  ) {
    super();
  }
}
