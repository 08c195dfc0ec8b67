import type { KnownSender } from '@arauto/domain';
import { UnfitSettings } from '@arauto/whatsapp';
import { ANY_HOST } from '@arauto/whatsapp/contract';
import { platformOf } from './platform';

const SENDER = { connection: { phoneNumberId: '1' }, credentialsRef: 'ref' } as unknown as KnownSender;

function platform(fails: () => Promise<never>, sender: KnownSender | undefined = SENDER) {
  const logged: string[] = [];
  return {
    logged,
    ...platformOf(
      () => Promise.resolve(sender),
      { provider: fails },
      ANY_HOST,
      (message) => logged.push(message),
    ),
  };
}

describe('what the platform says', () => {
  it.each([
    ['ENG_CONNECTION', new UnfitSettings([{ path: 'credentials.accessToken', expected: 'without blanks' }])],
    ['ENG_NET', new Error('the vault is busy')],
  ])('is an answer, %s, also when it could not be asked', async (code, error) => {
    const { inspect, templates, logged } = platform(() => Promise.reject(error));
    expect(await inspect('sender-1')).toMatchObject({ error: { code } });
    expect(await inspect('sender-1', SENDER)).toMatchObject({ error: { code } });
    expect(await templates('sender-1')).toMatchObject({ error: { code } });
    expect(logged).toHaveLength(3);
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
