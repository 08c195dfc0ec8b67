export { describeEventStoreContract, type Features, type Subject } from './event-store.contract';
