// Its kind loads it when a number is opened, which Jest cannot.
export { CloudApiProvider } from '../cloud-api/cloud-api.provider';
export { GupshupProvider } from '../gupshup/gupshup.provider';
export { ANY_HOST, filled, messageOf } from './builders';
export { describeErrorTable, type ReferenceRow } from './error-table.contract';
export { describeProviderContract, type ProviderUnderTest } from './provider.contract';
export { answer, type Behaviour, type RawRequest, rawAnswer, UnrulyServer } from './unruly-server';
