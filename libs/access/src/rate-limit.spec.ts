import { addressGroup } from './address-group';
import { RateLimit } from './rate-limit';

describe('rate limit', () => {
  it('gives a minute of them at once, then one at a time as they come', () => {
    const limit = new RateLimit(60);
    for (let i = 0; i < 60; i++) expect(limit.take('ana', 0)).toBe(0);
    expect(limit.take('ana', 0)).toBe(1000);
    expect(limit.take('ana', 400)).toBe(600);
    expect(limit.take('ana', 1000)).toBe(0);
    expect(limit.take('ana', 1000)).toBe(1000);
  });

  it('saves up no more than a minute of them', () => {
    const limit = new RateLimit(2);
    limit.take('ana', 0);
    const day = 24 * 3_600_000;
    expect([limit.take('ana', day), limit.take('ana', day), limit.take('ana', day)]).toEqual([0, 0, 30_000]);
  });

  it('counts everybody apart', () => {
    const limit = new RateLimit(1);
    expect([limit.take('ana', 0), limit.take('bia', 0), limit.take('ana', 0)]).toEqual([0, 0, 60_000]);
  });

  it('remembers only so many, and forgets who came first', () => {
    const limit = new RateLimit(1, 100);
    for (let i = 0; i < 10_000; i++) limit.take(`address ${i}`, 0);
    expect(limit.remembered).toBe(100);
    expect(limit.take('address 9999', 0)).toBeGreaterThan(0);
    expect(limit.take('address 0', 0)).toBe(0);
  });
});

describe('address group', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:DB8:1::9', '2001:db8:1:0::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
    [undefined, 'gone'],
  ])('%s counts as %s', (address, group) => expect(addressGroup(address)).toBe(group));
});
