import type { KnownSender } from '@arauto/domain';
import { type Provider, UnfitSettings } from '@arauto/whatsapp';
import { ANY_HOST } from '@arauto/whatsapp/contract';
import { platformOf } from './platform';

const SENDER = { connection: { phoneNumberId: '1' }, credentialsRef: 'ref' } as unknown as KnownSender;

function platform(provider: () => Promise<Provider>, sender: KnownSender | undefined = SENDER) {
  const logged: string[] = [];
  return {
    logged,
    ...platformOf(
      () => Promise.resolve(sender),
      { provider },
      ANY_HOST,
      (message, facts) => logged.push(`${message} ${JSON.stringify(facts)}`),
    ),
  };
}

describe('what the platform says', () => {
  it.each([
    ['ENG_CONNECTION', new UnfitSettings([{ path: 'credentials.accessToken', expected: 'without blanks' }])],
    ['ENG_NET', new Error('the vault is busy')],
  ])('is an answer, %s, also when it could not be asked', async (code, error) => {
    const { inspect, templates, media, logged } = platform(() => Promise.reject(error));
    expect(await inspect('sender-1')).toMatchObject({ error: { code } });
    expect(await inspect('sender-1', SENDER)).toMatchObject({ error: { code } });
    expect(await templates('sender-1')).toMatchObject({ error: { code } });
    expect(await media('sender-1', 'm1')).toMatchObject({ error: { code } });
    expect(logged).toHaveLength(4);
  });

  it('of a file is told to whoever runs the engine where the words are ours, and not where they are the platform’s', async () => {
    const why = async (code: string) => {
      const error = { code, details: 'of Ana' };
      const provider = { media: () => Promise.resolve({ error }) } as unknown as Provider;
      const { media, logged } = platform(() => Promise.resolve(provider));
      expect(await media('sender-1', 'm1')).toEqual({ error });
      return logged;
    };
    expect(await why('100')).toEqual([]);
    expect(await why('ENG_NET')).toEqual([expect.stringContaining('of Ana')]);
  });

  it('is one for a sender that nobody has heard of, too', async () => {
    const { inspect } = platformOf(
      () => Promise.resolve(undefined),
      { provider: () => Promise.reject(new Error('nobody is asked')) },
      ANY_HOST,
      () => undefined,
    );
    const error = { code: 'ENG_NET', details: 'sender sender-1 is not in the log' };
    expect(await inspect('sender-1')).toEqual({ error });
  });
});
