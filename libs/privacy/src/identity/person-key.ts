import { keyedHash } from '../keyed-hash';
import type { Canonical } from './canonical';

/** 128 bits, base64url, 22 characters. The same person of one subaccount always; of two subaccounts never. */
export type PersonKey = string;

/** The name under which events know a person: HMAC-SHA-256 of the canonical identity, cut to 128 bits. */
export function personKey(identitySecret: Uint8Array, canonical: Canonical): PersonKey {
  return keyedHash(identitySecret, canonical);
}
