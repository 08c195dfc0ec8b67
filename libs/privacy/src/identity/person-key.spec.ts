import { createHmac } from 'node:crypto';
import { bucket, personKey } from './person-key';
import golden from './golden/person-key-1.json';

const secret = Buffer.from(golden.secret, 'hex');

describe('person key', () => {
  it.each(Object.entries(golden.keys))('of %s is what the log already says', (canonical, expected) => {
    expect({ key: personKey(secret, canonical), bucket: bucket(personKey(secret, canonical)) }).toEqual(expected);
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

  it('spreads people evenly over 64 buckets', () => {
    const counts = new Array<number>(64).fill(0);
    for (let person = 0; person < 6400; person++) counts[bucket(personKey(secret, `55119${person}`))]!++;
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(Math.max(...counts)).toBeLessThan(145);
  });
});
