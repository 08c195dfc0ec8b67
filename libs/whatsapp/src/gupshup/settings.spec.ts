import { settingProblems, UnfitSettings } from '../settings';
import { endpointOf, type GupshupConnection, type GupshupCredentials, SETTINGS } from './settings';

const connection: GupshupConnection = {
  baseUrl: 'https://api.gupshup.io',
  appName: 'AuroraLoja',
  source: '551133330000',
  appId: '82ed52f4-30c0-4f12-81b4-e7ad07bd41de',
};
const credentials: GupshupCredentials = { apiKey: 'sk_0123456789abcdef', webhookToken: 'a-token_of-our-own' };

/** Settings that are fit but for one. */
function settings(path: string, value: string) {
  const [part, name = ''] = path.split('.');
  return part === 'connection'
    ? { connection: { ...connection, [name]: value }, credentials }
    : { connection, credentials: { ...credentials, [name]: value } };
}

const WRONG: readonly (readonly [string, string])[] = [
  ...['api.gupshup.io', 'http://api.gupshup.io', 'https://a:b@api.gupshup.io', 'https://api.gupshup.io/?a', ''].map(
    (value) => ['connection.baseUrl', value] as const,
  ),
  ...['', 'Aurora Loja', 'aurora/loja', 'a'.repeat(65)].map((value) => ['connection.appName', value] as const),
  ...['', '+551133330000', '55 11 3333', '011', '1234', '1'.repeat(21)].map(
    (value) => ['connection.source', value] as const,
  ),
  ...['app/1', 'app 1', 'a'.repeat(65)].map((value) => ['connection.appId', value] as const),
  ...['many', '0', '-1', '10 K'].map((value) => ['connection.messagingLimit', value] as const),
  ...['', 'key ', 'k ey', 'key\n'].map((value) => ['credentials.apiKey', value] as const),
  ...['', 'a-short-token-1', 'a/token/of/our/own', 'a token of our own', 'x'.repeat(129), '%2e%2e%2f%2e%2e%2f%2e'].map(
    (value) => ['credentials.webhookToken', value] as const,
  ),
];

describe('the settings of a number', () => {
  it('are fit, and without the id of the app, too', () => {
    expect(settingProblems(SETTINGS, { connection, credentials })).toEqual([]);
    expect(settingProblems(SETTINGS, settings('connection.appId', ''))).toEqual([]);
  });

  it.each(WRONG)('%s is named when it is wrong: %j', (path, wrong) => {
    const code = wrong.trim() === '' ? 'required' : 'invalid';
    expect(settingProblems(SETTINGS, settings(path, wrong))).toEqual([
      { path, code, expected: expect.any(String) as string },
    ]);
  });

  it.each(WRONG.filter(([path]) => !/messagingLimit|webhookToken/.test(path)))(
    'are refused by the adapter as they are by its check: %s %j',
    (path, wrong) => {
      const unfit = settings(path, wrong);
      const make = () => endpointOf(unfit.connection, unfit.credentials);
      expect(make).toThrow(UnfitSettings);
      expect(make).toThrow(path);
      expect(make).not.toThrow(credentials.apiKey);
    },
  );

  it('that no call is made with keep no number from being called', () => {
    expect(endpointOf(connection, { ...credentials, webhookToken: '' })).toMatchObject({ apiKey: credentials.apiKey });
  });

  it('keep a path before the API’s own', () => {
    expect(endpointOf({ ...connection, baseUrl: 'https://proxy.example/gs/' }, credentials)).toMatchObject({
      origin: 'https://proxy.example',
      sendTemplate: '/gs/wa/api/v1/template/msg',
      sendFreeForm: '/gs/wa/api/v1/msg',
      templates: '/gs/wa/app/82ed52f4-30c0-4f12-81b4-e7ad07bd41de/template',
    });
  });
});
