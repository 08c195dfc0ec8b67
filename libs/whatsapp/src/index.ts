export * from './errors';
export * from './provider';
export * from './templates';
export * from './webhooks';
