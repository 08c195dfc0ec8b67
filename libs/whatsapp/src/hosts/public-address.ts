import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * What is not on the public internet, or stands for something else that is not. Sources: the special-purpose registries
 * https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry.
 */
const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/** Inside 2000::/3, the only public part: Teredo and other protocol assignments, documentation, 6to4. */
const SPECIAL_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [net, prefix] of SPECIAL_V4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of SPECIAL_V6) special.addSubnet(net, prefix, 'ipv6');

const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

/** Of RFC 6052: a public IPv4 address seen from a network that has only IPv6. */
const translated = new BlockList();
translated.addSubnet('64:ff9b::', 96, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address, as a resolver writes it, is one of the public internet. */
export function isPublicAddress(written: string): boolean {
  const address = withoutZone(written);
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  if (!isIPv6(address)) return false;
  const embedded = embeddedV4(address);
  if (embedded !== undefined) return isPublicAddress(embedded);
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

export function isLoopbackAddress(written: string): boolean {
  const address = withoutZone(written);
  if (isIPv4(address)) return loopback.check(address, 'ipv4');
  return isIPv6(address) && loopback.check(address, 'ipv6');
}

/** The IPv4 address that an IPv4-mapped (`::ffff:a.b.c.d`) or translated one (`64:ff9b::a.b.c.d`) stands for. */
function embeddedV4(address: string): string | undefined {
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(groups);
  const match =
    mapped ??
    (translated.check(address, 'ipv6') ? /^64:ff9b::(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})?$/.exec(groups) : null);
  if (!match) return undefined;
  const [high, low] = [match[1], match[2]].map((group) => parseInt(group ?? '0', 16)) as [number, number];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

/** `fe80::1%eth0` → `fe80::1` */
function withoutZone(address: string): string {
  return address.replace(/%.*$/, '');
}
