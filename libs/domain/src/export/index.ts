export * from './export.decider';
