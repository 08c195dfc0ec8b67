export * from './number.decider';
