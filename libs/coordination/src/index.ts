export { instanceName } from './instance-name';
export { type LeaseState, type LeaseStore, UNTOUCHED } from './lease-store';
export type { Lease, Leases } from './leases';
export { LocalLeases } from './local/local-leases';
export { LocalNotices } from './local/local-notices';
export type { Notice, Notices, Word } from './notices';
export { StoredLeases } from './stored-leases';
