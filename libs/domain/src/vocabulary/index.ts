export type { Catalogue, Explained } from './catalogue';
export * from './contact-state';
export { labelsIn } from './labels';
export * from './language';
export * from './message-words';
export * from './reported';
