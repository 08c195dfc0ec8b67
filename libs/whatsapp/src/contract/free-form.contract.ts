import { type Clock, VirtualClock } from '@arauto/clock';
import type { ProviderHosts } from '../hosts/provider-hosts';
import type { FreeForm, FreeFormFile, Provider } from '../provider';
import { ANY_HOST, messageOf } from './builders';
import { answer, UnrulyServer } from './unruly-server';

/** How a provider under test is made, and how its platform is told what has no template. */
export interface FreeFormUnderTest {
  make(options: { baseUrl: string; clock: Clock; connections: number; hosts: ProviderHosts }): Provider;
  readonly accepted: (messageId: string) => { status: number; body: string };
  readonly freeForm: {
    /** The content of a request. */
    readonly contentIn: (body: string) => unknown;
    readonly text: (text: string) => unknown;
    /** What a file is told as. */
    readonly file: (file: FreeFormFile) => unknown;
  };
  /** How the platform answers to an upload, where it takes any. */
  readonly uploads?: {
    readonly uploaded: (id: string) => { status: number; body: string };
    readonly refused: readonly { status: number; body: string; code: string; details: string }[];
  };
}

const LINK = 'https://loja.example/a b?c=1&d="é"';
const OPTIONS = { mayWrite: () => true, timeoutMs: 10_000 };
const UPLOAD = { mimeType: 'image/png', filename: 'cartão "novo".png', content: Buffer.from('\r\n--a picture') };

const said: readonly Omit<FreeFormFile, 'file'>[] = [
  { type: 'image' },
  { type: 'image', caption: 'Olá,\n*Açaí* 🍇 & "cia"' },
  { type: 'video', caption: 'Veja' },
  { type: 'audio' },
  { type: 'document', filename: 'nota 1.pdf' },
  { type: 'document', filename: 'nota.pdf', caption: 'Sua nota' },
];

/** What every provider owes whoever writes inside an open session, and leaves files with it. */
export function describeFreeFormContract(name: string, { make, accepted, freeForm, uploads }: FreeFormUnderTest): void {
  describe(`free-form contract: ${name}`, () => {
    let server: UnrulyServer;
    let clock: VirtualClock;
    let provider: Provider;
    const send = async (content: FreeForm) => {
      const { status, body } = accepted('id-1');
      server.behave = answer(status, body);
      return provider.send(messageOf({ content }), OPTIONS);
    };
    const told = async (content: FreeForm): Promise<unknown> => {
      expect(await send(content)).toMatchObject({ kind: 'accepted', messageId: 'id-1' });
      expect(server.requests).toHaveLength(1);
      return freeForm.contentIn(server.requests[0]!.body);
    };

    beforeEach(async () => {
      server = await UnrulyServer.start();
      clock = new VirtualClock();
      provider = make({ baseUrl: server.baseUrl, clock, connections: 4, hosts: ANY_HOST });
    });

    afterEach(async () => {
      await server.stop();
      await provider.close();
    });

    it.each(['Oi', 'Olá,\n*Açaí* 🍇 & "cia" = 100 % + 1', ' '.repeat(3), 'x'.repeat(4096)])(
      'says a text as it is: %j',
      async (text) => {
        expect(await told({ type: 'text', text })).toEqual(freeForm.text(text));
      },
    );

    it.each(said)('says a file by its address: %j', async (words) => {
      const file: FreeFormFile = { ...words, file: { link: LINK } };
      const content = await told(file);
      expect(content).toEqual(freeForm.file(file));
      expect(JSON.stringify(content)).toContain(JSON.stringify(LINK));
    });

    it('says nothing beside a file for which its type has no place', async () => {
      const file = { link: LINK };
      expect(await told({ type: 'audio', file, caption: 'Ouça', filename: 'a.ogg' })).toEqual(
        freeForm.file({ type: 'audio', file }),
      );
    });

    it.each(said)('says a file by its id, or refuses it without a word to anybody: %j', async (words) => {
      const file: FreeFormFile = { ...words, file: { id: '880011223344' } };
      if (uploads) expect(await told(file)).toEqual(freeForm.file(file));
      else {
        expect(await send(file)).toMatchObject({ kind: 'refused', error: { code: '131053' } });
        expect(server.connections).toBe(0);
      }
    });

    if (!uploads) {
      it('offers no upload', () => expect(provider.upload).toBeUndefined());
      return;
    }

    describe('an upload', () => {
      const upload = () => provider.upload!(UPLOAD);

      it('answers the id by which the file goes on', async () => {
        const { status, body } = uploads.uploaded('880011223344');
        server.behave = answer(status, body);
        expect(await upload()).toEqual({ id: '880011223344' });
        const [request] = server.requests;
        expect(request?.body).toContain(UPLOAD.content.toString());
        expect(request?.body).toContain(UPLOAD.mimeType);
      });

      it.each(uploads.refused)('reads a refusal: HTTP $status code $code', async ({ status, body, code, details }) => {
        server.behave = answer(status, body);
        expect(await upload()).toEqual({ error: { code, details } });
      });

      it.each([
        [200, '{}'],
        [200, 'null'],
        [200, '{"id":7}'],
        [200, '<html>'],
        [413, '<html>Request Entity Too Large</html>'],
        [502, ''],
      ])('is none when HTTP %i says %j', async (status, body) => {
        server.behave = answer(status, body);
        expect(await upload()).toMatchObject({ error: { code: 'ENG_NET' } });
      });

      it('is none when the connection breaks off, or nobody answers in time', async () => {
        server.behave = (socket) => socket.resetAndDestroy();
        expect(await upload()).toMatchObject({ error: { code: 'ENG_NET' } });
        server.behave = () => undefined;
        const late = upload();
        await server.arrived(2);
        await clock.advance(120_000);
        expect(await late).toMatchObject({ error: { code: 'ENG_NET' } });
        expect(server.requests).toHaveLength(2);
      });
    });
  });
}
