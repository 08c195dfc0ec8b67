import { chaptersOf, conversationsOf } from './story';

const event = (type: string, data: Record<string, unknown> = {}) => ({ type, data });

describe('the story of a contact', () => {
  it('is told attempt by attempt, in order, with everything in it once', () => {
    const events = [
      event('ContactUploaded'),
      event('SendAttempted', { attempt: 1 }),
      event('RetryScheduled', { attempt: 1 }),
      event('SendAttempted', { attempt: 2 }),
      event('LateFailureRecorded', { attempt: 1 }),
      event('Delivered', { attempt: 2 }),
      event('Replied'),
    ];
    const told = chaptersOf(events);
    expect(told.map(({ attempt, events: of }) => [attempt, ...of.map(({ type }) => type)])).toEqual([
      [0, 'ContactUploaded'],
      [1, 'SendAttempted', 'RetryScheduled', 'LateFailureRecorded'],
      [2, 'SendAttempted', 'Delivered', 'Replied'],
    ]);
  });

  it('of whom nothing was tried is one chapter', () => {
    const events = [event('ContactUploaded'), event('SendErrored', { attempt: 0 }), event('ContactRemoved')];
    expect(chaptersOf(events).map(({ attempt, events: of }) => [attempt, of.length])).toEqual([[0, 3]]);
    expect(chaptersOf([])).toEqual([]);
  });

  it('knows in which conversations it happened', () => {
    const attempt = (n: number, id: string) => event('SendAttempted', { attempt: n, conversation: { id, type: 'x' } });
    expect(conversationsOf([event('ContactUploaded'), attempt(1, 'a'), attempt(2, 'a'), attempt(3, 'b')])).toEqual([
      'a',
      'b',
    ]);
    expect(conversationsOf([event('SendAttempted', { conversation: null })])).toEqual([]);
  });
});
