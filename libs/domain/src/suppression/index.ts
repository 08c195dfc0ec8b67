export * from './opt-out';
export * from './suppression.decider';
export * from './suppression.events';
export { isSuppressed, kindsHeld, mergeSuppressions, type Suppression } from './suppression.state';
