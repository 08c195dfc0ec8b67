export { type ContactEntry, contactEntry, readContactEntry } from './contact-entry';
export {
  type Canonical,
  canonicalVersion,
  canonicalise,
  isTestNumber,
  variants,
  waIdCanonical,
} from './identity/canonical';
export { identitiesToLookUp } from './identity/identities-to-look-up';
export type { ParsedPhone, Phone, PhoneFailure } from './identity/parsed-phone';
export { parsePhone, type PhoneOptions } from './identity/phone';
export { bucket, type PersonKey, personKey } from './identity/person-key';
export { apiKeyHash, keyId, messageHash, openSecret, rowHash, type Sealed, sealSecret, SecretError } from './secrets';
export type { StoredEntry, Vault, VaultEntry } from './vault';
