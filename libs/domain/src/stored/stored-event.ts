import type { CampaignEvent } from '../campaign';
import type { ContactEvent } from '../contact';
import type {
  CommandAnswered,
  MessageAttributed,
  MessageEdited,
  MessageReceived,
  MessageRevoked,
  MessagesRegrouped,
  UnmatchedDropped,
  UnmatchedMatched,
  UnmatchedReceived,
} from '../conversation';
import type { ExportEvent } from '../export';
import type { KeyEvent } from '../key';
import type { LogEvent } from '../log';
import type { LoginLinkEvent } from '../login';
import type { NumberEvent } from '../number';
import type { PersonEvent } from '../person';
import type { SearchEvent, SearchNameEvent } from '../search';
import type { SenderEvent } from '../sender';
import type { SubaccountEvent } from '../subaccount';
import type { SuppressionEvent } from '../suppression';
import type { TemplateEvent } from '../template';
import type { RowRejected, UploadEvent } from '../upload';

/** Every event that is ever written to the log. */
export type StoredEvent =
  | CampaignEvent
  | ContactEvent
  | SenderEvent
  | NumberEvent
  | TemplateEvent
  | SubaccountEvent
  | SuppressionEvent
  | PersonEvent
  | UploadEvent
  | RowRejected
  | KeyEvent
  | LoginLinkEvent
  | SearchEvent
  | SearchNameEvent
  | ExportEvent
  | MessageReceived
  | MessageEdited
  | MessageRevoked
  | MessageAttributed
  | MessagesRegrouped
  | UnmatchedReceived
  | UnmatchedMatched
  | UnmatchedDropped
  | CommandAnswered
  | LogEvent;

export type StoredType = StoredEvent['type'];

export type DataOf<Type extends StoredType> = Extract<StoredEvent, { readonly type: Type }>['data'];
