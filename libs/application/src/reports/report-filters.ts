import {
  CONTENT_TYPES,
  type ContentType,
  CONVERSATION_TYPES,
  type ConversationType,
  type Language,
  LANGUAGES,
  RECORD_RESULTS,
  REPORT_STATUSES,
  type ReportStatus,
} from '@arauto/domain';
import type { Condition } from '@arauto/read-models';
import { campaignsView } from '@arauto/read-models/operational';
import type { messagesView } from '@arauto/read-models/reporting';
import { Inject, Injectable } from '@nestjs/common';
import type { QueryContext } from '../context';
import { Field, flagInQuery, id, list, oneOf, optional, text, timeInQuery } from '../fields';
import { AfterQuery } from '../paging';
import { Identities } from '../identities/identities';
import { personKeysOf } from '../identities/keys-of-phone';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { invalid } from '../use-case/problems';
import { scopeOf } from '../use-case/scope';
import type { Views } from '../views';

/** Filters of the detailed report, all combinable. Values that do not exist find nothing; what is not there yet is refused by name. */
export class DetailedFileQuery extends AfterQuery {
  @Field(optional(oneOf(['MT'], ['MO']))) readonly type?: 'MT';
  /** Inclusive. */
  @Field(timeInQuery) readonly from!: number;
  /** Exclusive. */
  @Field(timeInQuery) readonly to!: number;
  @Field(optional(id)) readonly subaccount?: string;
  /** Name of whoever started or scheduled the campaign. */
  @Field(optional(text({ max: 200 }))) readonly user?: string;
  @Field(optional(id)) readonly campaign?: string;
  @Field(optional(oneOf(CONTENT_TYPES))) readonly contentType?: ContentType;
  @Field(optional(flagInQuery)) readonly withSession?: boolean;
  @Field(optional(text({ max: 256 }))) readonly correlationId?: string;
  @Field(optional(list(oneOf(REPORT_STATUSES), { max: 50 }))) readonly status?: readonly ReportStatus[];
  @Field(optional(text({ max: 40 }))) readonly phone?: string;
  /** A contact's id. */
  @Field(optional(id)) readonly contact?: string;
  @Field(optional(id)) readonly conversationId?: string;
  @Field(optional(oneOf(CONVERSATION_TYPES))) readonly conversationType?: ConversationType;
  /** Of `statusLabel`, and of a file: `en` by default. */
  @Field(optional(oneOf(LANGUAGES))) readonly language?: Language;
}

export class RecordsFileQuery extends AfterQuery {
  /** An id, or `all`. */
  @Field(id) readonly campaign!: string;
  /** By date: `from` inclusive, `to` exclusive. */
  @Field(optional(timeInQuery)) readonly from?: number;
  @Field(optional(timeInQuery)) readonly to?: number;
}

/** What happened last is what people look for first. */
export const NEWEST_FIRST = [{ field: 'sentAt', descending: true }] as const;

type MessageCondition = Condition<typeof messagesView>;

export interface ReportQuestion {
  /** Null where nothing can match. */
  readonly where: readonly MessageCondition[] | null;
  readonly language: Language;
}

/** What people filter reports by, as conditions on the rows, once the views have got to where the asker wants them. */
@Injectable()
export class ReportFilters {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  /** @throws ViewsBehind; Refusal `validation_failed`, `not_found` for a subaccount or campaign that is foreign or unknown */
  async detailed(context: QueryContext, filters: DetailedFileQuery): Promise<ReportQuestion> {
    await this.viewsReached(context);
    const { principal } = context;
    const conditions = conditionsOf(filters);
    const { subaccount, campaign, user, phone, language = 'en' } = filters;
    const scope = await scopeOf(this.views, principal, subaccount);
    if (campaign !== undefined) await getDocument(this.views, campaignsView, campaign, principal, 'campaign');
    const lists: MessageCondition[] = [];
    if (user !== undefined) lists.push({ field: 'campaignId', in: await this.campaignsOf(user, scope) });
    if (phone !== undefined) {
      const keys = await personKeysOf(this.views, this.identities, principal, subaccount, phone);
      lists.push({ field: 'contactKey', in: keys });
    }
    const nothing = lists.some((list) => 'in' in list && list.in.length === 0);
    return { where: nothing ? null : [...scope, ...conditions, ...lists], language };
  }

  /** @throws ViewsBehind; Refusal */
  async records(context: QueryContext, { campaign, from, to }: RecordsFileQuery): Promise<readonly MessageCondition[]> {
    await this.viewsReached(context);
    const { principal } = context;
    const period = periodOf(from, to);
    // Of whom no attempt left us, or nobody knows yet what became of it, there is no record.
    const recorded = { field: 'result', in: RECORD_RESULTS } as const;
    if (campaign === 'all') return [...(await scopeOf(this.views, principal, undefined)), recorded, ...period];
    await getDocument(this.views, campaignsView, campaign, principal, 'campaign');
    return [{ field: 'campaignId', equals: campaign }, recorded, ...period];
  }

  /** Filters read the operational views, and rows come from the others. */
  private async viewsReached(context: QueryContext): Promise<void> {
    await caughtUp(this.views, 'operational', context);
    await caughtUp(this.views, 'reporting', context);
  }

  private async campaignsOf(user: string, scope: Awaited<ReturnType<typeof scopeOf>>): Promise<string[]> {
    const where = [...scope, { field: 'user', equals: user } as const];
    const ids: string[] = [];
    for await (const found of this.views.operational.stream(campaignsView, { where, fields: ['user'] })) {
      ids.push(...found.map(({ id }) => id));
    }
    return ids;
  }
}

function conditionsOf(filters: DetailedFileQuery): MessageCondition[] {
  const { from, to, status = [], campaign, contact, contentType, withSession } = filters;
  const { correlationId, conversationId, conversationType } = filters;
  return [
    ...periodOf(from, to),
    // No row for who was not attempted yet, was taken off the list or canceled: they have no status.
    { field: 'status', in: status.length > 0 ? status : REPORT_STATUSES },
    ...exactly('campaignId', campaign),
    ...exactly('contentType', contentType),
    ...exactly('withSession', withSession),
    ...exactly('correlationId', correlationId),
    ...exactly('contactKey', contact),
    ...exactly('conversationId', conversationId),
    ...exactly('conversationType', conversationType),
  ];
}

function exactly<Name extends string, Held>(field: Name, equals: Held | undefined) {
  return equals === undefined ? [] : [{ field, equals }];
}

function periodOf(from: number | undefined, to: number | undefined) {
  if (from !== undefined && to !== undefined && from > to) {
    throw invalid('to', 'out_of_range', 'to must not be before from.');
  }
  if (from === undefined && to === undefined) return [];
  return [{ field: 'sentAt' as const, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}
