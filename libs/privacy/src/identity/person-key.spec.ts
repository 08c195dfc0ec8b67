import { createHmac } from 'node:crypto';
import { personKey } from './person-key';
import golden from './golden/person-key-1.json';

const secret = Buffer.from(golden.secret, 'hex');

describe('person key', () => {
  it.each(Object.entries(golden.keys))('of %s is what the log already says', (canonical, expected) => {
    expect(personKey(secret, canonical)).toBe(expected);
  });

  it('is the first 128 bits of HMAC-SHA-256, 22 characters that a stream name can hold', () => {
    const key = personKey(secret, '5511900001234');
    expect(key).toMatch(/^[\w-]{22}$/);
    const mac = createHmac('sha256', secret).update('5511900001234').digest();
    expect(Buffer.from(key, 'base64url')).toEqual(mac.subarray(0, 16));
  });

  it('differs between subaccounts', () => {
    expect(personKey(Buffer.alloc(32, 1), '5511900001234')).not.toBe(personKey(Buffer.alloc(32, 2), '5511900001234'));
  });
});
