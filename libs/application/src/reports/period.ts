import { startOfDay } from '@arauto/clock';
import { Field, momentInQuery, optional, timeZone } from '../fields';
import { AfterQuery } from '../paging';
import { invalid } from '../use-case/problems';

/** When: `from` inclusive, `to` exclusive, milliseconds. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Of everything that is asked of a time. */
export class PeriodQuery extends AfterQuery {
  /** Inclusive. */
  @Field(momentInQuery) readonly from!: number | string;
  /** Exclusive. */
  @Field(momentInQuery) readonly to!: number | string;
  /** In which days begin and are told apart; UTC by default. */
  @Field(optional(timeZone)) readonly timeZone?: string;
}

type Ends = { readonly [End in keyof PeriodQuery]?: PeriodQuery[End] | undefined };

/** @throws Refusal `validation_failed` for one that ends before it begins */
export function periodOf(query: PeriodQuery): Period;
export function periodOf(query: Ends): Partial<Period>;
export function periodOf({ from, to, timeZone = 'UTC' }: Ends): Partial<Period> {
  const [first, last] = [from, to].map((moment) => (moment === undefined ? undefined : instantOf(moment, timeZone)));
  if (first !== undefined && last !== undefined && first > last) {
    throw invalid('to', 'out_of_range', 'to must not be before from.');
  }
  return { ...(first !== undefined && { from: first }), ...(last !== undefined && { to: last }) };
}

export function instantOf(moment: number | string, timeZone: string): number {
  return typeof moment === 'number' ? moment : startOfDay(moment, timeZone);
}
