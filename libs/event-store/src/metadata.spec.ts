import { causeOf, duty, metadataOf } from './metadata';

describe('the metadata of an event', () => {
  it('says who did it, what it belongs to and what it follows from', () => {
    const cause = { actor: { id: 'key-1', name: 'ana' }, correlationId: 'request-1', causationId: 'event-1' };
    expect(causeOf(metadataOf(cause))).toEqual(cause);
  });

  it('holds nothing of what there is not', () =>
    expect(Object.keys(metadataOf({ actor: duty('schedule'), correlationId: 'campaign-1' })).sort()).toEqual([
      '$correlationId',
      'actor',
    ]));

  it('of somebody else says nothing that is not of its form', () =>
    expect(causeOf({ $correlationId: 7, actor: 'ana' })).toEqual({}));
});
