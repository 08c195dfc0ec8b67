import { seededRandom, VirtualClock } from '@arauto/clock';
import type { KnownSender } from '@arauto/domain';
import type { Vault, VaultEntry } from '@arauto/privacy';
import { type OpenProvider, type Provider, UnfitSettings } from '@arauto/whatsapp';
import { secretLabel, secretsUnder } from '../secrets';
import type { Identities } from '../identities/identities';
import { ProviderConnections } from './provider-connections';

const secrets = secretsUnder('a secret of at least thirty-two characters', seededRandom('connections'));

interface Made extends Provider {
  readonly token: string;
  closed: boolean;
}

let clock: VirtualClock;
let made: Made[];
let failing: Error | null;
let connections: ProviderConnections;

beforeEach(() => {
  clock = new VirtualClock();
  made = [];
  failing = null;
  const stored = new Map(
    ['one', 'two'].map((token) => {
      const credentials = JSON.stringify({ accessToken: token, appSecret: 's', verifyToken: 'v' });
      const sealed = secrets.seal(secretLabel.credentials('sender-1'), credentials);
      const entry: VaultEntry = { ref: token, kind: 'secret', person: null, campaign: null, data: { sealed } };
      return [token, entry];
    }),
  );
  const vault = {
    getMany: (refs: readonly string[]) =>
      failing ? Promise.reject(failing) : Promise.resolve(refs.map((ref) => stored.get(ref))),
  } as unknown as Vault;
  const openProvider: OpenProvider = ({ connection: { phoneNumberId } }, { accessToken = '' }) => {
    const unfit = new UnfitSettings([{ path: 'connection.phoneNumberId', expected: 'digits' }]);
    if (phoneNumberId === 'unfit') return Promise.reject(unfit);
    const provider: Made = {
      token: accessToken,
      closed: false,
      send: () => Promise.reject(new Error('nobody sends here')),
      inspect: () => Promise.reject(new Error('nobody asks here')),
      templates: () => Promise.reject(new Error('nobody asks here')),
      media: () => Promise.reject(new Error('nobody asks here')),
      close: () => {
        provider.closed = true;
        return Promise.reject(new Error('it was in use'));
      },
    };
    made.push(provider);
    return Promise.resolve(provider);
  };
  connections = new ProviderConnections(vault, secrets, {} as Identities, openProvider, clock);
});

const sender = (credentialsRef: string, phoneNumberId = '1') =>
  ({ credentialsRef, connection: { phoneNumberId } }) as unknown as KnownSender;

describe('the provider of a number', () => {
  it('is opened once, whoever asks with the same settings', async () => {
    const first = sender('one');
    const opened = await Promise.all([
      connections.provider('sender-1', first),
      connections.provider('sender-1', first),
      connections.provider('sender-1', sender('one')),
    ]);
    expect(new Set(opened).size).toBe(1);
    expect(await connections.provider('sender-1', sender('one'))).toBe(opened[0]);
    expect(made).toHaveLength(1);
  });

  it('stays open for a while after the settings changed: who has not heard of it must not find it closed', async () => {
    const before = await connections.provider('sender-1', sender('one'));
    const after = await connections.provider('sender-1', sender('two'));
    expect(after).not.toBe(before);
    expect(await connections.provider('sender-1', sender('one'))).toBe(before);
    expect(await connections.provider('sender-1', sender('two'))).toBe(after);
    await clock.advance(20_000);
    expect(made.map(({ token, closed }) => [token, closed])).toEqual([
      ['one', false],
      ['two', false],
    ]);
    await clock.advance(10_000);
    // It could not be closed in good order, which is nobody's trouble.
    expect(made.map(({ token, closed }) => [token, closed])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    expect(await connections.provider('sender-1', sender('two'))).toBe(after);
  });

  it('is had again once what kept it away has passed', async () => {
    failing = new Error('the vault is busy');
    await expect(connections.provider('sender-1', sender('one'))).rejects.toThrow('busy');
    failing = null;
    expect(await connections.provider('sender-1', sender('one'))).toMatchObject({ token: 'one' });
    await expect(connections.provider('sender-1', sender('one', 'unfit'))).rejects.toBeInstanceOf(UnfitSettings);
    expect(await connections.provider('sender-1', sender('one'))).toBe(made[0]);
  });
});
