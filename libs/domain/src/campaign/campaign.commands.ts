import type {
  CampaignFile,
  CampaignMediaUploaded,
  CampaignSettings,
  Canary,
  FrozenTemplate,
  UploadOpened,
} from './campaign.events';
import type { Problem } from '../refusal';

export type CampaignCommand =
  | {
      readonly type: 'CreateCampaign';
      readonly subaccountId: string;
      readonly number: number;
      readonly name: string;
      readonly settings: CampaignSettings;
      readonly sourceCampaignId?: string;
      readonly file?: CampaignFile;
    }
  /** Of a file whose bytes are in the vault. */
  | { readonly type: 'ReceiveFile'; readonly file: CampaignFile }
  /** In every status: it says what the platform did. */
  | ({ readonly type: 'RecordMediaUpload' } & CampaignMediaUploaded['data'])
  | { readonly type: 'EditCampaign'; readonly name?: string; readonly settings: Partial<CampaignSettings> }
  | { readonly type: 'OpenUpload'; readonly uploadId: string; readonly source: UploadOpened['data']['source'] }
  /** Of a file whose upload was never opened: the command that brought it broke off. It cannot be opened any more. */
  | {
      readonly type: 'AbandonUpload';
      readonly uploadId: string;
      readonly source: UploadOpened['data']['source'];
      readonly error: { readonly code: string; readonly message: string };
    }
  | {
      readonly type: 'CloseUpload';
      readonly uploadId: string;
      readonly rows: number;
      readonly contacts: number;
      readonly again?: number;
      readonly invalid: number;
      readonly suppressed: number;
      readonly duplicates: number;
      readonly error?: { readonly code: string; readonly message: string };
    }
  | {
      readonly type: 'ScheduleCampaign';
      readonly at: string;
      readonly localTime: string;
      readonly timeZone: string;
      readonly now: string;
    }
  /** In every status. */
  | { readonly type: 'NoteCampaign'; readonly note: string | null }
  | { readonly type: 'UnscheduleCampaign' }
  /** `problems` is what pre-flight found; a start with any is refused. */
  | {
      readonly type: 'StartCampaign';
      readonly now: string;
      readonly user: string;
      readonly template: FrozenTemplate | null;
      readonly problems: readonly Problem[];
      /** Of its numbers, in their order; of one they say nothing. */
      readonly weights?: readonly number[] | undefined;
      readonly canary?: Canary | undefined;
      /** A start of the schedule: it never waits for a person, so what pre-flight refuses fails the campaign. */
      readonly scheduled: boolean;
    }
  | {
      readonly type: 'PauseCampaign';
      readonly by: 'admin' | 'system';
      readonly reason: string;
      readonly remedy: string | null;
      /** After so many resumes what it is about was done; one that has come since knows better. Undefined: it is about now. */
      readonly afterResumes?: number;
    }
  /** An admin takes away every reason; the system only its own. */
  | { readonly type: 'ResumeCampaign'; readonly by: 'admin' }
  | { readonly type: 'ResumeCampaign'; readonly by: 'system'; readonly reason: string }
  | { readonly type: 'CancelCampaign' }
  | { readonly type: 'FinishCancel' }
  /** What the counters say; the decider concludes. */
  | {
      readonly type: 'CompleteCampaign';
      readonly settled: number;
      readonly accepted: number;
      readonly failures: number;
      readonly needsAttention: number;
    }
  | { readonly type: 'RecordDuplicate'; readonly copyId: string }
  | {
      readonly type: 'RequestTestMessage';
      readonly ref: string;
      readonly person: string;
      readonly correlationId?: string | undefined;
    }
  /** Asks whether contacts may be removed now; adds nothing. */
  | { readonly type: 'AllowRemoval' }
  | { readonly type: 'AllowRetryFailed' };
