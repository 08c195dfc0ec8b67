import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { DetailedReportFilters } from './detailed-report.input';
import type { MtRow } from './report.body';

/** Every row in the order of the report, in arrays; refusals come before the first. */
export class StreamDetailedReport extends Query<AsyncIterable<readonly MtRow[]>> {
  static readonly permission: Permission = 'report:export';

  constructor(
    readonly context: QueryContext,
    readonly input: DetailedReportFilters,
  ) {
    super();
  }
}
