import { settingProblems, type SettingRules } from './settings';

const rules: SettingRules = {
  connection: { baseUrl: () => null, app: (value) => (value === 'shop' ? null : 'shop') },
  credentials: { key: (value) => (value === '' ? 'a key' : null) },
};
const of = (part: 'connection' | 'credentials', settings: Record<string, string>) =>
  settingProblems(rules, { [part]: settings }).map(({ path, code }) => `${path} ${code}`);

describe('settings', () => {
  it('are judged as far as a part is given, and every one of that part', () => {
    expect(settingProblems(rules, {})).toEqual([]);
    expect(of('connection', {})).toEqual(['connection.app required']);
    expect(of('credentials', { key: '' })).toEqual(['credentials.key required']);
    expect(of('connection', { baseUrl: 'x', app: 'shop' })).toEqual([]);
  });

  it('are not too long, and none that the provider does not know', () => {
    expect(of('credentials', { key: 'x'.repeat(4097) })).toEqual(['credentials.key too_long']);
    expect(of('credentials', { key: 'x', constructor: 'y' })).toEqual(['credentials.constructor invalid']);
  });

  it('say what they must be', () => {
    expect(settingProblems(rules, { connection: { baseUrl: 'x', app: 'y' } })).toEqual([
      { path: 'connection.app', code: 'invalid', expected: 'shop' },
    ]);
  });
});
