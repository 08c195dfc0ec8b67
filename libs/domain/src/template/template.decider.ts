import type { FrozenTemplate } from '../campaign/campaign.events';
import { type Decider, impossible, laterEvent } from '../decider';
import { Refusal } from '../refusal';

export const TEMPLATE_STATUSES = ['approved', 'paused', 'disabled', 'pending', 'rejected'] as const;

export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type TemplateEvent =
  | Event<
      'TemplateRegistered',
      FrozenTemplate & { readonly subaccountId: string; readonly senderId: string; readonly status: TemplateStatus }
    >
  | Event<'TemplateStatusChanged', { readonly status: TemplateStatus; readonly reason: string | null }>
  | Event<'TemplateCategoryChanged', { readonly category: string }>;

export type TemplateCommand =
  | ({
      readonly type: 'RegisterTemplate';
      readonly subaccountId: string;
      readonly senderId: string;
      readonly status: TemplateStatus;
    } & FrozenTemplate)
  | { readonly type: 'ChangeTemplateStatus'; readonly status: TemplateStatus; readonly reason: string | null }
  | { readonly type: 'ChangeTemplateCategory'; readonly category: string };

export type Template =
  | { readonly status: 'none' }
  | (FrozenTemplate & { readonly status: TemplateStatus; readonly subaccountId: string; readonly senderId: string });

/** A message approved by the platform, by name and language. */
export const templateDecider: Decider<Template, TemplateCommand, TemplateEvent> = {
  initial: { status: 'none' },
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
      case 'ChangeTemplateCategory':
        return command.category === template.category
          ? []
          : [{ type: 'TemplateCategoryChanged', data: { category: command.category } }];
      default:
        return impossible(command);
    }
  },
  evolve(template, event) {
    if (event.type === 'TemplateRegistered') return event.data;
    if (template.status === 'none') return template;
    switch (event.type) {
      case 'TemplateStatusChanged':
        return { ...template, status: event.data.status };
      case 'TemplateCategoryChanged':
        return { ...template, category: event.data.category };
      default:
        return laterEvent(event, template);
    }
  },
};
