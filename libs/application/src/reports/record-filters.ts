import type { Principal } from '@arauto/access';
import { RECORD_RESULTS } from '@arauto/domain';
import type { Condition } from '@arauto/read-models';
import { campaignsView } from '@arauto/read-models/operational';
import type { messagesView } from '@arauto/read-models/reporting';
import { Inject, Injectable } from '@nestjs/common';
import type { QueryContext } from '../context';
import { Field, id, momentInQuery, optional, timeZone } from '../fields';
import { AfterQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { invalid, notFound } from '../use-case/problems';
import { scopeOf } from '../use-case/scope';
import type { Views } from '../views';
import { periodOf } from './period';

export class RecordsFileQuery extends AfterQuery {
  @Field(id, 'An id, the number that people call it by, or `all`.') readonly campaign!: string;
  /** By date: `from` inclusive, `to` exclusive. */
  @Field(optional(momentInQuery)) readonly from?: number | string;
  @Field(optional(momentInQuery)) readonly to?: number | string;
  @Field(optional(timeZone)) readonly timeZone?: string;
}

/** What happened last is what people look for first. */
export const NEWEST_FIRST = [{ field: 'sentAt', descending: true }] as const;

type MessageCondition = Condition<typeof messagesView>;

/** What records are filtered by, as conditions on the rows, once the views have got to where the asker wants them. */
@Injectable()
export class RecordFilters {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  /** @throws ViewsBehind; Refusal `validation_failed`, `not_found` for a campaign that is foreign or unknown */
  async records(context: QueryContext, query: RecordsFileQuery): Promise<readonly MessageCondition[]> {
    const { principal } = context;
    const { campaign } = query;
    // Filters read the operational views, and rows come from the others.
    await caughtUp(this.views, 'operational', context);
    await caughtUp(this.views, 'reporting', context);
    const asked = periodOf(query);
    const period: MessageCondition[] =
      asked.from === undefined && asked.to === undefined ? [] : [{ field: 'sentAt', ...asked }];
    // Of whom no attempt left us, or one is under way, there is no record.
    const recorded = { field: 'result', in: [...RECORD_RESULTS, 'undecided'] } as const;
    if (campaign === 'all') return [...(await scopeOf(this.views, principal, undefined)), recorded, ...period];
    return [{ field: 'campaignId', equals: await this.campaignId(principal, campaign) }, recorded, ...period];
  }

  /**
   * @param campaign id, or number
   * @throws Refusal `validation_failed`, `not_found`
   */
  async campaignId(principal: Principal, campaign: string): Promise<string> {
    const number = campaignNumber(campaign);
    if (number !== undefined) return this.ofNumber(principal, number);
    await getDocument(this.views, campaignsView, campaign, principal, 'campaign');
    return campaign;
  }

  /** Each subaccount numbers its own. */
  private async ofNumber(principal: Principal, number: number): Promise<string> {
    const where = await scopeOf(this.views, principal, undefined);
    const found: string[] = [];
    for await (const rows of this.views.operational.stream(campaignsView, { where, fields: ['number'] })) {
      found.push(...rows.filter(({ doc }) => doc.number === number).map(({ id }) => id));
    }
    const [only, ...others] = found;
    if (only === undefined) throw notFound('campaign');
    if (others.length === 0) return only;
    const message = `campaign ${number} is one in each of ${found.length} subaccounts: give its id.`;
    throw invalid('campaign', 'ambiguous', message);
  }
}

/** The number that people call a campaign by, where a text is one and no id. */
export function campaignNumber(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
