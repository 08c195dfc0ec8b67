export * from './template.decider';
