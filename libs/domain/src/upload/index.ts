export * from './upload.decider';
