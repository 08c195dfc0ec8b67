import { campaignUseCases } from './campaigns/use-cases';
import { contactUseCases } from './contacts/use-cases';
import { conversationUseCases } from './conversations/use-cases';
import { eventUseCases } from './events/use-cases';
import { exportUseCases } from './exports/use-cases';
import { keyUseCases } from './keys/use-cases';
import { reportUseCases } from './reports/use-cases';
import { searchUseCases } from './searches/use-cases';
import { senderUseCases } from './senders/use-cases';
import { subaccountUseCases } from './subaccounts/use-cases';
import { suppressionUseCases } from './suppressions/use-cases';
import { templateUseCases } from './templates/use-cases';
import { uploadUseCases } from './uploads/use-cases';
import { verificationUseCases } from './verification/use-cases';
import { CommandRunner } from './use-case/command-runner';

/** Every handler with what it is given, besides the adapters behind the tokens, `Identities` and `KeyRing`. */
export const useCases = [
  CommandRunner,
  ...campaignUseCases,
  ...contactUseCases,
  ...uploadUseCases,
  ...senderUseCases,
  ...templateUseCases,
  ...keyUseCases,
  ...subaccountUseCases,
  ...suppressionUseCases,
  ...conversationUseCases,
  ...reportUseCases,
  ...searchUseCases,
  ...exportUseCases,
  ...eventUseCases,
  ...verificationUseCases,
] as const;
