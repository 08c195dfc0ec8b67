export { HighWaterMark } from './high-water-mark';
export type { Marks } from './marks';
export { type Noticed, settleRestore } from './settle-restore';
