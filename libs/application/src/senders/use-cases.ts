import { EditSenderHandler } from './edit-sender';
import { GetSenderHandler } from './get-sender';
import { LastWebhooks } from './last-webhooks';
import { ListSendersHandler } from './list-senders';
import { NumberClaims } from './number-claims';
import { PauseSenderHandler } from './pause-sender';
import { PlanWarmUpHandler } from './plan-warm-up';
import { RegisterSenderHandler } from './register-sender';
import { ResumeSenderHandler } from './resume-sender';
import { SenderSecrets } from './sender-secrets';

export { EditSender, EditSenderBody } from './edit-sender';
export { GetSender } from './get-sender';
export { ListSenders } from './list-senders';
export { PauseSender, PauseSenderBody } from './pause-sender';
export { PlanWarmUp, PlanWarmUpBody } from './plan-warm-up';
export { RegisterSender, RegisterSenderBody } from './register-sender';
export { ResumeSender } from './resume-sender';

/** What is told and asked of business numbers, and what its handlers are given. */
export const senderUseCases = [
  EditSenderHandler,
  PauseSenderHandler,
  PlanWarmUpHandler,
  RegisterSenderHandler,
  ResumeSenderHandler,
  GetSenderHandler,
  ListSendersHandler,
  LastWebhooks,
  NumberClaims,
  SenderSecrets,
] as const;
