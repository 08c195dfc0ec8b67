export {
  type MessageCommand,
  messageDecider,
  type MessageEvent,
  noMessage,
  type PersonsMessage,
} from './conversation.decider';
export type * from './conversation.events';
export {
  latestOf,
  LONGEST_SESSION,
  nextSession,
  NO_SESSIONS,
  type OpenSession,
  REFERRAL_COUNTS_FOR,
  sessionForUs,
  type SessionMessage,
  sessionRecorded,
  type Sessions,
  sessionsAfter,
  windowEnd,
} from './sessions';
