import { CAMPAIGN_STATUSES } from '@arauto/domain';
import { PageQuery } from '../fields/page.query';
import { QueryChoice, QueryId, QueryList, QueryText, QueryTime } from '../fields/query-field';

const SORTS = ['createdAt', 'name', 'status', 'progress'].flatMap((field) => [field, `-${field}`]);

export class ListCampaignsQuery extends PageQuery {
  @QueryList(CAMPAIGN_STATUSES) status?: string[] | undefined;
  @QueryText() q?: string | undefined;
  @QueryChoice(SORTS) sort?: string | undefined;
  @QueryId() subaccount?: string | undefined;
  @QueryTime() from?: string | undefined;
  @QueryTime() to?: string | undefined;
}
