import type { FrozenTemplate } from '../campaign/campaign.events';
import { laterEvent } from '../decider';
import type { Said } from '../said';
import type { TemplateStatus } from './template.words';

/** A stamped word of the platform about a template: a status of its own, or that it was put away and taken out again. */
export type TemplateHeard =
  | {
      readonly about: 'status';
      readonly status: TemplateStatus;
      readonly reason: string | null;
      readonly saidAt: string;
    }
  | { readonly about: 'archive'; readonly archived: boolean; readonly saidAt: string };

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** `status` is what holds afterwards. `heard` and `saidAt` are there when the platform said it by itself, not when it was looked up. */
export type TemplateEvent =
  | Event<
      'TemplateRegistered',
      FrozenTemplate & { readonly subaccountId: string; readonly senderId: string; readonly status: TemplateStatus }
    >
  | Event<
      'TemplateStatusChanged',
      {
        readonly status: TemplateStatus;
        readonly reason: string | null;
        readonly heard?: TemplateHeard | undefined;
      }
    >
  | Event<'TemplateCategoryChanged', { readonly category: string; readonly saidAt?: string | undefined }>
  /** Null: nothing is set any more. */
  | Event<'TemplateTtlChanged', { readonly messageSendTtlSeconds: number | null }>;

export type KnownTemplate = FrozenTemplate & {
  /** What it may be used for now: the status of its own, or `disabled` while it is archived. */
  readonly status: TemplateStatus;
  readonly subaccountId: string;
  readonly senderId: string;
  readonly own: { readonly status: TemplateStatus; readonly reason: string | null };
  readonly archived: boolean;
  readonly saidStatus?: Said<TemplateStatus> | undefined;
  readonly saidArchived?: Said<boolean> | undefined;
  readonly saidCategory?: Said<string> | undefined;
};

export type Template = { readonly status: 'none' } | KnownTemplate;

/** Folds one event. Total: never validates, never throws. */
export function evolveTemplate(template: Template, event: TemplateEvent): Template {
  if (event.type === 'TemplateRegistered') {
    return { ...event.data, own: { status: event.data.status, reason: null }, archived: false };
  }
  if (template.status === 'none') return template;
  switch (event.type) {
    case 'TemplateStatusChanged': {
      const { status, reason, heard } = event.data;
      return heard ? afterHearing(template, heard) : { ...template, status, own: { status, reason }, archived: false };
    }
    case 'TemplateCategoryChanged': {
      const { category, saidAt } = event.data;
      const saidCategory = saidAt === undefined ? template.saidCategory : { word: category, at: saidAt };
      return { ...template, category, saidCategory };
    }
    case 'TemplateTtlChanged': {
      const { messageSendTtlSeconds: _, ...others } = template;
      const { messageSendTtlSeconds } = event.data;
      return messageSendTtlSeconds === null ? others : { ...others, messageSendTtlSeconds };
    }
    default:
      return laterEvent(event, template);
  }
}

/** The template after a word that outweighs the one before: what comes of two words is the same in both orders. */
export function afterHearing(template: KnownTemplate, heard: TemplateHeard): KnownTemplate {
  const { saidAt: at } = heard;
  if (heard.about === 'archive') return withStatus({ ...template, saidArchived: { word: heard.archived, at } });
  const { status, reason } = heard;
  return withStatus({ ...template, own: { status, reason }, saidStatus: { word: status, at } });
}

/** Whatever is said of a template after it was put away is said of one that was taken out. */
function withStatus(template: KnownTemplate): KnownTemplate {
  const { saidStatus, saidArchived } = template;
  const archived = saidArchived?.word === true && !(saidStatus && saidStatus.at > saidArchived.at);
  return { ...template, archived, status: archived ? 'disabled' : statusOutside(template) };
}

/** One that was taken out, and disabled for nothing else that we have heard of, was looked up while it was archived. */
function statusOutside({ own, saidStatus, saidArchived }: KnownTemplate): TemplateStatus {
  if (saidArchived?.word !== false || own.status !== 'disabled' || saidStatus?.word === 'disabled') return own.status;
  return saidStatus?.word ?? 'approved';
}

/** Why it is as it is. */
export function reasonOf({ archived, own }: KnownTemplate): string | null {
  return archived ? 'ARCHIVED' : own.reason;
}

/** What of a template a campaign is sent with, as it is now; null where it is not there. */
export function frozenTemplate(template: Template): FrozenTemplate | null {
  if (template.status === 'none') return null;
  const { name, language, category, parameterFormat, components, messageSendTtlSeconds } = template;
  const frozen = { name, language, category, parameterFormat, components };
  return messageSendTtlSeconds === undefined ? frozen : { ...frozen, messageSendTtlSeconds };
}
