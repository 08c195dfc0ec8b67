import { Field, id, type Kind, optional, text, whole } from './fields';

const POSITION = text({ max: 64, pattern: /^\d+$/, of: 'a position as a command answered it' });

/** Of every query: waits up to 2 s for the views to get there. The edge hands it on in the context. */
export class AfterQuery {
  @Field(optional(POSITION), 'A position as a command answered it: the answer holds it.') readonly after?: string;
}

export const pageLimit = whole(1, 500);
export const cursor: Kind<unknown> = text({ max: 4096 });

/** Of every list: a page, after the row that `cursor` (as the last page gave it, opened by the edge) names. */
export class PageQuery extends AfterQuery {
  @Field(optional(pageLimit)) readonly limit?: number;
  @Field(optional(cursor)) readonly cursor?: unknown;
}

/** Of lists that may be narrowed to one subaccount. */
export class SubaccountPageQuery extends PageQuery {
  @Field(optional(id)) readonly subaccount?: string;
}
