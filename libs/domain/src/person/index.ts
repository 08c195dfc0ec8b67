export { type Person, type PersonCommand, personDecider } from './person.decider';
export type * from './person.events';
