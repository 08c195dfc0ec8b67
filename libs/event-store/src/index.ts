export { appendItems } from './append-items';
export { appendSurely } from './append-surely';
export {
  commonPart,
  type CommonPart,
  copyLog,
  eventText,
  type LogCopy,
  LogsDiffer,
  NOTHING_IN_COMMON,
  type ReadableLog,
} from './copy-log';
export { type Aggregate, type Decider, type DomainEvent, eventOf } from './decider';
export { type EventVersions, readerBehindDoor, storeBehindDoor, versionOf, WrittenByLaterVersion } from './door';
export { execute, type Executed, type ExecuteOptions, IdempotencyMismatch } from './execute';
export { passing } from './filter';
export { firstEventOf } from './first-event';
export { inOrder } from './in-order';
export { type Lane, laneOf } from './lane';
export { load, loadStream } from './load-stream';
export { type FollowerStatus, LogFollower, type LogListener } from './log-follower';
export { type Actor, causeOf, duty, metadataOf } from './metadata';
export { namedId, uuidV5 } from './named-id';
export { newestFirst, newestOf } from './newest-first';
export * from './port';
export { resubscribe } from './resubscribe';
export { type EventSearch, type EventWhere, type Search, type SearchAnswer, searchLog } from './search';
export { Recent } from './recent';
export { serialise, type SerialisedEvent } from './serialise';
export { type Loaded, StateCache } from './state-cache';
export { Wake } from './wake';
