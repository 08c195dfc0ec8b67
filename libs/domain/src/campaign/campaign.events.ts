import type { JsonValue } from '../json';
import type { GuardRails } from './guard-rails';
import type { PhoneReading } from './phone-reading';
import type { SendWindow } from './send-window';

export type ParameterSource = { readonly from: string; readonly default?: string } | { readonly value: string };

/** Template variable → where its value comes from. */
export type ParameterMapping = { readonly [variable: string]: ParameterSource };

export type TemplateContent = {
  readonly type: 'template';
  readonly templateId: string;
  readonly parameterMapping: ParameterMapping;
};

/** `parameterMapping` is of the template that stands in where no session is open. */
type Fallback = {
  readonly fallbackTemplateId?: string;
  readonly parameterMapping: ParameterMapping;
};

/** `text` names contact fields as `{{name}}`. */
export type TextContent = { readonly type: 'text'; readonly text: string } & Fallback;

/** A file that the platform fetches from `link`, or that is left with it: the id of one that the campaign was given. */
export type CampaignMedia = { readonly type: 'image' | 'video' | 'audio' | 'document' } & (
  { readonly link: string } | { readonly uploaded: string }
);

/** The caption names contact fields as a text does. */
export type MediaContent = {
  readonly type: 'media';
  readonly media: CampaignMedia;
  readonly caption?: string;
  readonly filename?: string;
} & Fallback;

/** Text and media reach people inside an open session alone. */
export type CampaignContent = TemplateContent | TextContent | MediaContent;

export type RetryPolicy = {
  /** Attempts that count, the first included. */
  readonly maxAttempts: number;
  /** Multiplies every delay of the error catalogue; tests shorten it. */
  readonly scale: number;
  /** Codes tried again after acceptance: the one named exception to *never twice*. Empty by default. */
  readonly retryAfterAcceptance: readonly string[];
};

export type UnknownOutcomePolicy = {
  readonly graceSeconds: number;
  readonly then: 'ask' | 'assume_delivered' | 'assume_not_sent';
};

/** What a campaign is set to do. Frozen into `CampaignStarted`; pace and retry policy may change while Paused. */
export type CampaignSettings = {
  readonly senderIds: readonly string[];
  readonly content: CampaignContent;
  /** Messages per second, below the sender's own limit; null is the sender's. */
  readonly pace: { readonly messagesPerSecond: number } | null;
  readonly timeZone: string | null;
  readonly retryPolicy: RetryPolicy;
  readonly reportingHorizonSeconds: number;
  readonly unknownOutcome: UnknownOutcomePolicy;
  /** Of whom the portfolio has no place for in these 24 hours: they wait for one, or end in error. */
  readonly whenTierIsFull: 'wait' | 'fail';
  /** The same of a number that warms up, and has no more people in its plan. They wait where it does not say. */
  readonly whenWarmUpIsFull?: 'wait' | 'fail';
  /** Of persons whose number is paused, or not connected, in a campaign of several: they wait for it, or are sent to from another. They wait where it does not say. */
  readonly whenSenderStops?: 'wait' | 'move';
  /** Null: at any time. Campaigns of before there were windows have none. */
  readonly sendWindow?: SendWindow | null;
  /** Null: it stops for none. Campaigns of before there were guard rails have none. */
  readonly guardRails?: GuardRails | null;
};

/** The template as it was when the campaign started. */
export type FrozenTemplate = {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameterFormat: 'positional' | 'named';
  /** The provider's own shape, as JSON values. */
  readonly components: readonly { readonly [key: string]: JsonValue }[];
  /** For how long the platform tries to deliver a message of it, as its owner set it; -1 is its longest. Absent where nothing is set. */
  readonly messageSendTtlSeconds?: number;
};

/** A file that a campaign was given to send. Its bytes are in the vault, under its id. */
export type CampaignFile = {
  readonly fileId: string;
  readonly mimeType: string;
  readonly bytes: number;
  readonly filename: string;
};

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type CampaignCreated = Event<
  'CampaignCreated',
  {
    readonly subaccountId: string;
    readonly number: number;
    readonly name: string;
    readonly settings: CampaignSettings;
    readonly sourceCampaignId?: string;
    /** Of a copy: what its original sends. */
    readonly file?: CampaignFile;
  }
>;
export type CampaignEdited = Event<
  'CampaignEdited',
  { readonly name?: string; readonly settings: Partial<CampaignSettings> }
