export { IdentityLearner } from './learn-identities';
