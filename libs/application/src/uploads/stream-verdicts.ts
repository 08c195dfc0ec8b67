import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { VerdictBody } from './upload.body';

export interface StreamVerdictsInput {
  readonly uploadId: string;
  readonly verdict?: readonly string[] | undefined;
}

/** Every verdict in row order, in arrays; refusals come before the first. */
export class StreamVerdicts extends Query<AsyncIterable<readonly VerdictBody[]>> {
  static readonly permission: Permission = 'contact:read';

  constructor(
    readonly context: QueryContext,
    readonly input: StreamVerdictsInput,
  ) {
    super();
  }
}
