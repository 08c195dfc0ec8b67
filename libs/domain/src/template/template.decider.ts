import type { FrozenTemplate } from '../campaign/campaign.events';
import { type Decider, impossible } from '../decider';
import { Refusal } from '../refusal';
import { outweighs } from '../said';
import { stream } from '../streams';
import {
  afterHearing,
  evolveTemplate,
  type KnownTemplate,
  reasonOf,
  type Template,
  type TemplateEvent,
  type TemplateHeard,
} from './template.state';
import { strictnessOfCategory, strictnessOfStatus, type TemplateStatus } from './template.words';

export type TemplateCommand =
  | ({
      readonly type: 'RegisterTemplate';
      readonly subaccountId: string;
      readonly senderId: string;
      readonly status: TemplateStatus;
    } & FrozenTemplate)
  /** What the platform answered when it was asked: it has no stamp, and holds until the platform says something by itself. */
  | { readonly type: 'ChangeTemplateStatus'; readonly status: TemplateStatus; readonly reason: string | null }
  | ({ readonly type: 'HearTemplate' } & TemplateHeard)
  /** `saidAt` when the platform said it by itself. */
  | { readonly type: 'ChangeTemplateCategory'; readonly category: string; readonly saidAt?: string | undefined }
  /** As it was listed; null where nothing is set. */
  | { readonly type: 'ChangeTemplateTtl'; readonly messageSendTtlSeconds: number | null };

/** A message approved by the platform, by name and language. */
export const templateDecider: Decider<Template, TemplateCommand, TemplateEvent> = {
  initial: { status: 'none' },
  evolve: evolveTemplate,
  decide(command, template) {
    if (command.type === 'RegisterTemplate') {
      const { type: _, ...registered } = command;
      return template.status === 'none' ? [{ type: 'TemplateRegistered', data: registered }] : [];
    }
    if (template.status === 'none') throw new Refusal('not_found', 'There is no such template.');
    switch (command.type) {
      case 'ChangeTemplateStatus': {
        const { status, reason } = command;
        return status === template.status ? [] : [{ type: 'TemplateStatusChanged', data: { status, reason } }];
      }
      case 'HearTemplate': {
        const { type: _, ...heard } = command;
        return hear(template, heard);
      }
      case 'ChangeTemplateCategory':
        return changeCategory(template, command);
      case 'ChangeTemplateTtl': {
        const { messageSendTtlSeconds } = command;
        return messageSendTtlSeconds === (template.messageSendTtlSeconds ?? null)
          ? []
          : [ttlChanged(messageSendTtlSeconds)];
      }
      default:
        return impossible(command);
    }
  },
};

export const templateAggregate = { decider: templateDecider, stream: stream.template };

/** The word is kept even where it changes nothing, since it decides about those that come later and were said before. */
function hear(template: KnownTemplate, heard: TemplateHeard): TemplateEvent[] {
  const { saidAt: at } = heard;
  const isNews =
    heard.about === 'status'
      ? outweighs({ word: heard.status, at }, template.saidStatus, strictnessOfStatus)
      : outweighs({ word: heard.archived, at }, template.saidArchived, Number);
  if (!isNews) return [];
  const after = afterHearing(template, heard);
  return [{ type: 'TemplateStatusChanged', data: { status: after.status, reason: reasonOf(after), heard } }];
}

function changeCategory(
  template: KnownTemplate,
  { category, saidAt }: Extract<TemplateCommand, { type: 'ChangeTemplateCategory' }>,
): TemplateEvent[] {
  if (saidAt === undefined) {
    return category === template.category ? [] : [{ type: 'TemplateCategoryChanged', data: { category } }];
  }
  const isNews = outweighs({ word: category, at: saidAt }, template.saidCategory, strictnessOfCategory);
  if (!isNews) return [];
  const changed: TemplateEvent = { type: 'TemplateCategoryChanged', data: { category, saidAt } };
  // Whoever moves a template into another category takes the time that was set with it. Source: Meta, *Time-to-live*.
  const clears = category !== template.category && template.messageSendTtlSeconds !== undefined;
  return clears ? [changed, ttlChanged(null)] : [changed];
}

function ttlChanged(messageSendTtlSeconds: number | null): TemplateEvent {
  return { type: 'TemplateTtlChanged', data: { messageSendTtlSeconds } };
}
