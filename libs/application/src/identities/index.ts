export { Identities } from './identities';
export { IdentityLearner } from './learn-identities';
