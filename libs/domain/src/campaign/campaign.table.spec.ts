import { fold } from '../decider';
import { given } from '../specification';
import { allowedActions } from './campaign.actions';
import {
  campaignAfter,
  abandonUpload,
  closeUpload,
  complete,
  create,
  IN_STATUS,
  openUpload,
  pause,
  pauseBySystem,
  resume,
  resumeBySystem,
  schedule,
  SETTINGS,
  start,
} from './campaign.builders';
import type { CampaignCommand } from './campaign.commands';
import { campaignDecider } from './campaign.decider';
import type { CampaignEvent } from './campaign.events';
import { CAMPAIGN_STATUSES, type CampaignStatus } from './campaign.state';

/** What a command gives: an event, nothing because the goal holds or there is nothing to do, or a refusal. */
type Outcome = CampaignEvent['type'] | 'nothing' | 'refused';

/** One line per command, in the order of CAMPAIGN_STATUSES: draft scheduled sending paused canceling canceled completed failed. */
const TABLE: readonly (readonly [string, CampaignCommand, readonly Outcome[]])[] = [
  ['create again', create, all('nothing')],
  [
    'edit the name',
    { type: 'EditCampaign', name: 'April', settings: {} },
    only('CampaignEdited', 'draft', 'scheduled'),
  ],
  [
    'edit the pace',
    { type: 'EditCampaign', settings: { pace: { messagesPerSecond: 5 } } },
    only('CampaignEdited', 'draft', 'scheduled', 'paused'),
  ],
  ['upload', openUpload('up-2'), only('UploadOpened', 'draft', 'scheduled', 'paused')],
  ['upload what was uploaded', openUpload('up-1'), all('nothing')],
  ['abandon an upload that was opened', abandonUpload('up-1'), all('nothing')],
  ['close an upload that is not open', closeUpload(), all('nothing')],
  [
    'schedule',
    { ...schedule, at: '2026-03-02T13:00:00.000Z' } as CampaignCommand,
    only('CampaignScheduled', 'draft', 'scheduled'),
  ],
  [
    'unschedule',
    { type: 'UnscheduleCampaign' },
    ['nothing', 'CampaignUnscheduled', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused'],
  ],
  [
    'start',
    start(),
    ['CampaignStarted', 'CampaignStarted', 'nothing', 'refused', 'refused', 'refused', 'refused', 'refused'],
  ],
  [
    'start at its time',
    start({ scheduled: true }),
    ['nothing', 'CampaignStarted', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
  ],
  [
    'pause',
    pause('another word for the same'),
    ['refused', 'refused', 'CampaignPaused', 'nothing', 'refused', 'refused', 'refused', 'refused'],
  ],
  [
    'pause by the system',
    pauseBySystem(),
    ['nothing', 'nothing', 'CampaignPaused', 'CampaignPaused', 'nothing', 'nothing', 'nothing', 'nothing'],
  ],
  ['resume', resume, ['refused', 'refused', 'nothing', 'CampaignResumed', 'refused', 'refused', 'refused', 'refused']],
  ['resume by the system', resumeBySystem(), all('nothing')],
  [
    'cancel',
    { type: 'CancelCampaign' },
    [
      'CampaignCancelRequested',
      'CampaignCancelRequested',
      'CampaignCancelRequested',
      'CampaignCancelRequested',
      'nothing',
      'nothing',
      'refused',
      'refused',
    ],
  ],
  [
    'finish a cancel',
    { type: 'FinishCancel' },
    ['nothing', 'nothing', 'nothing', 'nothing', 'CampaignCanceled', 'nothing', 'nothing', 'nothing'],
  ],
  [
    'complete',
    complete(),
    ['nothing', 'nothing', 'CampaignCompleted', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing'],
  ],
  [
    'receive a file',
    { type: 'ReceiveFile', file: { fileId: 'file-1', mimeType: 'image/png', bytes: 9, filename: 'a.png' } },
    only('CampaignFileReceived', 'draft', 'scheduled'),
  ],
  [
    'say where its file is',
    {
      ...{ type: 'RecordMediaUpload', fileId: 'file-1', senderId: 'sender-1', mediaId: 'media-1' },
      uploadedAt: '2026-03-02T12:00:00.000Z',
    },
    all('CampaignMediaUploaded'),
  ],
  ['note', { type: 'NoteCampaign', note: 'Ask Ana first.' }, all('CampaignNoted')],
  ['note nothing', { type: 'NoteCampaign', note: null }, all('nothing')],
  ['duplicate', { type: 'RecordDuplicate', copyId: 'copy-1' }, all('CampaignDuplicated')],
  [
    'test',
    { type: 'RequestTestMessage', ref: 'ref-1', person: 'person-1' },
    only('TestMessageRequested', 'draft', 'scheduled'),
  ],
  ['remove a contact', { type: 'AllowRemoval' }, only('nothing', 'draft', 'scheduled', 'paused')],
  ['retry the failed', { type: 'AllowRetryFailed' }, only('nothing', 'completed')],
];

function all(outcome: Outcome): Outcome[] {
  return CAMPAIGN_STATUSES.map(() => outcome);
}

function only(outcome: Outcome, ...statuses: CampaignStatus[]): Outcome[] {
  return CAMPAIGN_STATUSES.map((status) => (statuses.includes(status) ? outcome : 'refused'));
}

const PAIRS = TABLE.flatMap(([name, command, outcomes]) =>
  CAMPAIGN_STATUSES.map((status, index) => ({ name, command, status, outcome: outcomes[index]! })),
);

describe('every command in every status', () => {
  it('is in the table', () => {
    const commands: Record<CampaignCommand['type'], true> = {
      CreateCampaign: true,
      EditCampaign: true,
      ReceiveFile: true,
      RecordMediaUpload: true,
      OpenUpload: true,
      AbandonUpload: true,
      CloseUpload: true,
      ScheduleCampaign: true,
      UnscheduleCampaign: true,
      StartCampaign: true,
      PauseCampaign: true,
      ResumeCampaign: true,
      CancelCampaign: true,
      FinishCancel: true,
      CompleteCampaign: true,
      NoteCampaign: true,
      RecordDuplicate: true,
      RequestTestMessage: true,
      AllowRemoval: true,
      AllowRetryFailed: true,
    };
    expect([...new Set(TABLE.map(([, { type }]) => type))].sort()).toEqual(Object.keys(commands).sort());
  });

  it.each(PAIRS)('$name when $status: $outcome', ({ command, status, outcome }) => {
    const history = campaignAfter(...IN_STATUS[status]);
    const when = given(campaignDecider, history).when(command);
    if (outcome === 'refused') {
      when.thenRefused('wrong_status', { currentStatus: status, allowed: allowedActions(status) });
    } else if (outcome === 'nothing') {
      when.thenNothing();
    } else {
      when.thenTypes(outcome);
      given(campaignDecider, when.happens()).when(command).thenNothing();
    }
  });

  it.each(CAMPAIGN_STATUSES)('%s is reached by its own commands', (status) => {
    expect(fold(campaignDecider, campaignAfter(...IN_STATUS[status])).status).toBe(status);
  });

  it.each(TABLE.filter(([, { type }]) => type !== 'CreateCampaign'))(
    '%s: not found without a campaign',
    (_, command) => {
      given(campaignDecider).when(command).thenRefused('not_found');
    },
  );

  it('leaves settings as they are for what is fixed while paused', () => {
    const history = campaignAfter(...IN_STATUS.paused);
    const both = { pace: { messagesPerSecond: 5 }, timeZone: 'Europe/Madrid' };
    given(campaignDecider, history).when({ type: 'EditCampaign', settings: both }).thenRefused('wrong_status');
    const retryPolicy = { ...SETTINGS.retryPolicy, maxAttempts: 2 };
    given(campaignDecider, history)
      .when({ type: 'EditCampaign', settings: { retryPolicy } })
      .thenTypes('CampaignEdited');
  });
});
