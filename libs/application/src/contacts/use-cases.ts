import { AssumeOutcomeHandler } from './assume-outcome';
import { AssumeOutcomesHandler } from './assume-outcomes';
import { ContactSearch } from './contact-search';
import { GetContactHandler } from './get-contact';
import { GetContactHistoryHandler } from './get-contact-history';
import { ListContactsHandler } from './list-contacts';
import { RemoveContactHandler } from './remove-contact';

export { AssumeOutcome, AssumeOutcomeBody } from './assume-outcome';
export { AssumeOutcomes, AssumeOutcomesBody } from './assume-outcomes';
export { GetContact, GetContactHandler } from './get-contact';
export { GetContactHistory } from './get-contact-history';
export { ListContacts, ListContactsQuery } from './list-contacts';
export { RemoveContact } from './remove-contact';

/** What is told and asked of contacts of a campaign, and what its handlers are given. */
export const contactUseCases = [
  AssumeOutcomeHandler,
  AssumeOutcomesHandler,
  RemoveContactHandler,
  GetContactHistoryHandler,
  GetContactHandler,
  ListContactsHandler,
  ContactSearch,
] as const;
