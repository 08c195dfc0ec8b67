export type { AppendFault, ReadFault } from './faults';
export { EventStoreDBDouble } from './server';
