export type { Poison } from './batch';
export { joinViewReaders } from './join-readers';
export * from './port';
export { ViewProgress } from './progress';
export { type ProjectorEnd, type ProjectorLimits, type ProjectorOptions, runProjector } from './projector';
