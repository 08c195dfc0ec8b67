import {
  callbackData,
  idOf,
  isTestContact,
  isTestStream,
  parseCallbackData,
  rejectedRowKey,
  rowRef,
  splitPair,
  stream,
  streamPrefix,
  testContactKey,
} from './streams';

describe('stream names', () => {
  it('are parsed into what they were built of', () => {
    expect(splitPair(stream.contact('c-1', 'row-up-1-7'), streamPrefix.contact)).toEqual({
      left: 'c-1',
      right: 'row-up-1-7',
    });
    expect(splitPair(stream.suppression('s-1', 'p'), streamPrefix.suppression)).toEqual({ left: 's-1', right: 'p' });
    expect(splitPair(stream.rejectedRow('c-1', 'h'), streamPrefix.rejectedRow)).toEqual({ left: 'c-1', right: 'h' });
    expect(idOf(stream.campaign('c-1'), streamPrefix.campaign)).toBe('c-1');
  });

  it('of one campaign’s contacts share a prefix that no other campaign has', () => {
    expect(stream.contact('c-1', 'p').startsWith(streamPrefix.contactsOf('c-1'))).toBe(true);
    expect(stream.contact('c-12', 'p').startsWith(streamPrefix.contactsOf('c-1'))).toBe(false);
  });

  it('give every rejected row and every test message a contact of its own', () => {
    expect(rejectedRowKey('up-1', 7)).toBe('row-up-1-7');
    expect(isTestContact(testContactKey(1))).toBe(true);
    expect(isTestContact('row-up-1-7')).toBe(false);
    expect(isTestStream(stream.contact('c-1', testContactKey(12)))).toBe(true);
    expect(isTestStream(stream.contact('c-1', 'row-up-1-7'))).toBe(false);
  });

  it('take no person for a test message, however the key begins', () => {
    for (const personKey of ['test-AAAAAAAAAAAAAAAAA', 'test-1234567890123456', 'test-', 'test-0', 'test-1a']) {
      expect([isTestContact(personKey), isTestStream(stream.contact('c-1', personKey))]).toEqual([false, false]);
    }
  });
});

describe('row refs', () => {
  it('sort in file order', () => {
    const refs = [10, 9, 100, 1].map((row) => rowRef('up-1', row));
    expect([...refs].sort()).toEqual([1, 9, 10, 100].map((row) => rowRef('up-1', row)));
  });
});

describe('callback data', () => {
  it('comes back as it went', () => {
    expect(callbackData('c-1', 'p-1', 2)).toBe('m1|c-1|p-1|a2');
    expect(parseCallbackData('m1|c-1|p-1|a2')).toEqual({ campaignId: 'c-1', contactKey: 'p-1', attempt: 2 });
  });

  it('of a test message is marked as such', () => expect(callbackData('c-1', 'test-1', 1)).toBe('t1|c-1|test-1|a1'));

  it.each([undefined, '', 'order 12', 'm1|c-1|p-1', 'm1|c-1|p-1|a0', 'm2|c-1|p-1|a1', 'm1||p-1|a1', 'm1|c-1|p-1|a1 '])(
    'that is not ours is left alone: %p',
    (text) => expect(parseCallbackData(text)).toBeUndefined(),
  );
});
