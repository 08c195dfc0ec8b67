export * from './vault';
export { type ContactEntry, contactEntry, readContactEntry } from './contact-entry';
