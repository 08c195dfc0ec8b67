import { given } from '../specification';
import { type LoginLinkCommand, loginLinkDecider } from './login-link.decider';

const use: LoginLinkCommand = { type: 'UseLoginLink', keyId: 'key-1' };

it('a login link is used once', () => {
  const used = given(loginLinkDecider).when(use).happens();
  expect(used).toEqual([{ type: 'LoginLinkUsed', data: { keyId: 'key-1' } }]);
  given(loginLinkDecider, used).when(use).thenNothing();
});
