export { cancelFanOut } from './cancel-fan-out';
export { completion } from './completion';
export { connectSenders } from './connect-senders';
export { expiry, unknownOutcomeWatch } from './deadlines';
export { holdForeignHosts } from './hold-foreign-hosts';
export { UnmatchedMatcher } from './match-unmatched';
export { type Reaction, runReaction } from './reaction';
export { testMessages } from './test-messages';
export { schedule } from './schedule';
