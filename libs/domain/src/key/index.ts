export * from './key.decider';
