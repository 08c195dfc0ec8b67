export * from './suppression.decider';
