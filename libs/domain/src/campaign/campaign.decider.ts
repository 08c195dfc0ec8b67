import { type Decider, impossible } from '../decider';
import { sameJson } from '../json';
import { type Problem, Refusal } from '../refusal';
import { stream } from '../streams';
import { allowedActions, type CampaignAction } from './campaign.actions';
import type { CampaignCommand } from './campaign.commands';
import type { CampaignEvent, CampaignSettings, PauseReason } from './campaign.events';
import { type Campaign, evolveCampaign, type KnownCampaign, noCampaign } from './campaign.state';
import { templateIdOf, templatePathOf } from './free-form';
import { PHONE_READING } from './phone-reading';

/** The life of a campaign: tens of events, never a per-contact fact, never a counter. */
export const campaignDecider: Decider<Campaign, CampaignCommand, CampaignEvent> = {
  initial: noCampaign,
  evolve: evolveCampaign,
  decide(command, campaign) {
    if (command.type === 'CreateCampaign') {
      const { type: _, ...created } = command;
      return campaign.status === 'none' ? [{ type: 'CampaignCreated', data: created }] : [];
    }
    if (campaign.status === 'none') throw new Refusal('not_found', 'There is no such campaign.');
    switch (command.type) {
      case 'EditCampaign':
        return edit(command, campaign);
      case 'ReceiveFile':
        return receiveFile(command, campaign);
      case 'RecordMediaUpload': {
        const { type: _, ...data } = command;
        return campaign.media.some(({ mediaId }) => mediaId === data.mediaId)
          ? []
          : [{ type: 'CampaignMediaUploaded', data }];
      }
      case 'OpenUpload':
        return openUpload(command, campaign);
      case 'AbandonUpload':
        return abandonUpload(command, campaign);
      case 'CloseUpload':
        return closeUpload(command, campaign);
      case 'ScheduleCampaign':
        return schedule(command, campaign);
      case 'UnscheduleCampaign':
        if (campaign.status === 'draft') return [];
        allow('unschedule', campaign);
        return [{ type: 'CampaignUnscheduled', data: {} }];
      case 'StartCampaign':
        return start(command, campaign);
      case 'PauseCampaign':
        return pause(command, campaign);
      case 'ResumeCampaign':
        return resume(command, campaign);
      case 'CancelCampaign':
        if (campaign.status === 'canceling' || campaign.status === 'canceled') return [];
        allow('cancel', campaign);
        return [{ type: 'CampaignCancelRequested', data: {} }];
      case 'FinishCancel':
        if (campaign.status !== 'canceling') return [];
        return campaign.openUploads.length > 0 ? [] : [{ type: 'CampaignCanceled', data: {} }];
      case 'CompleteCampaign':
        return complete(command, campaign);
      case 'NoteCampaign':
        return command.note === campaign.note ? [] : [{ type: 'CampaignNoted', data: { note: command.note } }];
      case 'RecordDuplicate':
        return campaign.copies.includes(command.copyId)
          ? []
          : [{ type: 'CampaignDuplicated', data: { copyId: command.copyId } }];
      case 'RequestTestMessage':
        return requestTest(command, campaign);
      case 'AllowRemoval':
        allow('remove_contact', campaign);
        return [];
      case 'AllowRetryFailed':
        allow('retry_failed', campaign);
        return [];
      default:
        return impossible(command);
    }
  },
};

export const campaignAggregate = { decider: campaignDecider, stream: stream.campaign };

type Of<Type extends CampaignCommand['type']> = Extract<CampaignCommand, { type: Type }>;

function allow(action: CampaignAction, campaign: KnownCampaign): void {
  const allowed = allowedActions(campaign.status);
  if (allowed.includes(action)) return;
  throw new Refusal('wrong_status', `A campaign that is ${campaign.status} does not allow ${action}.`, {
    currentStatus: campaign.status,
    allowed,
  });
}

/** What stays open to change while Paused. */
const EDITABLE_WHILE_PAUSED: readonly (keyof CampaignSettings)[] = ['pace', 'retryPolicy'];

