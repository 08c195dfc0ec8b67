import type { CampaignEvent, CampaignSettings } from '../../campaign';
import { because, namesOf, type Sentences, writingIn } from '../sentences';
import { AUTHOR, reasonsOf } from './author';

const { counted, instant, number } = writingIn('en');

const FIELDS: Readonly<Record<'name' | keyof CampaignSettings, string>> = {
  name: 'name',
  senderIds: 'number',
  content: 'message',
  pace: 'pace',
  timeZone: 'time zone',
  retryPolicy: 'retries',
  reportingHorizonSeconds: 'wait for delivery',
  unknownOutcome: 'unknown outcomes',
  whenTierIsFull: 'what happens at the limit of people',
  whenWarmUpIsFull: 'what happens at the limit of a warm-up',
  whenSenderStops: 'what happens when a number stops',
  sendWindow: 'send window',
  guardRails: 'when it stops by itself',
};

function withFallback(content: string, template: string | null): string {
  return template === null ? content : `${content}, outside a session ${template}`;
}

export const campaignSentences: Sentences<CampaignEvent['type']> = {
  CampaignCreated: ({ number, sourceCampaignId }) =>
    `Campaign ${number} was created${sourceCampaignId === undefined ? '' : ' from another campaign'}.`,
  CampaignEdited: ({ settings, ...named }) => `The campaign was edited: ${namesOf({ ...named, ...settings }, FIELDS)}.`,
  CampaignFileReceived: ({ filename }) => `The file ${filename} came, to be sent.`,
  CampaignMediaUploaded: () => 'The file was left with the platform, by one of its numbers.',
  UploadOpened: ({ source }) => {
    const what = {
      csv: 'A contact file',
      xlsx: 'A workbook of contacts',
      json: 'A list of contacts',
      campaign: 'The contacts of another campaign',
    };
    return `${what[source]} began to be read.`;
  },
  UploadClosed: ({ rows, contacts, again = 0, invalid, suppressed, duplicates, error }) => {
    const read = `${counted(rows, 'row')} gave ${counted(contacts, 'contact')} (${number(invalid)} invalid, ${number(suppressed)} suppressed)`;
    const known = again === 0 ? '' : `, ${number(again)} uploaded again`;
    const left = `${known} and ${counted(duplicates, 'duplicate')}`;
    return `The upload ended: ${read}${left}${error === undefined ? '' : `; the rest could not be read (${error.code})`}.`;
  },
  CampaignScheduled: ({ localTime, timeZone, at }) =>
    `The campaign was scheduled for ${localTime.replace('T', ' ')} in ${timeZone} (${instant(at)}).`,
  CampaignUnscheduled: () => 'The campaign was taken off the schedule and is a draft again.',
  CampaignStarted: ({ settings, template, canary }) => {
    const first = canary ? `, to ${counted(canary.contacts, 'contact')} before all others` : '';
    const named = template && `the template ${template.name} (${template.language})`;
    const sent = settings.content.type === 'template' ? named : withFallback('free-form content', named);
    return `Sending started, with ${sent}${first}.`;
  },
  CampaignPaused: ({ by: who, reason, remedy }) =>
    `The campaign was paused by ${AUTHOR[who]}${because(reason)}.${remedy === null ? '' : ` ${remedy}`}`,
  CampaignResumed: ({ by: who, reasons }) =>
    reasons.length === 0
      ? `Sending was resumed by ${AUTHOR[who]}.`
      : `A reason of the pause was removed by ${AUTHOR[who]}; still paused for ${reasonsOf(reasons)}.`,
  CampaignCancelRequested: () => 'The campaign was ended by an administrator; contacts not sent to are being canceled.',
  CampaignCanceled: () => 'The cancellation is complete.',
  CampaignCompleted: ({ settled, failures }) =>
    `The campaign completed: ${counted(settled, 'contact')} settled, ${counted(failures, 'failure')} among them.`,
  CampaignFailed: ({ reason, remedy }) => `The campaign failed: ${reason}. ${remedy}`,
  CampaignNoted: ({ note }) => (note === null ? 'The note was taken away.' : `The note is now: ${note}`),
  CampaignDuplicated: () => 'The campaign was duplicated.',
  TestMessageRequested: ({ n }) => `Test message ${n} was asked for.`,
};
