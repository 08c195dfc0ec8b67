import type { Decider } from '../decider';

export type LoginLinkEvent = {
  readonly type: 'LoginLinkUsed';
  /** Whose it was. */
  readonly data: { readonly keyId: string };
};

export type LoginLinkCommand = { readonly type: 'UseLoginLink'; readonly keyId: string };

export type LoginLink = { readonly status: 'none' | 'used' };

/** A link that signs somebody in once. It is nothing until it is used: what it is worth stands in the link, sealed. */
export const loginLinkDecider: Decider<LoginLink, LoginLinkCommand, LoginLinkEvent> = {
  initial: { status: 'none' },
  decide({ keyId }, { status }) {
    return status === 'used' ? [] : [{ type: 'LoginLinkUsed', data: { keyId } }];
  },
  evolve(link, event) {
    // An event of a later type changes nothing.
    return event.type === 'LoginLinkUsed' ? { status: 'used' } : link;
  },
};
