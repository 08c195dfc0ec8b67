import { TestContacts } from '../sending/test-contacts';
import { AudienceCheck } from './audience-check';
import { AudienceSuppressions } from './audience-suppressions';
import { CancelCampaignHandler } from './cancel-campaign';
import { CampaignWatch } from './campaign-watch';
import { CampaignCopier } from './copy-campaign';
import { CreateCampaignHandler } from './create-campaign';
import { DuplicateCampaignHandler } from './duplicate-campaign';
import { EditCampaignHandler } from './edit-campaign';
import { GetCampaignHandler } from './get-campaign';
import { GetSeriesHandler } from './get-series';
import { GetTimelineHandler } from './get-timeline';
import { ListCampaignsHandler } from './list-campaigns';
import { NoteCampaignHandler } from './note-campaign';
import { PauseCampaignHandler } from './pause-campaign';
import { Preflight } from './preflight';
import { PreflightCampaignHandler } from './preflight-campaign';
import { MayReceiveFileHandler, ReceiveCampaignFileHandler } from './receive-campaign-file';
import { ResumeCampaignHandler } from './resume-campaign';
import { RetryFailedCampaignHandler } from './retry-failed-campaign';
import { ScheduleCampaignHandler } from './schedule-campaign';
import { SendTestMessageHandler } from './send-test-message';
import { StartCampaignHandler } from './start-campaign';
import { UnscheduleCampaignHandler } from './unschedule-campaign';

export { campaignBody, type CampaignBody, campaignDetails, type CampaignDetails } from './campaign.body';
export { CampaignWatch, type Looked } from './campaign-watch';
export { CancelCampaign } from './cancel-campaign';
export { CreateCampaign, CreateCampaignBody } from './create-campaign';
export { DuplicateCampaign, DuplicateCampaignBody } from './duplicate-campaign';
export { EditCampaign, EditCampaignBody } from './edit-campaign';
export { GetCampaign } from './get-campaign';
export { GetSeries, SeriesQuery } from './get-series';
export { GetTimeline } from './get-timeline';
export { ListCampaigns, ListCampaignsHandler, ListCampaignsQuery } from './list-campaigns';
export { NoteCampaign, NoteCampaignBody } from './note-campaign';
export { PauseCampaign, PauseCampaignBody } from './pause-campaign';
export { PreflightCampaign, PreflightQuery } from './preflight-campaign';
export { MayReceiveFile, ReceiveCampaignFile } from './receive-campaign-file';
export { ResumeCampaign } from './resume-campaign';
export { RetryFailedCampaign, RetryFailedBody } from './retry-failed-campaign';
export { ScheduleCampaign, ScheduleCampaignBody } from './schedule-campaign';
export { SendTestMessage, TestMessageBody } from './send-test-message';
export { StartCampaign, StartCampaignBody } from './start-campaign';
export { UnscheduleCampaign } from './unschedule-campaign';

/** What is told and asked of campaigns, and what its handlers are given. */
export const campaignUseCases = [
  CancelCampaignHandler,
  CreateCampaignHandler,
  DuplicateCampaignHandler,
  EditCampaignHandler,
  NoteCampaignHandler,
  PauseCampaignHandler,
  MayReceiveFileHandler,
  ReceiveCampaignFileHandler,
  ResumeCampaignHandler,
  RetryFailedCampaignHandler,
  ScheduleCampaignHandler,
  SendTestMessageHandler,
  StartCampaignHandler,
  UnscheduleCampaignHandler,
  GetCampaignHandler,
  GetSeriesHandler,
  GetTimelineHandler,
  ListCampaignsHandler,
  PreflightCampaignHandler,
  AudienceCheck,
  AudienceSuppressions,
  CampaignCopier,
  CampaignWatch,
  Preflight,
  TestContacts,
] as const;
