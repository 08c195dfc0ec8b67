import type { CampaignStatus } from '../campaign';
import type { ContactState } from './contact-state';
import type { ContentType, ConversationType } from './message-words';
import type { RecordResult, ReportStatus } from './reported';

/** A word and the sentence that explains it. */
export type Explained = { readonly label: string; readonly description: string };

/** Every machine value that people see, in one language. */
export interface Catalogue {
  readonly contactState: Readonly<Record<ContactState, Explained>>;
  /** Of a contact whose outcome nobody knows, whatever its state. */
  readonly needsAttention: Explained;
  readonly campaignStatus: Readonly<Record<CampaignStatus, Explained>>;
  readonly reportStatus: Readonly<Record<ReportStatus, Explained>>;
  readonly recordResult: Readonly<Record<RecordResult, Explained>>;
  readonly conversationType: Readonly<Record<ConversationType, string>>;
  readonly contentType: Readonly<Record<ContentType, string>>;
  readonly yes: string;
  readonly no: string;
  /** What no report can tell, whoever the provider. */
  readonly notTracked: string;
}
