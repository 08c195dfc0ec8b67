export { leastKeys } from './canary-in-view';
export { Consequences } from './consequences';
export { ContactLog } from './contact-log';
export { conversationId } from './conversation-id';
export {
  type AmongOthers,
  type Connections,
  DEFAULT_LIMITS,
  type DispatchDeps,
  type DispatchLimits,
  type Owners,
} from './deps';
export { Dispatcher } from './dispatcher';
export { FloorOfProcesses } from './floor-of-processes';
export type { SendingFloor, TierUse, Waiting } from './floor';
export { identitiesInView, withLearnedKeys } from './identities-in-view';
export { type Admission, Lanes } from './lanes';
export { LiveFold } from './live-folds';
export { Permits } from './permits';
export { persist } from './persist';
export { personsInView } from './persons-in-view';
export { type Opening, openingOf } from './send-window';
export { suppressionOf } from './suppression-of';
