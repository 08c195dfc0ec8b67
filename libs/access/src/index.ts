export { addressGroup } from './address-group';
export { type KeptKey, makeFirstKey } from './first-key';
export { KeyRing } from './key-ring';
export { LINK_SECONDS, LoginLinks } from './login-links';
export { type Principal, sees, seesEverything } from './principal';
export { RateLimit } from './rate-limit';
export { may, type Permission, PERMISSIONS, ROLE_PERMISSIONS } from './roles';
export { hashSecret, keySecret, looksLikeSecret } from './secret';
export { SESSION_SECONDS, Sessions } from './sessions';
