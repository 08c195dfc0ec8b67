export { CampaignFiles } from './campaign-files';
export { type ContactEntry, contactEntry, readContactEntry } from './contact-entry';
export { eraseAgain, erasePerson, type ErasedPersons, type Erasure } from './erasures';
export { type Canonical, canonicalise, isTestNumber, variants, waIdCanonical } from './identity/canonical';
export { identitiesToLookUp } from './identity/identities-to-look-up';
export {
  type ParsedPhone,
  type Phone,
  type PhoneFailure,
  type PhoneOptions,
  phoneWhy,
  type PhoneWhy,
} from './identity/parsed-phone';
export { countryOfNumber } from './identity/number-country';
export { parsePhone } from './identity/phone';
export { isStillRead, readAgain } from './identity/stored-number';
export { type PersonKey, personKey } from './identity/person-key';
export { keyId, messageHash, openSecret, rowHash, type Sealed, SealingKey, sealSecret, SecretError } from './secrets';
export { holds, matches, searchNeedles, searchText } from './search-text';
export { type Match, type StoredEntry, type Vault, type VaultEntry, VaultIncomplete } from './vault';
