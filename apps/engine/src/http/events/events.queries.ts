import { PageQuery } from '../fields/page.query';
import { QueryId, QueryList, QueryText, QueryTime } from '../fields/query-field';

export class ListEventsQuery extends PageQuery {
  @QueryText(300) stream?: string | undefined;
  @QueryId() campaign?: string | undefined;
  @QueryList(undefined) type?: string[] | undefined;
  @QueryText() actor?: string | undefined;
  @QueryText() correlation?: string | undefined;
  @QueryTime() from?: string | undefined;
  @QueryTime() to?: string | undefined;
}
