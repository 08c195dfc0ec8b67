import type { Principal } from '@arauto/access';
import {
  campaignAggregate,
  type CampaignSettings,
  type KnownCampaign,
  senderAggregate,
  subaccountAggregate,
  templateAggregate,
  templateIdOf,
} from '@arauto/domain';
import type { Loaded } from '@arauto/event-store';
import type { CommandRunner } from '../use-case/command-runner';
import { notFound, type Problems } from '../use-case/problems';
import { owned } from '../use-case/scope';
import { mappingProblems } from './campaign-content';

/** What every command and query of one campaign is told. */
export interface OfCampaign {
  readonly campaignId: string;
}

/** The same of one of its contacts. */
export interface OfContact extends OfCampaign {
  readonly contactId: string;
}

/** A campaign as the log has it now. @throws Refusal `not_found` when the principal does not see it */
export async function loadCampaign(
  runner: CommandRunner,
  principal: Principal,
  campaignId: string,
): Promise<Loaded<KnownCampaign>> {
  const loaded = await runner.load(campaignAggregate, campaignId);
  return { ...loaded, state: owned(principal, loaded.state, 'campaign') };
}

/**
 * Whether what a campaign refers to is there, in the campaign's own subaccount; a template must get every variable it has.
 * @throws Refusal `not_found`
 */
export async function checkReferences(
  runner: CommandRunner,
  problems: Problems,
  subaccountId: string,
  { senderIds = [], content }: Partial<CampaignSettings>,
): Promise<void> {
  const senders = await Promise.all(senderIds.map(async (id) => (await runner.load(senderAggregate, id)).state));
  for (const sender of senders) {
    if (sender.status === 'none' || sender.subaccountId !== subaccountId) throw notFound('sender');
  }
  const templateId = content && templateIdOf(content);
  if (!content || !templateId) return;
  const { state } = await runner.load(templateAggregate, templateId);
  if (state.status === 'none' || state.subaccountId !== subaccountId) throw notFound('template');
  // Of what is edited without its number, the template's own says how it is sent; a start looks at both.
  const through = senders.length > 0 ? senders : [(await runner.load(senderAggregate, state.senderId)).state];
  const providers = through.flatMap((sender) => (sender.status === 'none' ? [] : [sender.provider]));
  problems.addAll(mappingProblems(state, content, providers));
}

/** What settings become beside those that are there: a window has clocks to go by, the subaccount's where the campaign has no zone. */
export async function withClocks(
  runner: CommandRunner,
  subaccountId: string,
  settings: Partial<CampaignSettings>,
  there: Pick<CampaignSettings, 'timeZone' | 'sendWindow'>,
): Promise<Partial<CampaignSettings>> {
  const { timeZone, sendWindow } = { ...there, ...settings };
  if (!sendWindow || timeZone !== null) return settings;
  const { state } = await runner.load(subaccountAggregate, subaccountId);
  return { ...settings, timeZone: (state.status === 'active' ? state.timeZone : null) ?? 'UTC' };
}
