import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { DetailedReportFilters } from './detailed-report.input';
import type { MtRow } from './report.body';

export interface DetailedReportInput extends DetailedReportFilters, PageInput {
  /** Count all of them, however many; otherwise the total stops at *at least 10,000*. */
  readonly exactTotal?: boolean | undefined;
}

export class DetailedReport extends Query<Page<MtRow>> {
  static readonly permission: Permission = 'report:read';

  constructor(
    readonly context: QueryContext,
    readonly input: DetailedReportInput,
  ) {
    super();
  }
}
