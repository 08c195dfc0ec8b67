export { cloudApi, type CloudApiOptions } from './cloud-api.provider';
export { type CloudApiConnection, InvalidConnection } from './connection';
