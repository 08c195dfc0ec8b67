import { Field } from './field';
import { text } from './checks';
import { QueryText, QueryWhole } from './query-field';

/** Of every query: waits up to 2 s for the views to get there. */
export class AfterQuery {
  @Field(
    text({ max: 64, pattern: /^\d+$/, of: 'a position as a command answered it' }),
    { type: 'string', pattern: '^\\d+$', description: 'A position as a command answered it: the answer holds it.' },
    { optional: true },
  )
  after?: string | undefined;
}

/** Of every list. */
export class PageQuery extends AfterQuery {
  @QueryWhole(1, 500) limit?: number | undefined;
  @QueryText(4096) cursor?: string | undefined;
}
