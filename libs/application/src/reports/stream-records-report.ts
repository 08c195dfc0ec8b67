import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { RecordRow } from './report.body';

export interface StreamRecordsReportInput {
  /** An id, or `all`. */
  readonly campaign: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Every record in the order of the report, in arrays; refusals come before the first. */
export class StreamRecordsReport extends Query<AsyncIterable<readonly RecordRow[]>> {
  static readonly permission: Permission = 'report:export';

  constructor(
    readonly context: QueryContext,
    readonly input: StreamRecordsReportInput,
  ) {
    super();
  }
}
