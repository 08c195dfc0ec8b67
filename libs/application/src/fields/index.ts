/** How inputs are declared, and what the edge reads of it. */
export * from './field';
export * from './kinds';
export * from './schema';
export * as shapes from './shapes';
export type { NamedShape, Shown } from './shapes';
