import { isIPv6 } from 'node:net';

/**
 * Who an address counts as: an IPv4 address is itself, however it is written; of IPv6 it is the /64, which is what one customer has at
 * least. Source: RFC 6177. Whoever is gone before it was asked has none any more.
 */
export function addressGroup(address: string | undefined): string {
  if (address === undefined) return 'gone';
  const plain = address.replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
