export { instanceName } from './instance-name';
export type { Lease, Leases } from './leases';
export { LocalLeases } from './local/local-leases';
export { LocalNotices } from './local/local-notices';
export type { Notice, Notices, Word } from './notices';
