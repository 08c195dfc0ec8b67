import { given } from '../specification';
import type { CampaignCommand } from './campaign.commands';
import { campaignDecider } from './campaign.decider';
import type { CampaignEvent, CampaignSettings, FrozenTemplate } from './campaign.events';
import type { CampaignStatus } from './campaign.state';

/** Builders with boring defaults, for the tests of a campaign. */

type Of<Type extends CampaignCommand['type']> = Extract<CampaignCommand, { type: Type }>;

export const SETTINGS: CampaignSettings = {
  senderIds: ['sender-1'],
  content: { type: 'template', templateId: 'template-1', parameterMapping: { '1': { from: 'name' } } },
  pace: null,
  timeZone: null,
  retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
  reportingHorizonSeconds: 259_200,
  unknownOutcome: { graceSeconds: 600, then: 'ask' },
  whenTierIsFull: 'wait',
};

export const TEMPLATE: FrozenTemplate = {
  name: 'invoice_notice',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [{ type: 'BODY', text: 'Hello {{1}}' }],
};

export const create: CampaignCommand = {
  type: 'CreateCampaign',
  subaccountId: 'sub-1',
  number: 1,
  name: 'March',
  settings: SETTINGS,
};

export const openUpload = (uploadId = 'up-1'): CampaignCommand => ({ type: 'OpenUpload', uploadId, source: 'csv' });

export const abandonUpload = (uploadId = 'up-1'): CampaignCommand => ({
  type: 'AbandonUpload',
  uploadId,
  source: 'csv',
  error: { code: 'upload_interrupted', message: 'It broke off.' },
});

export const closeUpload = (over: Partial<Of<'CloseUpload'>> = {}): CampaignCommand => ({
  type: 'CloseUpload',
  uploadId: 'up-1',
  rows: 10,
  contacts: 9,
  invalid: 1,
  suppressed: 0,
  duplicates: 1,
  ...over,
});

export const schedule: CampaignCommand = {
  type: 'ScheduleCampaign',
  at: '2026-03-02T12:00:00.000Z',
  localTime: '2026-03-02T09:00',
  timeZone: 'America/Sao_Paulo',
  now: '2026-03-01T12:00:00.000Z',
};

export const start = (over: Partial<Of<'StartCampaign'>> = {}): CampaignCommand => ({
  type: 'StartCampaign',
  now: '2026-03-02T12:00:00.000Z',
  user: 'ana',
  template: TEMPLATE,
  problems: [],
  scheduled: false,
  ...over,
});

export const pause = (reason = 'lunch'): CampaignCommand => ({
  type: 'PauseCampaign',
  by: 'admin',
  reason,
  remedy: null,
});

export const pauseBySystem = (reason = 'template_paused'): CampaignCommand => ({
  type: 'PauseCampaign',
  by: 'system',
  reason,
  remedy: 'Wait for the template to be approved.',
});

export const resume: CampaignCommand = { type: 'ResumeCampaign', by: 'admin' };

export const resumeBySystem = (reason = 'template_paused'): CampaignCommand => ({
  type: 'ResumeCampaign',
  by: 'system',
  reason,
});

export const complete = (over: Partial<Of<'CompleteCampaign'>> = {}): CampaignCommand => ({
  type: 'CompleteCampaign',
  settled: 9,
  accepted: 8,
  failures: 1,
  needsAttention: 0,
  ...over,
});

/** The history of commands, each of which must be allowed. */
export function campaignAfter(...commands: readonly CampaignCommand[]): readonly CampaignEvent[] {
  return commands.reduce<readonly CampaignEvent[]>(
    (history, command) => given(campaignDecider, history).when(command).happens(),
    [],
  );
}

const ready = [create, openUpload(), closeUpload()];

/** A campaign with an audience, in each status. */
export const IN_STATUS: Readonly<Record<CampaignStatus, readonly CampaignCommand[]>> = {
  draft: ready,
  scheduled: [...ready, schedule],
  sending: [...ready, start()],
  paused: [...ready, start(), pause()],
  canceling: [...ready, start(), { type: 'CancelCampaign' }],
  canceled: [...ready, start(), { type: 'CancelCampaign' }, { type: 'FinishCancel' }],
  completed: [...ready, start(), complete()],
  failed: [...ready, start(), complete({ accepted: 0, failures: 9 })],
};
