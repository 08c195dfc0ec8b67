import { ANY_HOST } from '../hosts';
import { UnfitSettings } from '../unfit-setting';
import { cloudApiProblems, type CloudApiSettings, endpointOf } from './connection';

const FIT: CloudApiSettings = {
  baseUrl: 'https://graph.facebook.com',
  apiVersion: 'v25.0',
  phoneNumberId: '700100200300',
  businessAccountId: '900800700',
  accessToken: 'EAAG.token-of_a|system+user=',
  appSecret: '0123456789abcdef0123456789abcdef',
  verifyToken: 'a word of our own, até com acentos',
};

const WRONG: readonly (readonly [string, Partial<CloudApiSettings>])[] = [
  ...[
    'graph.facebook.com',
    'http://graph.facebook.com',
    'ftp://127.0.0.1',
    'https://user:secret@graph.facebook.com',
    'https://user@graph.facebook.com',
    'https://:secret@graph.facebook.com',
    'https://:@graph.facebook.com',
    'https://graph.facebook.com/?access=1',
    'https://graph.facebook.com/?',
    'https://graph.facebook.com/#',
    'https://graph.facebook.com#part',
    'https://graph.facebook.com ',
    ' https://graph.facebook.com',
    'https://graph.facebook.com/a b',
    'https:\\\\graph.facebook.com',
    'https://graph.facebook.com:99999',
    'https://',
    '',
  ].map((baseUrl) => ['connection.baseUrl', { baseUrl }] as const),
  ...['25', 'v25', 'v25.0.1', 'V25.0', ' v25.0', 'v25.0/', 'v1234.0'].map(
    (apiVersion) => ['connection.apiVersion', { apiVersion }] as const,
  ),
  ...['', '../me', 'a/b', '700 100', '+700100', '700100200300/', 'phone-1', '1'.repeat(33)].map(
    (phoneNumberId) => ['connection.phoneNumberId', { phoneNumberId }] as const,
  ),
  ...['', '900/800', '900 800', 'a'.repeat(65)].map(
    (businessAccountId) => ['connection.businessAccountId', { businessAccountId }] as const,
  ),
  ...[
    '',
    'token ',
    ' token',
    'to ken',
    'to\tken',
    'to\r\nken',
    'token\n',
    'to\u0000ken',
    'tokén',
    'token\u00a0',
  ].flatMap(
    (value) =>
      [
        ['credentials.accessToken', { accessToken: value }],
        ['credentials.appSecret', { appSecret: value }],
      ] as const,
  ),
  ...['', 'verify ', ' verify', 'ver\nify', 'ver\u0007ify', 'verify\u00a0', 'ver\ud800ify'].map(
    (verifyToken) => ['credentials.verifyToken', { verifyToken }] as const,
  ),
];

describe('the settings of a connection', () => {
  it('are fit', () => expect(cloudApiProblems(FIT)).toEqual([]));

  it.each(['http://127.0.0.1:4010', 'http://localhost/graph/', 'http://[::1]:8080', 'https://proxy.example/meta/'])(
    'may lead to %s',
    (baseUrl) => expect(cloudApiProblems({ ...FIT, baseUrl })).toEqual([]),
  );

  it.each(WRONG)('%s is named when it is wrong: %j', (path, wrong) => {
    expect(cloudApiProblems({ ...FIT, ...wrong })).toEqual([{ path, expected: expect.any(String) as string }]);
  });

  it('are judged one by one, and only those that are given', () => {
    expect(cloudApiProblems({})).toEqual([]);
    expect(cloudApiProblems({ accessToken: 'a b', apiVersion: '1' }).map(({ path }) => path)).toEqual([
      'connection.apiVersion',
      'credentials.accessToken',
    ]);
  });

  it.each(WRONG.filter(([path]) => !/businessAccountId|appSecret|verifyToken/.test(path)))(
    'are refused by the adapter as they are by its check: %s %j',
    (path, wrong) => {
      let thrown: unknown;
      try {
        endpointOf({ ...FIT, ...wrong }, ANY_HOST);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(UnfitSettings);
      expect((thrown as UnfitSettings).problems.map((problem) => problem.path)).toEqual([path]);
      expect((thrown as UnfitSettings).message).not.toContain(FIT.accessToken);
    },
  );

  it('keep a path before the version', () => {
    const endpoint = endpointOf({ ...FIT, baseUrl: 'https://proxy.example/meta/' }, ANY_HOST);
    expect(endpoint).toMatchObject({
      origin: 'https://proxy.example',
      base: '/meta',
      path: '/meta/v25.0/700100200300',
    });
  });
});