>;
export type CampaignFileReceived = Event<'CampaignFileReceived', CampaignFile>;
/** A file was left with the platform, by a number: `mediaId` is what its messages name it by, for 30 days. */
export type CampaignMediaUploaded = Event<
  'CampaignMediaUploaded',
  { readonly fileId: string; readonly senderId: string; readonly mediaId: string; readonly uploadedAt: string }
>;
export type UploadOpened = Event<
  'UploadOpened',
  {
    readonly uploadId: string;
    readonly source: 'csv' | 'xlsx' | 'json' | 'campaign';
    /** Absent: 1. */
    readonly phoneReading?: PhoneReading;
  }
>;
export type UploadClosed = Event<
  'UploadClosed',
  {
    readonly uploadId: string;
    readonly rows: number;
    /** Contact streams made: rows less duplicates and those uploaded again. */
    readonly contacts: number;
    /** Rows of contacts that were there and had been removed or suppressed: back in the audience, or suppressed still. */
    readonly again?: number;
    readonly invalid: number;
    readonly suppressed: number;
    readonly duplicates: number;
    /** The file could not be read to its end; the rows before stand. */
    readonly error?: { readonly code: string; readonly message: string };
  }
>;
export type CampaignScheduled = Event<
  'CampaignScheduled',
  { readonly at: string; readonly localTime: string; readonly timeZone: string }
>;
export type CampaignUnscheduled = Event<'CampaignUnscheduled', Record<never, never>>;
/** Who is sent to before all others: so many, those of the least keys, which say nothing of who they are. */
export type Canary = {
  readonly contacts: number;
  /** The greatest contactKey among them. */
  readonly upTo: string;
};
export type CampaignStarted = Event<
  'CampaignStarted',
  {
    readonly settings: CampaignSettings;
    /** Null: free-form content without a template that stands in for it. */
    readonly template: FrozenTemplate | null;
    readonly startedAt: string;
    /** Absent: everybody is sent to. */
    readonly canary?: Canary;
    /** Of several numbers, in their order: their shares of the persons. */
    readonly weights?: readonly number[];
    /** Who started or scheduled it: a report's user. */
    readonly user: string;
  }
>;
export type PauseReason = {
  readonly by: 'admin' | 'system';
  readonly reason: string;
  readonly remedy: string | null;
};

/** `reasons` is the whole set afterwards, so that a view need not remember it. */
export type CampaignPaused = Event<'CampaignPaused', PauseReason & { readonly reasons: readonly PauseReason[] }>;
/** `removed` are the reasons it takes away; sending goes on when `reasons`, what is left, is empty. */
export type CampaignResumed = Event<
  'CampaignResumed',
  {
    readonly by: 'admin' | 'system';
    readonly removed: readonly PauseReason[];
    readonly reasons: readonly PauseReason[];
  }
>;
export type CampaignCancelRequested = Event<'CampaignCancelRequested', Record<never, never>>;
export type CampaignCanceled = Event<'CampaignCanceled', Record<never, never>>;
export type CampaignCompleted = Event<'CampaignCompleted', { readonly settled: number; readonly failures: number }>;
export type CampaignFailed = Event<'CampaignFailed', { readonly reason: string; readonly remedy: string }>;
/** What people want each other to know of it; null takes it away. */
export type CampaignNoted = Event<'CampaignNoted', { readonly note: string | null }>;
export type CampaignDuplicated = Event<'CampaignDuplicated', { readonly copyId: string }>;
/** All that its contact is made of, so that a test that was asked for is one whatever happens next. */
export type TestMessageRequested = Event<
  'TestMessageRequested',
  {
    readonly n: number;
    /** Vault ref of phone, name and parameters. */
    readonly ref: string;
    /** The personKey; tests of long ago have none. */
    readonly person?: string;
    readonly correlationId?: string;
  }
>;

export type CampaignEvent =
  | CampaignCreated
  | CampaignEdited
  | CampaignFileReceived
  | CampaignMediaUploaded
  | UploadOpened
  | UploadClosed
  | CampaignScheduled
  | CampaignUnscheduled
  | CampaignStarted
  | CampaignPaused
  | CampaignResumed
  | CampaignCancelRequested
  | CampaignCanceled
  | CampaignCompleted
  | CampaignFailed
  | CampaignNoted
  | CampaignDuplicated
  | TestMessageRequested;
