import { systemClock } from '@arauto/clock';
import fc from 'fast-check';
import { messageOf } from './contract';
import { providerHosts } from './hosts/provider-hosts';
import { openerOn, providerKind, PROVIDERS } from './providers';
import { settingProblems, type SettingRule } from './settings';
import { WebhookNotJson } from './webhook-element';

describe('providers', () => {
  it('are known by a name of their own, which can stand in an address', () => {
    const names = PROVIDERS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z-]*$/);
  });

  it('are found by it, and by no other', () => {
    for (const kind of PROVIDERS) expect(providerKind(kind.name)).toBe(kind);
    for (const name of ['constructor', '']) expect(() => providerKind(name)).toThrow(`no provider ${name}`);
  });

  it.each(PROVIDERS.map(({ name }) => name))('%s makes no call to a host that is not on the list', async (provider) => {
    const open = openerOn(providerHosts(['graph.facebook.com']));
    const number = { provider, connection: { baseUrl: 'https://10.0.0.1' } };
    const closed = await open(number, {}, { clock: systemClock });
    expect(await closed.send(messageOf(), { mayWrite: () => true, timeoutMs: 1 })).toEqual({ kind: 'withdrawn' });
    const refused = { error: { code: 'ENG_NET', details: 'baseUrl must be on a host of ARAUTO_PROVIDER_HOSTS' } };
    expect(await closed.inspect()).toEqual(refused);
    expect(await closed.templates()).toEqual(refused);
    expect(await closed.media('m1')).toEqual(refused);
  });
});

describe.each(PROVIDERS.map((kind) => [kind.name, kind] as const))(
  'the kind %s',
  (_, { settings, numberSetting, webhooks }) => {
    it('needs every setting that it knows, but those that are optional', () => {
      const problems = settingProblems(settings, { connection: {}, credentials: {} });
      const all = Object.entries(settings).flatMap(([part, rules]) =>
        Object.entries<SettingRule>(rules).flatMap(([name, { isOptional }]) => (isOptional ? [] : [`${part}.${name}`])),
      );
      expect(problems.map(({ path }) => path)).toEqual(all);
      expect(problems.every(({ code }) => code === 'required')).toBe(true);
    });

    it('says where it is reached, and by what a number is told', () => {
      expect(settings.connection).toHaveProperty('baseUrl');
      expect(settings.connection).toHaveProperty(numberSetting);
    });

    it('has a secret of its own in the address where it has one there', () => {
      const { secretInPath } = webhooks;
      if (secretInPath !== undefined) expect(settings.credentials).toHaveProperty(secretInPath);
    });

    it('trusts nobody who shows nothing', () => {
      expect(webhooks.handshake?.({}, {}) ?? null).toBeNull();
      expect(webhooks.verify({ headers: {}, body: Buffer.from('{}') }, {})).toBe(false);
    });

    it.each(['', '{', 'statuses=1', '<xml/>', '\u0000'])('reads no webhook in %j', (text) => {
      expect(() => webhooks.parse(Buffer.from(text))).toThrow(WebhookNotJson);
    });

    it('never fails on JSON of any shape', () => {
      const parse = (body: unknown) => webhooks.parse(Buffer.from(JSON.stringify(body)));
      fc.assert(fc.property(fc.jsonValue(), (body) => Array.isArray(parse(body))));
    });
  },
);
