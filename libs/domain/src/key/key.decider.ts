import { type Decider, impossible, laterEvent } from '../decider';
import { Refusal } from '../refusal';
import { stream } from '../streams';

export const ROLES = ['admin', 'operator', 'auditor', 'reporter'] as const;

export type Role = (typeof ROLES)[number];

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type KeyFacts = {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Ids, or `['*']` for every subaccount there is and will be. */
  readonly subaccountIds: readonly string[];
  /** SHA-256 of the secret, in hex. The secret itself is shown once and kept nowhere. */
  readonly secretHash: string;
};

export type KeyEvent = Event<'KeyCreated', KeyFacts> | Event<'KeyRevoked', Record<never, never>>;

export type KeyCommand = ({ readonly type: 'CreateKey' } & KeyFacts) | { readonly type: 'RevokeKey' };

export type Key = { readonly status: 'none' } | (KeyFacts & { readonly status: 'active' | 'revoked' });

/** An API key: a name for the log, roles, and the subaccounts they hold in. */
export const keyDecider: Decider<Key, KeyCommand, KeyEvent> = {
  initial: { status: 'none' },
  decide(command, key) {
    if (command.type === 'CreateKey') {
      const { type: _, ...facts } = command;
      return key.status === 'none' ? [{ type: 'KeyCreated', data: facts }] : [];
    }
    if (key.status === 'none') throw new Refusal('not_found', 'There is no such key.');
    switch (command.type) {
      case 'RevokeKey':
        return key.status === 'revoked' ? [] : [{ type: 'KeyRevoked', data: {} }];
      default:
        return impossible(command);
    }
  },
  evolve(key, event) {
    if (event.type === 'KeyCreated') return { ...event.data, status: 'active' };
    if (event.type !== 'KeyRevoked') return laterEvent(event, key);
    return key.status === 'none' ? key : { ...key, status: 'revoked' };
  },
};

export const keyAggregate = { decider: keyDecider, stream: stream.key };
