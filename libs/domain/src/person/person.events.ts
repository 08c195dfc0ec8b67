/**
 * Somebody known under one key was told to be known under another, too: a phone and a user id that came together, a number or an
 * id that changed. No key moves: whoever looks for one of them looks for both. Both are keyed hashes; what they were made of lies
 * in the vault under `ref`.
 */
export type IdentityLearned = {
  readonly type: 'IdentityLearned';
  readonly data: { readonly subaccountId: string; readonly identity: string; readonly ref: string };
};

export type PersonEvent = IdentityLearned;
