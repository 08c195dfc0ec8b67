export type { Clock } from './clock';
export type { Random } from './random';
export { systemClock, systemRandom } from './system';
export { seededRandom, VirtualClock } from './virtual';