function edit(command: Of<'EditCampaign'>, campaign: KnownCampaign): CampaignEvent[] {
  allow('edit', campaign);
  const fields = Object.keys(command.settings) as (keyof CampaignSettings)[];
  const fixed = [
    ...(command.name === undefined ? [] : ['name']),
    ...fields.filter((field) => !EDITABLE_WHILE_PAUSED.includes(field)),
  ];
  if (campaign.status === 'paused' && fixed.length > 0) {
    throw new Refusal(
      'wrong_status',
      `A paused campaign lets only pace and retryPolicy change, not ${fixed.join(', ')}.`,
      {
        currentStatus: campaign.status,
        allowed: allowedActions(campaign.status),
      },
    );
  }
  const same =
    (command.name === undefined || command.name === campaign.name) &&
    fields.every((field) => sameJson(command.settings[field], campaign.settings[field]));
  if (same) return [];
  const { name, settings } = command;
  return [{ type: 'CampaignEdited', data: name === undefined ? { settings } : { name, settings } }];
}

/** Only before the start: what is sent afterwards is fixed. */
function receiveFile({ file }: Of<'ReceiveFile'>, campaign: KnownCampaign): CampaignEvent[] {
  if (campaign.files.some(({ fileId }) => fileId === file.fileId)) return [];
  const { status: currentStatus } = campaign;
  if (currentStatus !== 'draft' && currentStatus !== 'scheduled') {
    throw new Refusal('wrong_status', `A campaign that is ${currentStatus} takes no file to send.`, {
      currentStatus,
      allowed: allowedActions(currentStatus),
    });
  }
  return [{ type: 'CampaignFileReceived', data: file }];
}

function openUpload(command: Of<'OpenUpload'>, campaign: KnownCampaign): CampaignEvent[] {
  const { uploadId, source } = command;
  if (campaign.openUploads.includes(uploadId) || campaign.closedUploads.includes(uploadId)) return [];
  allow('upload', campaign);
  return [{ type: 'UploadOpened', data: { uploadId, source, phoneReading: PHONE_READING } }];
}

/** In any status, and both at once: a command that comes to its last step after all finds its upload closed. */
function abandonUpload({ uploadId, source, error }: Of<'AbandonUpload'>, campaign: KnownCampaign): CampaignEvent[] {
  if (campaign.openUploads.includes(uploadId) || campaign.closedUploads.includes(uploadId)) return [];
  const nothing = { rows: 0, contacts: 0, invalid: 0, suppressed: 0, duplicates: 0 };
  return [
    { type: 'UploadOpened', data: { uploadId, source } },
    { type: 'UploadClosed', data: { uploadId, ...nothing, error } },
  ];
}

/** In any status: what was read is counted, whatever became of the campaign meanwhile. */
function closeUpload(command: Of<'CloseUpload'>, campaign: KnownCampaign): CampaignEvent[] {
  if (!campaign.openUploads.includes(command.uploadId)) return [];
  const { type: _, ...closed } = command;
  return [{ type: 'UploadClosed', data: closed }];
}

function schedule(command: Of<'ScheduleCampaign'>, campaign: KnownCampaign): CampaignEvent[] {
  allow('schedule', campaign);
  if (Date.parse(command.at) <= Date.parse(command.now)) {
    throw refuse('localTime', 'in_the_past', `${command.localTime} in ${command.timeZone} has passed.`);
  }
  if (campaign.startsAt === command.at) return [];
  const { at, localTime, timeZone } = command;
  return [{ type: 'CampaignScheduled', data: { at, localTime, timeZone } }];
}

/** Each request has a number of its own, in the order of the log. */
function requestTest(command: Of<'RequestTestMessage'>, campaign: KnownCampaign): CampaignEvent[] {
  const { ref, person, correlationId } = command;
  if (ref === campaign.lastTestRef) return [];
  allow('test', campaign);
  const data = { n: campaign.testsSent + 1, ref, person };
  return [{ type: 'TestMessageRequested', data: correlationId === undefined ? data : { ...data, correlationId } }];
}

function refuse(path: string, code: string, message: string): Refusal {
  return new Refusal('validation_failed', message, { errors: [{ path, code, message }] });
}

