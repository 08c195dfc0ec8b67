import { fold } from '../decider';
import { given } from '../specification';
import { type KeyCommand, keyDecider } from './key.decider';

const create: KeyCommand = {
  type: 'CreateKey',
  name: 'ana',
  roles: ['operator'],
  subaccountIds: ['sub-1'],
  secretHash: 'a'.repeat(64),
};
const created = given(keyDecider).when(create).happens();

describe('a key', () => {
  it('is created once, with the hash of its secret and never the secret', () => {
    expect(created).toEqual([{ type: 'KeyCreated', data: expect.not.objectContaining({ secret: expect.anything() }) }]);
    given(keyDecider, created).when(create).thenNothing();
  });

  it('is revoked once, and stays so', () => {
    const revoked = given(keyDecider, created).when({ type: 'RevokeKey' }).happens();
    expect(fold(keyDecider, revoked).status).toBe('revoked');
    given(keyDecider, revoked).when({ type: 'RevokeKey' }).thenNothing();
    given(keyDecider, revoked).when(create).thenNothing();
  });

  it('that was never made cannot be revoked', () =>
    given(keyDecider).when({ type: 'RevokeKey' }).thenRefused('not_found'));
});
