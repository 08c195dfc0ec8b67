export { type Person, type PersonCommand, personAggregate, personDecider } from './person.decider';
export type * from './person.events';
