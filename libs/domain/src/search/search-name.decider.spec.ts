import { given } from '../specification';
import { type SearchNameCommand, searchNameDecider, type SearchNameEvent } from './search-name.decider';

const at = '2026-11-28T08:00:00.000Z';
const claim = (searchId: string, insteadOf?: string): SearchNameCommand => ({
  type: 'ClaimSearchName',
  searchId,
  at,
  insteadOf,
});
const claimed = (searchId: string): SearchNameEvent => ({ type: 'SearchNameClaimed', data: { searchId, at } });
const released = (searchId: string): SearchNameEvent => ({ type: 'SearchNameReleased', data: { searchId } });

describe('a name of searches', () => {
  it('is claimed once, by one search', () => {
    given(searchNameDecider).when(claim('a')).then(claimed('a'));
    given(searchNameDecider, [claimed('a')])
      .when(claim('a'))
      .thenNothing();
    given(searchNameDecider, [claimed('a')])
      .when(claim('b'))
      .thenRefused('already_exists');
  });

  it('is free when its holder releases it, and only then', () => {
    given(searchNameDecider, [claimed('a')])
      .when({ type: 'ReleaseSearchName', searchId: 'a' })
      .then(released('a'));
    given(searchNameDecider, [claimed('a'), released('a')])
      .when(claim('b'))
      .then(claimed('b'));
    given(searchNameDecider, [claimed('a')])
      .when({ type: 'ReleaseSearchName', searchId: 'b' })
      .thenNothing();
  });

  it('is taken over from the holder that was found not to have it, and from no other', () => {
    given(searchNameDecider, [claimed('a')])
      .when(claim('b', 'a'))
      .then(claimed('b'));
    given(searchNameDecider, [claimed('c')])
      .when(claim('b', 'a'))
      .thenRefused('already_exists');
  });
});
