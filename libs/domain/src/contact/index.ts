export { contactAggregate, type ContactCommand, contactDecider } from './contact.decider';
export { isWaiting, waits } from './contact.moves';
export type { RecordReply } from './contact.replies';
export { uploadedContact } from './contact.rows';
export { errorOf, failureCodeOf, milestonesOf } from './contact.events';
export type * from './contact.events';
export { noContact, personOf, senderOfAttempt, type Contact, type KnownContact } from './contact.state';
