import { historyPage, recipientIn } from './message-history';

const names = { phoneNumberId: '700', businessAccountId: '900' };
const ID = 'wamid.HBgNNTUxMTk1NTUwMTIzNBUCABIYFjNFQjA=';
const page = (...data: unknown[]) => historyPage({ data }, names);
const event = (delivery_status: string, timestamp: unknown, more: object = {}) => ({
  delivery_status,
  timestamp,
  ...more,
});
const entry = (...data: unknown[]) => ({ id: '71001', message_id: ID, events: { data } });

describe('the digits in the id of a message', () => {
  it.each([
    [ID, '5511955501234'],
    ['wamid.HBgNMO01', null],
    ['wamid.', null],
    ['', null],
    // Eleven digits of which it says that they are thirteen.
    [`wamid.${Buffer.from('\x1c\x18\x0d55119000000').toString('base64')}`, null],
    [`wamid.${Buffer.from('\x1c\x18\x0dBR.4410098877').toString('base64')}`, null],
    ['a message', null],
  ])('%s: %s', (id, digits) => expect(recipientIn(id)).toBe(digits));
});

describe('a page of the history of messages', () => {
  it('has what became of each, in the order of their stamps, as webhooks tell it', () => {
    const told = {
      kind: 'status',
      messageId: ID,
      names,
      recipientId: '5511955501234',
      freeEntryPoint: false,
      errors: [],
    };
    const read = page(entry(event('READ', 1795258900), event('SENT', 1795258801), event('DELIVERED', '1795258804')));
    expect(read?.entries).toEqual([
      {
        messageId: ID,
        at: 1795258801000,
        recipient: '5511955501234',
        statuses: [
          { ...told, status: 'sent', at: 1795258801000 },
          { ...told, status: 'delivered', at: 1795258804000 },
          { ...told, status: 'read', at: 1795258900000 },
        ],
      },
    ]);
  });

  it.each([
    ['(#131049) Not delivered', '131049'],
    ['131026: Message undeliverable', '131026'],
    ['The phone 5511900001234 is none', 'unknown'],
    [undefined, 'unknown'],
  ])('tells why it failed: %s', (error_description, code) => {
    const failed = page(entry(event('FAILED', 1795258801, { error_description })))?.entries[0]?.statuses[0];
    expect(failed).toMatchObject({ status: 'failed', errors: [{ code, details: error_description ?? '' }] });
  });

  it('knows when a message was taken of which nothing more is said', () => {
    expect(page(entry(event('ACCEPTED', 1795258801)))?.entries).toMatchObject([{ at: 1795258801000, statuses: [] }]);
  });

  it('leaves out what has no id or no time', () => {
    const unfit = [{}, null, 7, { message_id: ID }, entry(), entry(event('SENT', 'soon')), { events: { data: [] } }];
    expect(page(...unfit)?.entries).toEqual([]);
  });

  it.each([{}, null, { data: 7 }, [], '<html>'])('is none: %j', (json) => expect(historyPage(json, names)).toBeNull());
});
