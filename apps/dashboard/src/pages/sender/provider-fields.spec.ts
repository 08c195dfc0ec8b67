import { PROVIDERS, providerNamed, settingsOf } from './provider-fields';

describe('the fields of a provider', () => {
  it('are known by its name, and of no other', () => {
    expect(providerNamed('gupshup')).toBe('gupshup');
    expect(providerNamed('another')).toBeNull();
  });

  it('leave out what may be left empty, and what belongs to another', () => {
    const typed = { appName: 'AuroraLoja', source: '551133330000', appId: ' ', phoneNumberId: '1' };
    expect(settingsOf(PROVIDERS.gupshup.connection, { ...PROVIDERS.gupshup.usual, ...typed })).toEqual({
      ...{ appName: 'AuroraLoja', source: '551133330000', baseUrl: 'https://api.gupshup.io' },
    });
  });

  it('that may be left empty are among them', () => {
    for (const { connection, optional } of Object.values(PROVIDERS))
      expect(connection).toEqual(expect.arrayContaining([...optional]));
  });
});
