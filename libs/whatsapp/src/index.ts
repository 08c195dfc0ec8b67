export * from './errors';
export * from './hosts';
export * from './provider';
export * from './templates';
export * from './webhooks';
