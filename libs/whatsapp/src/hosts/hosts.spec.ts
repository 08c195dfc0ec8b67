import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type LookupFunction } from 'node:net';
import { guardedLookup } from './guarded-lookup';
import { providerHosts } from './provider-hosts';
import { isLoopbackAddress, isPublicAddress } from './public-address';

describe('provider hosts', () => {
  const hosts = providerHosts([
    'graph.facebook.com',
    'Gateway.Example:8443',
    '127.0.0.1:4010',
    'localhost:*',
    '[::1]:80',
  ]);

  it.each([
    'https://graph.facebook.com',
    'https://graph.facebook.com/some/path',
    'https://graph.facebook.com:443',
    'https://GRAPH.facebook.com',
    'https://gateway.example:8443',
    'http://127.0.0.1:4010',
    'http://127.1:4010/',
    'http://2130706433:4010',
    'http://0177.0.0.1:4010',
    'http://localhost:9999',
    'http://localhost',
    'http://[::1]',
    'http://[0:0:0:0:0:0:0:1]:80',
  ])('allows %s', (url) => expect(hosts.allows(url)).toBe(true));

  it.each([
    'https://graph.facebook.com:8443',
    'https://graph.facebook.com.evil.example',
    'https://evil.example/graph.facebook.com',
    'https://evil.example#graph.facebook.com',
    'https://graph.facebook.com@evil.example',
    'https://graph.facebook.com.',
    'https://evilgraph.facebook.com',
    'https://gateway.example',
    'http://127.0.0.1',
    'http://127.0.0.1:22',
    'http://127.0.0.2:4010',
    'http://[::ffff:127.0.0.1]:4010',
    'http://[::1]:4010',
    'https://169.254.169.254',
    'https://10.0.0.1',
    'https://192.168.1.1:4010',
    'https://0.0.0.0:4010',
    'ftp://graph.facebook.com',
    'file:///etc/passwd',
    'graph.facebook.com',
    '',
  ])('refuses %s', (url) => expect(hosts.allows(url)).toBe(false));
});

describe('public addresses', () => {
  it.each(['157.240.22.19', '8.8.8.8', '2a03:2880:f12f:83:face:b00c:0:25de', '64:ff9b::808:808', '::ffff:8.8.8.8'])(
    '%s is one',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.9.9.9',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...[
      '192.168.0.1',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b::a00:1',
      '64:ff9b::',
    ],
    ...['64:ff9b:1::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '2001:db8::1'],
    ...['2002:7f00:1::', '2001::1', '100::1', 'localhost', ''],
  ])('%s is none', (address) => expect(isPublicAddress(address)).toBe(false));

  it('knows loopback in both families', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true);
    expect(['10.0.0.1', '128.0.0.1', '::2', 'fe80::1'].some(isLoopbackAddress)).toBe(false);
  });
});

describe('guarded lookup', () => {
  const resolver =
    (...addresses: string[]) =>
    (_: string, done: (error: null, found: LookupAddress[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  const look = (lookup: LookupFunction, hostname: string, all = true) =>
    new Promise((resolve) => lookup(hostname, { all }, (error, found) => resolve(error ? error.code : found)));

  it('knows no address inside for a name on the list, whatever it is made to lead to', async () => {
    expect(await look(guardedLookup(resolver('127.0.0.1')), 'graph.example')).toBe('EADDRREFUSED');
    expect(await look(guardedLookup(resolver('169.254.169.254', 'fd00:ec2::254')), 'graph.example')).toBe(
      'EADDRREFUSED',
    );
    const mixed = guardedLookup(resolver('10.0.0.1', '157.240.22.19'));
    expect(await look(mixed, 'graph.example')).toEqual([{ address: '157.240.22.19', family: 4 }]);
    expect(await look(mixed, 'graph.example', false)).toBe('157.240.22.19');
  });

  it('knows localhost on this machine and nowhere else', async () => {
    expect(await look(guardedLookup(resolver('127.0.0.1', '::1')), 'localhost')).toHaveLength(2);
    expect(await look(guardedLookup(resolver('157.240.22.19')), 'localhost')).toBe('EADDRREFUSED');
    expect(await look(guardedLookup(resolver('127.0.0.1')), 'localhost.evil.example')).toBe('EADDRREFUSED');
  });

  it('keeps a connection from being made', async () => {
    let connections = 0;
    const server = createServer().on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const socket = connect({ host: 'rebound.example', port, lookup: guardedLookup(resolver('127.0.0.1')) });
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve));
    expect([error.code, connections]).toEqual(['EADDRREFUSED', 0]);
    server.close();
  });
});
