export type * from './contact.commands';
export { contactDecider, isWaiting } from './contact.decider';
export { milestonesOf } from './contact.events';
export type * from './contact.events';
export { noContact, type Contact, type KnownContact } from './contact.state';
