export { makeFirstKey } from './first-key';
export { KeyRing } from './key-ring';
export { type Principal, sees } from './principal';
export { may, type Permission, PERMISSIONS, ROLE_PERMISSIONS } from './roles';
export { hashSecret, keySecret, looksLikeSecret } from './secret';
