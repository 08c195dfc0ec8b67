export type * from './rejected-row.events';
export * from './upload.decider';
