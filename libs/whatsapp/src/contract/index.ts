export { describeErrorTable, type ReferenceRow } from './error-table.contract';
export { filled, messageOf } from './message';
export { describeProviderContract, type ProviderUnderTest } from './provider.contract';
export { answer, type Behaviour, type RawRequest, rawAnswer, UnrulyServer } from './unruly-server';
