import { AfterQuery, PageQuery } from '../fields/page.query';
import { QueryList } from '../fields/query-field';

const VERDICTS = ['accepted', 'duplicate', 'invalid', 'suppressed'];

export class ListVerdictsQuery extends PageQuery {
  @QueryList(VERDICTS) verdict?: string[] | undefined;
}

export class StreamVerdictsQuery extends AfterQuery {
  @QueryList(VERDICTS) verdict?: string[] | undefined;
}
