import type { ContactEvent } from '../contact';
import type { StoredType } from './stored-event';
import { type Registration, type Registry, versionsOf } from './versions';

const FIRST = { version: 1 } as const;

const contactEvents = {
  ContactUploaded: FIRST,
  InvalidRecordUploaded: FIRST,
  ContactRemoved: FIRST,
  SendAttempted: FIRST,
  SendWithdrawn: FIRST,
  TemplateSent: FIRST,
  SessionMessageSent: FIRST,
  RetryScheduled: FIRST,
  SentConfirmed: FIRST,
  Delivered: FIRST,
  Read: FIRST,
  SendErrored: FIRST,
  SendingFailed: FIRST,
  DeliveryFailed: FIRST,
  Expired: FIRST,
  SendOutcomeUnknown: FIRST,
  OutcomeAssumed: FIRST,
  LateFailureRecorded: FIRST,
  CanceledByAdmin: FIRST,
  Replied: FIRST,
} as const satisfies Readonly<Record<ContactEvent['type'], Registration>>;

/**
 * Every stored event type: its name in the log, which never changes, and the version that is written today. To change a
 * payload: raise the version, add the upcaster from the version before, keep its golden file and add one of the new version.
 */
export const storedEvents = {
  CampaignCreated: FIRST,
  CampaignEdited: FIRST,
  CampaignFileReceived: FIRST,
  CampaignMediaUploaded: FIRST,
  UploadOpened: FIRST,
  UploadClosed: FIRST,
  CampaignScheduled: FIRST,
  CampaignUnscheduled: FIRST,
  CampaignStarted: FIRST,
  CampaignPaused: FIRST,
  CampaignResumed: FIRST,
  CampaignCancelRequested: FIRST,
  CampaignCanceled: FIRST,
  CampaignCompleted: FIRST,
  CampaignFailed: FIRST,
  CampaignNoted: FIRST,
  CampaignDuplicated: FIRST,
  TestMessageRequested: FIRST,

  ...contactEvents,

  SenderRegistered: FIRST,
  SenderConnected: FIRST,
  SenderEdited: FIRST,
  SenderPaused: FIRST,
  SenderResumed: FIRST,
  SenderStandingHeard: FIRST,
  SenderQualityChanged: FIRST,
  SenderTierChanged: FIRST,
  SenderThroughputChanged: FIRST,
  WarmUpPlanned: FIRST,
  WarmUpEnded: FIRST,
  ForeignCallbacksReceived: FIRST,
  ForeignCallbacksExplained: FIRST,

  NumberClaimed: FIRST,
  NumberReleased: FIRST,

  TemplateRegistered: FIRST,
  TemplateStatusChanged: FIRST,
  TemplateCategoryChanged: FIRST,
  TemplateTtlChanged: FIRST,

  SubaccountCreated: FIRST,
  CampaignNumberReserved: FIRST,

  PersonSuppressed: FIRST,
  SuppressionLifted: FIRST,

  IdentityLearned: FIRST,

  ContactFileReceived: FIRST,
  RowRejected: FIRST,
  RowsJudged: FIRST,
  ContactFileRead: FIRST,

  KeyCreated: FIRST,
  KeyRevoked: FIRST,
  LoginLinkUsed: FIRST,

  SearchSaved: FIRST,
  SearchEdited: FIRST,
  SearchScheduled: FIRST,
  SearchUnscheduled: FIRST,
  SearchExportRequested: FIRST,
  SearchExportSkipped: FIRST,
  SearchDeleted: FIRST,
  SearchNameClaimed: FIRST,
  SearchNameReleased: FIRST,
  ExportRequested: FIRST,
  ExportBegun: FIRST,
  ExportCompleted: FIRST,
  ExportFailed: FIRST,
  ExportCanceled: FIRST,
  ExportFetched: FIRST,
  ExportExpired: FIRST,

  MessageReceived: FIRST,
  MessageEdited: FIRST,
  MessageRevoked: FIRST,
  MessageAttributed: FIRST,
  MessagesRegrouped: FIRST,
  UnmatchedReceived: FIRST,
  UnmatchedMatched: FIRST,
  UnmatchedDropped: FIRST,

  CommandAnswered: FIRST,

  LogRestored: FIRST,
  LogRestoreSettled: FIRST,
} as const satisfies Registry & Record<StoredType, unknown>;

/** What the door of the log is given. */
export const storedVersions = versionsOf(storedEvents);

export const STORED_TYPES = Object.keys(storedEvents) as readonly StoredType[];

export const CONTACT_EVENT_TYPES = Object.keys(contactEvents) as readonly ContactEvent['type'][];
