export * from './sender.decider';
