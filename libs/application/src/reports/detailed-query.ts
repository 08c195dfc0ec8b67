import {
  CONTENT_TYPES,
  type ContentType,
  CONVERSATION_TYPES,
  type ConversationType,
  type Language,
  LANGUAGES,
  REPORT_STATUSES,
  type ReportStatus,
} from '@arauto/domain';
import { Field, flagInQuery, id, list, oneOf, optional, phone, text } from '../fields';
import { invalid } from '../use-case/problems';
import { PeriodQuery } from './period';

export const MESSAGE_TYPES = ['MT', 'MO'] as const;
/** What we sent, or what people wrote to us. */
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Filters of the detailed and the consolidated report, all combinable. Values that do not exist find nothing. */
export class DetailedFilters extends PeriodQuery {
  @Field(optional(oneOf(MESSAGE_TYPES)), 'MT, what was sent, by default; MO: what people wrote.')
  readonly type?: MessageType;
  @Field(optional(id)) readonly subaccount?: string;
  /** Name of whoever started or scheduled the campaign. */
  @Field(optional(text({ max: 200 }))) readonly user?: string;
  @Field(optional(id)) readonly campaign?: string;
  @Field(optional(oneOf(CONTENT_TYPES))) readonly contentType?: ContentType;
  /** The window in which anything may be sent was open at the attempt. */
  @Field(optional(flagInQuery)) readonly withSession?: boolean;
  @Field(optional(text({ max: 256 }))) readonly correlationId?: string;
  @Field(optional(text({ max: 256 }))) readonly correlationIdPrefix?: string;
  @Field(optional(list(oneOf(REPORT_STATUSES), { max: 50 }))) readonly status?: readonly ReportStatus[];
  /** In any notation. */
  @Field(optional(list(phone, { max: 50 }))) readonly phone?: readonly string[];
  /** A contact's id. */
  @Field(optional(id)) readonly contact?: string;
  @Field(optional(text({ max: 200 })), 'A part of it; with `campaign` only.') readonly name?: string;
  @Field(optional(id)) readonly conversationId?: string;
  @Field(optional(oneOf(CONVERSATION_TYPES))) readonly conversationType?: ConversationType;
  @Field(optional(text({ max: 64 }))) readonly errorCode?: string;
  @Field(optional(id)) readonly sender?: string;
  @Field(optional(id)) readonly template?: string;
  @Field(optional(text({ max: 128 })), 'Text on a quick-reply button of the template; of MO only.')
  readonly button?: string;
  @Field(optional(flagInQuery), 'The message asks for no more marketing; of MO only.') readonly optOut?: boolean;
  /** Of labels: `en` by default. */
  @Field(optional(oneOf(LANGUAGES))) readonly language?: Language;
}

const OF_MT_ONLY = ['withSession', 'status', 'name', 'errorCode', 'template', 'correlationIdPrefix'] as const;
const OF_MO_ONLY = ['button', 'optOut'] as const;

/** @throws Refusal `validation_failed` for a filter that rows of the type do not have, by its name */
export function checkFilters(filters: DetailedFilters): void {
  const type = filters.type ?? 'MT';
  for (const name of type === 'MT' ? OF_MO_ONLY : OF_MT_ONLY) {
    if (filters[name] === undefined) continue;
    const other = type === 'MT' ? 'MO' : 'MT';
    throw invalid(name, 'not_of_this_type', `${name} is a filter of type=${other} only.`);
  }
  if (filters.name !== undefined && filters.campaign === undefined) {
    throw invalid('name', 'needs_campaign', 'name is looked for within one campaign: give campaign, too.');
  }
}
