export { Consequences } from './consequences';
export { ContactLog } from './contact-log';
export {
  type Connections,
  DEFAULT_LIMITS,
  type DispatchDeps,
  type DispatchLimits,
  type KnownSender,
  type Owners,
} from './deps';
export { Dispatcher } from './dispatcher';
export type { SendingFloor, Waiting } from './floor';
export { identitiesInView, withLearnedKeys } from './identities-in-view';
export { Live } from './live';
export { LiveFold } from './live-folds';
export { messageFor } from './message';
export { persist } from './persist';
export { personsInView } from './persons-in-view';
export { suppressionOf } from './suppression-of';
