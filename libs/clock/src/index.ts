export type { Clock } from './clock';
export { timeZonesOf } from './country-zones';
export { firstWithin } from './first-within';
export { instant, instantOrNull } from './instant';
export type { Random } from './random';
export { sleepBy } from './sleep-by';
export { systemClock, systemRandom } from './system';
export { seededRandom, VirtualClock } from './virtual';
export { firstInstantOf, type Offset, offsetsIn, startOfDay, type Stretch, stretchesIn } from './zones';
