import { given } from '../specification';
import { type NumberCommand, numberDecider, type NumberEvent } from './number.decider';

const at = '2026-11-28T08:00:00.000Z';
const claim = (senderId: string, insteadOf?: string): NumberCommand => ({
  type: 'ClaimNumber',
  senderId,
  at,
  setting: 'phoneNumberId',
  insteadOf,
});
const claimed = (senderId: string): NumberEvent => ({ type: 'NumberClaimed', data: { senderId, at } });

describe('a number of the platform', () => {
  it('is claimed once, by one sender', () => {
    given(numberDecider).when(claim('a')).then(claimed('a'));
    given(numberDecider, [claimed('a')])
      .when(claim('a'))
      .thenNothing();
    given(numberDecider, [claimed('a')])
      .when(claim('b'))
      .thenRefused('already_registered');
  });

  it('is free when its holder releases it, and only then', () => {
    given(numberDecider, [claimed('a')])
      .when({ type: 'ReleaseNumber', senderId: 'a' })
      .then({ type: 'NumberReleased', data: { senderId: 'a' } });
    given(numberDecider, [claimed('a'), { type: 'NumberReleased', data: { senderId: 'a' } }])
      .when(claim('b'))
      .then(claimed('b'));
    given(numberDecider, [claimed('a')])
      .when({ type: 'ReleaseNumber', senderId: 'b' })
      .thenNothing();
  });

  it('is taken over from the holder that was found to be none, and from no other', () => {
    given(numberDecider, [claimed('a')])
      .when(claim('b', 'a'))
      .then(claimed('b'));
    given(numberDecider, [claimed('c')])
      .when(claim('b', 'a'))
      .thenRefused('already_registered');
  });
});