function requireClosedUploads(campaign: KnownCampaign): void {
  if (campaign.openUploads.length === 0) return;
  throw new Refusal('upload_open', 'A contact file is still being read. Wait until it is done.');
}

function start(command: Of<'StartCampaign'>, campaign: KnownCampaign): CampaignEvent[] {
  if (campaign.status === 'sending') return [];
  if (command.scheduled && campaign.status !== 'scheduled') return [];
  allow('start', campaign);
  requireClosedUploads(campaign);
  const { template, now, user, weights, canary } = command;
  const problems = [...command.problems, ...audienceProblems(campaign)];
  const { settings } = campaign;
  if (template === null && templateIdOf(settings.content) !== null && problems.length === 0) {
    const path = templatePathOf(settings.content);
    problems.push({ path, code: 'template_missing', message: 'The template is not there.' });
  }
  if (problems.length === 0) {
    const shares = weights && settings.senderIds.length > 1 ? { weights } : {};
    const data = { settings, template, startedAt: now, user, ...shares, ...(canary && { canary }) };
    return [{ type: 'CampaignStarted', data }];
  }
  if (!command.scheduled) {
    throw new Refusal('preflight_failed', 'The campaign cannot start yet.', { errors: problems });
  }
  const reason = problems.map(({ code }) => code).join(', ');
  return [{ type: 'CampaignFailed', data: { reason, remedy: problems.map(({ message }) => message).join(' ') } }];
}

function audienceProblems(campaign: KnownCampaign): Problem[] {
  if (campaign.contacts === 0) return [{ path: '', code: 'audience_empty', message: 'Upload contacts first.' }];
  if (campaign.contacts > campaign.unsendable) return [];
  return [
    { path: '', code: 'audience_unsendable', message: 'No uploaded row can be sent: see the verdicts of the uploads.' },
  ];
}

function pause(command: Of<'PauseCampaign'>, campaign: KnownCampaign): CampaignEvent[] {
  const held = campaign.pauseReasons.filter(({ by }) => by === command.by);
  if (held.some(({ by, reason }) => by === 'admin' || reason === command.reason)) return [];
  if (command.by === 'system' && campaign.status !== 'sending' && campaign.status !== 'paused') return [];
  if (command.afterResumes !== undefined && command.afterResumes < campaign.resumes) return [];
  allow('pause', campaign);
  const { by, reason, remedy } = command;
  const reasons = [...campaign.pauseReasons, { by, reason, remedy }];
  return [{ type: 'CampaignPaused', data: { by, reason, remedy, reasons } }];
}

function resume(command: Of<'ResumeCampaign'>, campaign: KnownCampaign): CampaignEvent[] {
  if (campaign.status === 'sending') return [];
  if (command.by === 'system') {
    const own = (held: PauseReason) => held.by === 'system' && held.reason === command.reason;
    const removed = campaign.pauseReasons.filter(own);
    const reasons = campaign.pauseReasons.filter((held) => !own(held));
    if (removed.length === 0) return [];
    if (reasons.length === 0) requireClosedUploads(campaign);
    return [{ type: 'CampaignResumed', data: { by: 'system', removed, reasons } }];
  }
  allow('resume', campaign);
  requireClosedUploads(campaign);
  return [{ type: 'CampaignResumed', data: { by: 'admin', removed: campaign.pauseReasons, reasons: [] } }];
}

/** Never concludes from absence: every upload is closed and every contact of it has settled. */
function complete(command: Of<'CompleteCampaign'>, campaign: KnownCampaign): CampaignEvent[] {
  if (campaign.status !== 'sending') return [];
  if (campaign.openUploads.length > 0 || command.settled !== campaign.contacts) return [];
  if (command.accepted > 0 || command.needsAttention > 0) {
    return [{ type: 'CampaignCompleted', data: { settled: command.settled, failures: command.failures } }];
  }
  return [
    {
      type: 'CampaignFailed',
      data: {
        reason: 'nothing_accepted',
        remedy:
          'No message was accepted by the provider. Look at the errors by cause, mend them and send to a duplicate.',
      },
    },
  ];
}
