import { settingProblems, UnfitSettings } from '../settings';
import { type CloudApiConnection, type CloudApiCredentials, endpointOf, SETTINGS } from './settings';

const connection: CloudApiConnection = {
  baseUrl: 'https://graph.facebook.com',
  apiVersion: 'v25.0',
  phoneNumberId: '700100200300',
  businessAccountId: '900800700',
};
const credentials: CloudApiCredentials = {
  accessToken: 'EAAG.token-of_a|system+user=',
  appSecret: '0123456789abcdef0123456789abcdef',
  verifyToken: 'a word of our own, até com acentos',
};

/** Settings that are fit but for one. */
function settings(path: string, value: string) {
  const [part, name = ''] = path.split('.');
  return part === 'connection'
    ? { connection: { ...connection, [name]: value }, credentials }
    : { connection, credentials: { ...credentials, [name]: value } };
}

const WRONG: readonly (readonly [string, string])[] = [
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
  ].map((value) => ['connection.baseUrl', value] as const),
  ...['25', 'v25', 'v25.0.1', 'V25.0', ' v25.0', 'v25.0/', 'v1234.0'].map(
    (value) => ['connection.apiVersion', value] as const,
  ),
  ...['', '../me', 'a/b', '700 100', '+700100', '700100200300/', 'phone-1', '1'.repeat(33)].map(
    (value) => ['connection.phoneNumberId', value] as const,
  ),
  ...['', '900/800', '900 800', 'a'.repeat(65)].map((value) => ['connection.businessAccountId', value] as const),
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
        ['credentials.accessToken', value],
        ['credentials.appSecret', value],
      ] as const,
  ),
  ...['', 'verify ', ' verify', 'ver\nify', 'ver\u0007ify', 'verify\u00a0', 'ver\ud800ify'].map(
    (value) => ['credentials.verifyToken', value] as const,
  ),
];

describe('the settings of a number', () => {
  it('are fit', () => expect(settingProblems(SETTINGS, { connection, credentials })).toEqual([]));

  it.each(['http://127.0.0.1:4010', 'http://localhost/graph/', 'http://[::1]:8080', 'https://proxy.example/meta/'])(
    'may lead to %s',
    (baseUrl) => expect(settingProblems(SETTINGS, settings('connection.baseUrl', baseUrl))).toEqual([]),
  );

  it.each(WRONG)('%s is named when it is wrong: %j', (path, wrong) => {
    const code = wrong.trim() === '' ? 'required' : 'invalid';
    const problem = { path, code, expected: expect.any(String) as string };
    expect(settingProblems(SETTINGS, settings(path, wrong))).toEqual([problem]);
  });

  it.each(WRONG.filter(([path]) => !/businessAccountId|appSecret|verifyToken/.test(path)))(
    'are refused by the adapter as they are by its check: %s %j',
    (path, wrong) => {
      const unfit = settings(path, wrong);
      let thrown: unknown;
      try {
        endpointOf(unfit.connection, unfit.credentials);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(UnfitSettings);
      expect((thrown as UnfitSettings).problems.map((problem) => problem.path)).toEqual([path]);
      expect((thrown as UnfitSettings).message).not.toContain(credentials.accessToken);
    },
  );

  it('that no call is made with keep no number from being called', () => {
    const unfit = { ...connection, businessAccountId: 'no account' };
    expect(endpointOf(unfit, { ...credentials, appSecret: '' }).account).toBe('/v25.0/no%20account');
  });

  it('keep a path before the version', () => {
    expect(endpointOf({ ...connection, baseUrl: 'https://proxy.example/meta/' }, credentials)).toMatchObject({
      origin: 'https://proxy.example',
      number: '/meta/v25.0/700100200300',
      account: '/meta/v25.0/900800700',
    });
  });
});
