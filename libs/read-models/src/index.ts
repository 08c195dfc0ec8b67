export type { Poison } from './batch';
export { add, type Amounts, type Change, patch, put, remove } from './change';
export * from './port';
export { tells, withTallies } from './tally';
export { actorName, projection, type Handlers } from './projection';
export { ViewProgress } from './progress';
export { type ProjectorEnd, type ProjectorLimits, type ProjectorOptions, runProjector } from './projector';
export * from './view';
