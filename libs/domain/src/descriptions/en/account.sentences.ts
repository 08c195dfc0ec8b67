import type { StoredType } from '../../stored/stored-event';
import type { CampaignEvent } from '../../campaign';
import type { ContactEvent } from '../../contact';
import type { SkipCause } from '../../search';
import type { ForeignName, StandingWord } from '../../sender';
import { because, type Sentences, writingIn } from '../sentences';
import { AUTHOR, reasonsOf } from './author';

const { counted, instant, number } = writingIn('en');

const source = {
  platform: 'the platform',
  api: 'an administrator',
  word: 'the person in words',
  button: 'the person by a button',
} as const;
const messages = { all: 'any message', marketing: 'marketing messages' } as const;

const EXPIRED = {
  age: 'it was kept for as long as files are',
  erasure: 'a person was erased who may be in it',
  asked: 'it was discarded',
  missing: 'it was not where it was kept',
} as const;

const SKIPPED: Readonly<Record<SkipCause, string>> = {
  key_revoked: 'the key that saved it was revoked',
  not_permitted: 'the key that saved it may not export it any more',
  filters_gone: 'what it is filtered by is not there any more',
  filters_erased: 'whom it is filtered by was erased',
};

const STANDING: Readonly<Record<StandingWord, string>> = {
  reinstated: 'given back',
  scheduled_for_disable: 'to be disabled',
  disabled: 'disabled',
  restricted: 'restricted',
  utility_restricted: 'not to send utility templates',
  violated: 'in violation of a policy',
  reconnected: 'connected again',
  offboarded: 'disconnected',
  deleted: 'deleted',
};

function foreign({ phoneNumberId, businessAccountId }: ForeignName): string {
  const number = phoneNumberId === null ? 'a number' : `the number ${phoneNumberId}`;
  return businessAccountId === null ? number : `${number} of the business account ${businessAccountId}`;
}

/** `monday` → `Monday`. */
function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

