import { PageQuery } from './page.query';
import { QueryId } from './query-field';

/** Of lists that may be narrowed to one subaccount. */
export class SubaccountPageQuery extends PageQuery {
  @QueryId() subaccount?: string | undefined;
}
