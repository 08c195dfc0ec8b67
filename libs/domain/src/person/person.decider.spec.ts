import { given } from '../specification';
import { type PersonCommand, personDecider } from './person.decider';

const learn = (identity: string, ref = 'ref-1'): PersonCommand => ({
  type: 'LearnIdentity',
  subaccountId: 'sub-1',
  identity,
  ref,
});

describe('a person', () => {
  it('learns of an identity once, whatever it was told with', () => {
    const known = given(personDecider).when(learn('user-id')).happens();
    expect(known).toEqual([
      { type: 'IdentityLearned', data: { subaccountId: 'sub-1', identity: 'user-id', ref: 'ref-1' } },
    ]);
    given(personDecider, known).when(learn('user-id', 'ref-2')).thenNothing();
  });

  it('may have many', () => {
    const one = given(personDecider).when(learn('user-id')).happens();
    const two = given(personDecider, one).when(learn('other-number')).happens();
    given(personDecider, two).when(learn('user-id')).thenNothing();
    expect(given(personDecider, two).state).toEqual({ identities: ['user-id', 'other-number'] });
  });
});
