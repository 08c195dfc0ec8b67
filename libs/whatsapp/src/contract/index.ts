export { filled, messageOf } from './message';
export { describeProviderContract, type ProviderUnderTest } from './provider.contract';
export { answer, type Behaviour, type RawRequest, rawAnswer, UnrulyServer } from './unruly-server';
