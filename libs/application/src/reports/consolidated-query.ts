import { Field, list, oneOf } from '../fields';
import { DetailedFilters } from './detailed-query';

export const GROUPINGS = [
  ...(['day', 'hour', 'campaign', 'subaccount', 'user', 'status', 'sender', 'template'] as const),
  ...(['contentType', 'conversationType'] as const),
] as const;
export type ConsolidatedBy = (typeof GROUPINGS)[number];

/** The filters of the detailed report, and what is told apart. */
export class ConsolidatedQuery extends DetailedFilters {
  @Field(list(oneOf(GROUPINGS), { min: 1, max: 2 }), 'Once or twice. Days and hours are those of `timeZone`.')
  readonly groupBy!: readonly ConsolidatedBy[];
}