/** Senders, templates, suppressions, uploads, keys, exports, tenants, and what people send us. */
export const accountSentences: Sentences<Exclude<StoredType, CampaignEvent['type'] | ContactEvent['type']>> = {
  SenderRegistered: ({ name, provider }) => `The sender ${name} was registered at ${provider}.`,
  SenderConnected: ({ quality, tier, throughput }) =>
    `The sender is connected: quality ${quality}, ${tier === null ? 'no limit of' : `up to ${number(tier)}`} people in 24 hours, ${number(throughput)} messages a second.`,
  SenderEdited: (changes) => `The sender was edited: ${Object.keys(changes).join(', ')}.`,
  SenderPaused: ({ by: who, reason, remedy }) =>
    `The sender was paused by ${AUTHOR[who]}${because(reason)}.${remedy === null ? '' : ` ${remedy}`}`,
  SenderResumed: ({ by: who, removed = [], reasons = [] }) => {
    const gone = removed.length === 0 ? '' : ` (${reasonsOf(removed)})`;
    if (reasons.length === 0) return `The sender was resumed by ${AUTHOR[who]}${gone}.`;
    const rest = reasonsOf(reasons);
    return `A pause of the sender was lifted by ${AUTHOR[who]}${gone}; it stays paused: ${rest}.`;
  },
  SenderStandingHeard: ({ word }) => `The platform says that the account of the sender is ${STANDING[word]}.`,
  SenderQualityChanged: ({ quality }) => `The quality of the sender is ${quality} now.`,
  SenderTierChanged: ({ tier }) =>
    `The sender may write to ${tier === null ? 'any number of' : `up to ${number(tier)}`} people in 24 hours now.`,
  WarmUpPlanned: ({ limits }) =>
    `A warm-up was planned: ${counted(limits.length, 'day')}, from ${number(limits[0] ?? 0)} to ${number(limits.at(-1) ?? 0)} people a day.`,
  WarmUpEnded: () => 'The warm-up was ended.',
  SenderThroughputChanged: ({ throughput }) => `The sender may send ${number(throughput)} messages a second now.`,
  ForeignCallbacksReceived: (name) =>
    `Callbacks of ${foreign(name)} arrive at the address of the sender, and no sender of its app is registered with it.`,
  ForeignCallbacksExplained: (name) => `Callbacks of ${foreign(name)} have found their sender.`,

  NumberClaimed: () => 'The number was taken for a sender.',
  NumberReleased: () => 'The number is free again.',

  TemplateRegistered: ({ name, language, status }) => `The template ${name} (${language}) was registered as ${status}.`,
  TemplateStatusChanged: ({ status, reason }) =>
    `The template is ${status} now${reason === null ? '' : ` (${reason})`}.`,
  TemplateCategoryChanged: ({ category }) => `The template is in the category ${category} now.`,
  TemplateTtlChanged: ({ messageSendTtlSeconds }) =>
    messageSendTtlSeconds === null
      ? "The platform's own time to deliver holds for the template now."
      : messageSendTtlSeconds === -1
        ? "A message of the template now has the platform's longest time to be delivered."
        : `A message of the template now has ${messageSendTtlSeconds} seconds to be delivered.`,

  SubaccountCreated: ({ name }) => `The subaccount ${name} was created.`,
  CampaignNumberReserved: ({ number }) => `Number ${number} was reserved for a campaign.`,

  PersonSuppressed: ({ category, source: who }) =>
    `The person is not to get ${messages[category]}, says ${source[who]}.`,
  SuppressionLifted: ({ category, source: who }) =>
    `The person may get ${messages[category]} again, says ${source[who]}.`,

  IdentityLearned: () => 'The person is known under another identity, too.',

  ContactFileReceived: ({ source: from }) => `Contacts were received as ${from}.`,
  RowRejected: ({ row }) =>
    `Row ${row} is the first of the campaign to be rejected with these cells for these reasons.`,
  RowsJudged: ({ from, to }) => (from === to ? `Row ${from} was judged.` : `Rows ${from} to ${to} were judged.`),
  ContactFileRead: ({ rows, error }) =>
    error === null
      ? `The contacts were read to their end: ${counted(rows, 'row')}.`
      : `Reading the contacts ended early after ${counted(rows, 'row')}: ${error.code}.`,

  KeyCreated: ({ name, roles }) => `The key ${name} was created as ${roles.join(', ')}.`,
  KeyRevoked: () => 'The key was revoked.',
  LoginLinkUsed: () => 'Somebody signed in by a link, which was good for this once.',

  SearchSaved: ({ name, report, shared }) =>
    `The search ${name} of the ${report} report was saved${shared ? ' for everybody of the subaccount' : ''}.`,
  SearchEdited: (changes) => `The search was edited: ${Object.keys(changes).join(', ')}.`,
  SearchScheduled: ({ schedule: { every, on, at }, nextAt }) =>
    `The search is exported every ${every}${on === null ? '' : ` on ${capital(on)}`} at ${at} by its clocks, first at ${instant(nextAt)}.`,
  SearchUnscheduled: () => 'The search is not exported by itself any more.',
  SearchExportRequested: ({ dueAt, exportId }) =>
    `The export ${exportId} of the search was asked for, due at ${instant(dueAt)}.`,
  SearchExportSkipped: ({ dueAt, why, filters }) =>
    `No export of the search was asked for at ${instant(dueAt)}: ${SKIPPED[why]}${filters.length === 0 ? '' : ` (${filters.join(', ')})`}.`,
  SearchDeleted: () => 'The search was deleted.',
  SearchNameClaimed: () => 'The name was taken for a search.',
  SearchNameReleased: () => 'The name is free again.',

  ExportRequested: ({ report, format, askedBy }) =>
    `An export of the report ${report} as ${format} was asked for by ${askedBy.name}.`,
  ExportBegun: ({ moment }) => `The export was begun, as of ${instant(moment.at)}.`,
  ExportCompleted: ({ rows, fileName, expiresAt }) =>
    `The export has ${counted(rows, 'row')} in ${fileName}, kept until ${instant(expiresAt)}.`,
  ExportFailed: ({ reason }) => `The export failed: ${reason.replace(/\.?$/, '.')}`,
  ExportCanceled: () => 'The export was canceled.',
  ExportFetched: () => 'The file of the export was fetched.',
  ExportExpired: ({ why }) => `The file of the export is gone: ${EXPIRED[why]}.`,

  MessageReceived: ({ contentType, quotedHash, optOut }) =>
    `A message (${contentType}) was received${quotedHash === null ? '' : ', in answer to one of ours'}${optOut ? '; it wants no more marketing' : ''}.`,
  MessageEdited: () => 'The person changed what it had written.',
  MessageRevoked: () => 'The person took back what it had written.',
  MessageAttributed: ({ by }) => {
    const why = {
      quoted: 'belongs to the contact whose message it quotes',
      button: 'belongs to the contact whose template has the button that was tapped',
      recent: 'belongs to the contact whom the number had written to last',
      none: 'belongs to no campaign',
    };
    return `The message ${why[by]}.`;
  },
  MessagesRegrouped: ({ sessions }) =>
    `A message that came late moved others into ${counted(sessions.length, 'other session')}.`,
  UnmatchedReceived: ({ reason }) => {
    const why = {
      unknown_message: 'it speaks of a message that is not known yet',
      malformed: 'it could not be read',
      foreign_callback: 'its callback data names no message of this sender that is known',
      foreign_number: 'it names a number or an account that no sender of this app is registered with',
    };
    return `A part of a webhook was put aside, because ${why[reason]}.`;
  },
  UnmatchedMatched: () => 'A part of a webhook that was put aside found its contact.',
  UnmatchedDropped: () => 'A part of a webhook that was put aside was dropped: nothing matched it in time.',
  LogRestored: ({ marks }) => {
    const latest = marks
      .map(({ at }) => at)
      .sort()
      .at(-1)!;
    return `The log was put back from a backup: what had been written after this, until ${instant(latest)} at least, is lost.`;
  },
  LogRestoreSettled: ({ paused, unscheduled }) =>
    `Nothing is sent again by itself: ${counted(paused.length, 'campaign')} paused, ${counted(unscheduled.length, 'schedule')} taken back.`,
  CommandAnswered: () => 'A command that had nothing to do was answered, so that a late repeat gets the same answer.',
};
