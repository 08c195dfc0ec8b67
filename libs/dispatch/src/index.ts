export type * from './floor';
