/** Every use case, for the module that puts the engine together. */
import { CancelCampaignHandler } from './campaigns/cancel-campaign';
import { CreateCampaignHandler } from './campaigns/create-campaign';
import { DuplicateCampaignHandler } from './campaigns/duplicate-campaign';
import { EditCampaignHandler } from './campaigns/edit-campaign';
import { PauseCampaignHandler } from './campaigns/pause-campaign';
import { ResumeCampaignHandler } from './campaigns/resume-campaign';
import { RetryFailedCampaignHandler } from './campaigns/retry-failed-campaign';
import { ScheduleCampaignHandler } from './campaigns/schedule-campaign';
import { SendTestMessageHandler } from './campaigns/send-test-message';
import { StartCampaignHandler } from './campaigns/start-campaign';
import { UnscheduleCampaignHandler } from './campaigns/unschedule-campaign';
import { AssumeOutcomeHandler } from './contacts/assume-outcome';
import { RemoveContactHandler } from './contacts/remove-contact';
import { CreateKeyHandler } from './keys/create-key';
import { RevokeKeyHandler } from './keys/revoke-key';
import { EditSenderHandler } from './senders/edit-sender';
import { PauseSenderHandler } from './senders/pause-sender';
import { RegisterSenderHandler } from './senders/register-sender';
import { ResumeSenderHandler } from './senders/resume-sender';
import { CreateSubaccountHandler } from './subaccounts/create-subaccount';
import { LiftSuppressionHandler } from './suppressions/lift-suppression';
import { SuppressPersonHandler } from './suppressions/suppress-person';
import { RegisterTemplateHandler } from './templates/register-template';
import { SyncTemplatesHandler } from './templates/sync-templates';
import { UploadContactsHandler } from './uploads/upload-contacts';
import { VerifyHandler } from './verification/verify';
import { GetCampaignHandler } from './campaigns/get-campaign';
import { GetTimelineHandler } from './campaigns/get-timeline';
import { ListCampaignsHandler } from './campaigns/list-campaigns';
import { PreflightCampaignHandler } from './campaigns/preflight-campaign';
import { GetContactHistoryHandler } from './contacts/get-contact-history';
import { GetContactHandler } from './contacts/get-contact';
import { ListContactsHandler } from './contacts/list-contacts';
import { ListEventsHandler } from './events/list-events';
import { ReadStreamHandler } from './events/read-stream';
import { ListKeysHandler } from './keys/list-keys';
import { DetailedReportHandler } from './reports/detailed-report';
import { RecordsReportHandler } from './reports/records-report';
import { StreamDetailedReportHandler } from './reports/stream-detailed-report';
import { StreamRecordsReportHandler } from './reports/stream-records-report';
import { GetSenderHandler } from './senders/get-sender';
import { ListSendersHandler } from './senders/list-senders';
import { ListSubaccountsHandler } from './subaccounts/list-subaccounts';
import { ListSuppressionsHandler } from './suppressions/list-suppressions';
import { GetTemplateHandler } from './templates/get-template';
import { ListTemplatesHandler } from './templates/list-templates';
import { GetUploadHandler } from './uploads/get-upload';
import { MayUploadHandler } from './uploads/may-upload';
import { ListVerdictsHandler } from './uploads/list-verdicts';
import { StreamVerdictsHandler } from './uploads/stream-verdicts';
import { GetVerificationHandler } from './verification/get-verification';
import { AudienceCheck } from './campaigns/audience-check';
import { AudienceSuppressions } from './campaigns/audience-suppressions';
import { CampaignCopier } from './campaigns/copy-campaign';
import { Preflight } from './campaigns/preflight';
import { ContactSearch } from './contacts/contact-search';
import { MtRows } from './reports/mt-rows';
import { ReportFilters } from './reports/report-filters';
import { NumberClaims } from './senders/number-claims';
import { TestContacts } from './sending/test-contacts';
import { SenderSecrets } from './senders/sender-secrets';
import { CopiedContacts } from './uploads/copied-contacts';
import { VerdictRows } from './uploads/verdict-rows';
import { CommandRunner } from './use-case/command-runner';
import { VerificationJobs } from './verification/verification-jobs';

export const commandHandlers = [
  CancelCampaignHandler,
  CreateCampaignHandler,
  DuplicateCampaignHandler,
  EditCampaignHandler,
  PauseCampaignHandler,
  ResumeCampaignHandler,
  RetryFailedCampaignHandler,
  ScheduleCampaignHandler,
  SendTestMessageHandler,
  StartCampaignHandler,
  UnscheduleCampaignHandler,
  AssumeOutcomeHandler,
  RemoveContactHandler,
  CreateKeyHandler,
  RevokeKeyHandler,
  EditSenderHandler,
  PauseSenderHandler,
  RegisterSenderHandler,
  ResumeSenderHandler,
  CreateSubaccountHandler,
  LiftSuppressionHandler,
  SuppressPersonHandler,
  RegisterTemplateHandler,
  SyncTemplatesHandler,
  UploadContactsHandler,
  VerifyHandler,
] as const;

export const queryHandlers = [
  GetCampaignHandler,
  GetTimelineHandler,
  ListCampaignsHandler,
  PreflightCampaignHandler,
  GetContactHistoryHandler,
  GetContactHandler,
  ListContactsHandler,
  ListEventsHandler,
  ReadStreamHandler,
  ListKeysHandler,
  DetailedReportHandler,
  RecordsReportHandler,
  StreamDetailedReportHandler,
  StreamRecordsReportHandler,
  GetSenderHandler,
  ListSendersHandler,
  ListSubaccountsHandler,
  ListSuppressionsHandler,
  GetTemplateHandler,
  ListTemplatesHandler,
  GetUploadHandler,
  ListVerdictsHandler,
  MayUploadHandler,
  StreamVerdictsHandler,
  GetVerificationHandler,
] as const;

/** What handlers are given besides the adapters behind the tokens, `Identities` and `KeyRing`. */
export const handlerParts = [
  CommandRunner,
  NumberClaims,
  SenderSecrets,
  TestContacts,
  Preflight,
  AudienceCheck,
  AudienceSuppressions,
  CampaignCopier,
  CopiedContacts,
  VerdictRows,
  ContactSearch,
  ReportFilters,
  MtRows,
  VerificationJobs,
] as const;
