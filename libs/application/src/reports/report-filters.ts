import type { Principal } from '@arauto/access';
import {
  CONTENT_TYPES,
  CONVERSATION_TYPES,
  type Language,
  LANGUAGES,
  RECORD_RESULTS,
  REPORT_STATUSES,
} from '@arauto/domain';
import type { Condition } from '@arauto/read-models';
import { campaignsView } from '@arauto/read-models/operational';
import type { messagesView } from '@arauto/read-models/reporting';
import { Inject, Injectable } from '@nestjs/common';
import { Identities } from '../sending/identities';
import { VIEWS } from '../tokens';
import { getDocument } from '../use-case/get-document';
import { personKeysOf } from '../use-case/person-keys';
import { checkInstant, checkWord, checkWords, Problems } from '../use-case/problems';
import { scopeOf } from '../use-case/scope';
import type { Views } from '../views';
import type { DetailedReportFilters } from './detailed-report.input';

type MessageCondition = Condition<typeof messagesView>;

export interface ReportQuestion {
  /** Null where nothing can match. */
  readonly where: readonly MessageCondition[] | null;
  readonly language: Language;
}

/** What people filter reports by, as conditions on the rows. */
@Injectable()
export class ReportFilters {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  /** @throws Refusal `validation_failed`, `not_found` for a subaccount or campaign that is foreign or unknown */
  async detailed(principal: Principal, filters: DetailedReportFilters): Promise<ReportQuestion> {
    const { conditions, language } = check(filters);
    const { subaccount, campaign, user, phone } = filters;
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

  /** @param campaign an id or `all`. @throws Refusal */
  async records(
    principal: Principal,
    {
      campaign,
      from,
      to,
    }: { readonly campaign: string; readonly from?: string | undefined; readonly to?: string | undefined },
  ): Promise<readonly MessageCondition[]> {
    const problems = new Problems();
    const period = periodOf(problems, from, to);
    problems.refuse();
    // Of whom no attempt left us, or nobody knows yet what became of it, there is no record.
    const recorded = { field: 'result', in: RECORD_RESULTS } as const;
    if (campaign === 'all') return [...(await scopeOf(this.views, principal, undefined)), recorded, ...period];
    await getDocument(this.views, campaignsView, campaign, principal, 'campaign');
    return [{ field: 'campaignId', equals: campaign }, recorded, ...period];
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

function check(filters: DetailedReportFilters) {
  const problems = new Problems();
  const { type = 'MT', from, to } = filters;
  if (type === 'MO') problems.add('type', 'not_supported_yet', 'type MO is not supported yet.');
  else checkWord(problems, 'type', type, ['MT', 'MO']);
  if (from === undefined) problems.add('from', 'required', 'from must be given.');
  if (to === undefined) problems.add('to', 'required', 'to must be given.');
  const period = periodOf(problems, from, to);
  const language = checkWord(problems, 'language', filters.language ?? 'en', LANGUAGES) ?? 'en';
  const statuses = checkWords(problems, 'status', filters.status ?? [], REPORT_STATUSES);
  const { campaign, withSession, correlationId, contact, conversationId } = filters;
  const wordOf = <Word extends string>(path: string, word: string | undefined, words: readonly Word[]) =>
    word === undefined ? undefined : checkWord(problems, path, word, words);
  const contentType = wordOf('contentType', filters.contentType, CONTENT_TYPES);
  const conversationType = wordOf('conversationType', filters.conversationType, CONVERSATION_TYPES);
  problems.refuse();
  const conditions: MessageCondition[] = [
    ...period,
    // No row for who was not attempted yet, was taken off the list or canceled: they have no status.
    { field: 'status', in: statuses.length > 0 ? statuses : REPORT_STATUSES },
    ...exactly('campaignId', campaign),
    ...exactly('contentType', contentType),
    ...exactly('withSession', withSession),
    ...exactly('correlationId', correlationId),
    ...exactly('contactKey', contact),
    ...exactly('conversationId', conversationId),
    ...exactly('conversationType', conversationType),
  ];
  return { conditions, language };
}

function exactly<Name extends string, Held>(field: Name, equals: Held | undefined) {
  return equals === undefined ? [] : [{ field, equals }];
}

function periodOf(problems: Problems, from: string | undefined, to: string | undefined) {
  const first = from === undefined ? undefined : checkInstant(problems, 'from', from);
  const end = to === undefined ? undefined : checkInstant(problems, 'to', to);
  if (first !== undefined && end !== undefined && first > end) {
    problems.add('to', 'out_of_range', 'to must not be before from.');
  }
  if (first === undefined && end === undefined) return [];
  return [
    { field: 'sentAt' as const, ...(first !== undefined && { from: first }), ...(end !== undefined && { to: end }) },
  ];
}
