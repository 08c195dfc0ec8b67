// Its kind loads it when a number is opened, which Jest cannot.
export { CloudApiProvider } from '../cloud-api/cloud-api.provider';
export { REFERENCE_ROWS as CLOUD_API_ROWS } from '../cloud-api/errors.golden';
export { GupshupProvider } from '../gupshup/gupshup.provider';
export { REFERENCE_ROWS as GUPSHUP_ROWS } from '../gupshup/errors.golden';
export { ANY_HOST, filled, messageOf } from './builders';
export { type AgreedError, describeErrorTable, readReference, type ReferenceRow } from './error-table.contract';
export { describeProviderContract, type ProviderUnderTest } from './provider.contract';
export { answer, type Behaviour, type RawRequest, rawAnswer, UnrulyServer } from './unruly-server';
