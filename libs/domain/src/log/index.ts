export * from './log.decider';
