import {
  type Campaign,
  type FrozenTemplate,
  frozenTemplate,
  type KnownCampaign,
  type KnownSender,
  pauseOf,
  type Problem,
  sameJson,
  senderAggregate,
  type Template,
  templateAggregate,
  templateIdOf,
  templatePathOf,
  uploadedFileOf,
} from '@arauto/domain';
import { namesOf, providerKind } from '@arauto/whatsapp';
import { Inject, Injectable } from '@nestjs/common';
import { templateId } from '../templates/template-id';
import { CommandRunner } from '../use-case/command-runner';
import { mappingProblems } from './campaign-content';
import { type CampaignNumber, campaignNumbers, weightOf } from './campaign-numbers';

export interface PreflightFindings {
  /** What a start is refused with, the audience apart: that is the campaign's own to say. */
  readonly problems: readonly Problem[];
  /** What a start is not refused with: of several numbers some cannot be sent from. */
  readonly warnings: readonly Problem[];
  /** As it would be frozen into the start; null where it is not there, or where free-form content has none. */
  readonly template: FrozenTemplate | null;
  readonly templateStatus: string | null;
  readonly numbers: readonly CampaignNumber[];
  /** Of the numbers, in their order, as a start would freeze them. */
  readonly weights: readonly number[];
}

type KnownTemplate = Exclude<Template, { status: 'none' }>;

/** Whether a campaign can start now, as far as its template and its numbers go: asked by people, by starts and by the schedule. */
@Injectable()
export class Preflight {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  /** Reads the log, never a view: a start depends on it. */
  async check(campaign: Campaign): Promise<PreflightFindings> {
    if (campaign.status === 'none') return NOTHING_FOUND;
    const { content, senderIds } = campaign.settings;
    const used = templateIdOf(content);
    const template = used === null ? null : (await this.runner.load(templateAggregate, used)).state;
    const senders = await this.sendersOf(senderIds);
    const silent = senderIds.flatMap((id, n) => senderProblem(campaign, senders.get(id), n) ?? []);
    const areAll = silent.length === senderIds.length;
    const refused = silent.filter(({ code }) => areAll || code === 'sender_missing');
    const known = template?.status === 'none' ? null : template;
    return {
      problems: [
        ...(template ? templateProblems(campaign, template, [...senders.values()]) : []),
        ...(known ? await this.unlikeTemplates(known, senderIds, senders) : []),
        ...refused,
        ...linkOnlyProblems(campaign, senders),
      ],
      warnings: silent.filter((problem) => !refused.includes(problem)),
      template: known && frozenTemplate(known),
      templateStatus: known?.status ?? null,
      numbers: campaignNumbers(campaign, senders),
      weights: senderIds.map((id) => weightOf(senders.get(id))),
    };
  }

  private async sendersOf(senderIds: readonly string[]): Promise<ReadonlyMap<string, KnownSender>> {
    const senders = new Map<string, KnownSender>();
    for (const id of senderIds) {
      const { state } = await this.runner.load(senderAggregate, id);
      if (state.status !== 'none') senders.set(id, state);
    }
    return senders;
  }

  /** A template is its account's: of several numbers, those of other accounts need one of the same name and language that says the same. */
  private async unlikeTemplates(
    template: KnownTemplate,
    senderIds: readonly string[],
    senders: ReadonlyMap<string, KnownSender>,
  ): Promise<readonly Problem[]> {
    if (senderIds.length === 1) return [];
    const { state: owner } = await this.runner.load(senderAggregate, template.senderId);
    const problems: Problem[] = [];
    for (const [n, id] of senderIds.entries()) {
      const sender = senders.get(id);
      if (!sender || id === template.senderId || (owner.status !== 'none' && accountOf(owner) === accountOf(sender)))
        continue;
      const twin = templateId(id, template.name, template.language);
      const { state } = await this.runner.load(templateAggregate, twin);
      const problem = unlike(template, state, sender.name);
      if (problem) problems.push({ path: `senderIds[${n}]`, ...problem });
    }
    return problems;
  }
}

const NOTHING_FOUND: PreflightFindings = {
  problems: [],
  warnings: [],
  template: null,
  templateStatus: null,
  numbers: [],
  weights: [],
};

function accountOf({ provider, connection }: KnownSender): string {
  return `${provider} ${namesOf({ provider, connection }).businessAccountId}`;
}

function unlike(template: KnownTemplate, twin: Template, number: string): Omit<Problem, 'path'> | null {
  const { name, language } = template;
  if (twin.status === 'none') {
    const message = `The number ${number} is of another account, which has no template ${name} in ${language}. Register it there, or sync its templates.`;
    return { code: 'template_missing_at_sender', message };
  }
  if (twin.status !== 'approved') {
    const message = `The template ${name} in ${language} is ${twin.status} at the number ${number}; only an approved one can be sent.`;
    return { code: 'template_not_approved', message };
  }
  if (twin.parameterFormat === template.parameterFormat && sameJson(twin.components, template.components)) return null;
  const message = `The template ${name} in ${language} says something else at the number ${number}. What is sent must be the same from every number.`;
  return { code: 'template_differs', message };
}

function templateProblems(
  { subaccountId, settings }: KnownCampaign,
  template: Template,
  senders: readonly KnownSender[],
): Problem[] {
  const path = templatePathOf(settings.content);
  if (template.status === 'none' || template.subaccountId !== subaccountId) {
    return [{ path, code: 'template_missing', message: 'The template is not there.' }];
  }
  const providers = senders.map(({ provider }) => provider);
  const mapping = mappingProblems(template, settings.content, providers);
  if (template.status === 'approved') return mapping;
  const message = `The template is ${template.status}; only an approved one can be sent.`;
  return [{ path, code: 'template_not_approved', message }, ...mapping];
}

/** Some providers take files by their address alone, and an uploaded one has none. */
function linkOnlyProblems(
  { settings: { content, senderIds } }: KnownCampaign,
  senders: ReadonlyMap<string, KnownSender>,
): Problem[] {
  if (uploadedFileOf(content) === undefined) return [];
  return senderIds.flatMap((id, n) => {
    const sender = senders.get(id);
    if (!sender || providerKind(sender.provider).takesUploads) return [];
    const message = `The number ${sender.name} is at a provider that takes files by their link alone. Give the file by a link, or leave the number out.`;
    return [{ path: `senderIds[${n}]`, code: 'media_by_link_only', message }];
  });
}

/** @param n its place among the numbers of the campaign */
function senderProblem({ subaccountId }: KnownCampaign, sender: KnownSender | undefined, n: number): Problem | null {
  const path = `senderIds[${n}]`;
  if (!sender || sender.subaccountId !== subaccountId) {
    return { path, code: 'sender_missing', message: 'The sender is not there.' };
  }
  if (sender.status === 'paused') {
    const message = `The sender is paused (${pauseOf(sender.pauseReasons).reason}). Resume it first.`;
    return { path, code: 'sender_paused', message };
  }
  if (sender.connected) return null;
  const message = 'The platform has not confirmed the sender yet. Check its connection and credentials.';
  return { path, code: 'sender_not_connected', message };
}
