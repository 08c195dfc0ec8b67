import {
  type Campaign,
  type FrozenTemplate,
  frozenTemplate,
  type KnownCampaign,
  pauseOf,
  type Problem,
  type Sender,
  senderAggregate,
  type Template,
  templateAggregate,
  templateIdOf,
  templatePathOf,
} from '@arauto/domain';
import { Inject, Injectable } from '@nestjs/common';
import { CommandRunner } from '../use-case/command-runner';
import { mappingProblems } from './campaign-content';

export interface PreflightFindings {
  /** What a start is refused with, the audience apart: that is the campaign's own to say. */
  readonly problems: readonly Problem[];
  /** As it would be frozen into the start; null where it is not there, or where free-form content has none. */
  readonly template: FrozenTemplate | null;
  readonly templateStatus: string | null;
  readonly sender: Exclude<Sender, { status: 'none' }> | null;
}

/** Whether a campaign can start now, as far as its template and its sender go: asked by people, by starts and by the schedule. */
@Injectable()
export class Preflight {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  /** Reads the log, never a view: a start depends on it. */
  async check(campaign: Campaign): Promise<PreflightFindings> {
    if (campaign.status === 'none') return { problems: [], template: null, templateStatus: null, sender: null };
    const { content, senderIds } = campaign.settings;
    const templateId = templateIdOf(content);
    const template = templateId === null ? null : (await this.runner.load(templateAggregate, templateId)).state;
    const senderId = senderIds[0] ?? '';
    const sender = (await this.runner.load(senderAggregate, senderId)).state;
    return {
      problems: [
        ...(template ? templateProblems(campaign, template, sender) : []),
        ...senderProblems(campaign, sender),
      ],
      template: template && frozenTemplate(template),
      templateStatus: !template || template.status === 'none' ? null : template.status,
      sender: sender.status === 'none' ? null : sender,
    };
  }
}

function templateProblems({ subaccountId, settings }: KnownCampaign, template: Template, sender: Sender): Problem[] {
  const path = templatePathOf(settings.content);
  if (template.status === 'none' || template.subaccountId !== subaccountId) {
    return [{ path, code: 'template_missing', message: 'The template is not there.' }];
  }
  const provider = sender.status === 'none' ? undefined : sender.provider;
  const mapping = mappingProblems(template, settings.content, provider);
  if (template.status === 'approved') return mapping;
  const message = `The template is ${template.status}; only an approved one can be sent.`;
  return [{ path, code: 'template_not_approved', message }, ...mapping];
}

function senderProblems({ subaccountId }: KnownCampaign, sender: Sender): Problem[] {
  const path = 'senderIds[0]';
  if (sender.status === 'none' || sender.subaccountId !== subaccountId) {
    return [{ path, code: 'sender_missing', message: 'The sender is not there.' }];
  }
  if (sender.status === 'paused') {
    const message = `The sender is paused (${pauseOf(sender.pauseReasons).reason}). Resume it first.`;
    return [{ path, code: 'sender_paused', message }];
  }
  if (sender.connected) return [];
  const message = 'The platform has not confirmed the sender yet. Check its connection and credentials.';
  return [{ path, code: 'sender_not_connected', message }];
}
