export type { Decider, DomainEvent } from './decider';
export { execute, type Executed, type ExecuteOptions, IdempotencyMismatch } from './execute';
export { loadStream } from './load-stream';
export { type FollowerStatus, LogFollower, type LogListener } from './log-follower';
export * from './port';
export { type EventSearch, type EventWhere, type Search, type SearchAnswer, searchLog } from './search';
export { serialise, type SerialisedEvent } from './serialise';
export { type Loaded, StateCache } from './state-cache';
