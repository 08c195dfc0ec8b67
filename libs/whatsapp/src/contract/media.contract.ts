import { type Clock, VirtualClock } from '@arauto/clock';
import type { Readable } from 'node:stream';
import type { ProviderHosts } from '../hosts/provider-hosts';
import type { MediaFile, NoMedia, Provider } from '../provider';
import { answer, type Behaviour, rawAnswer, type RawRequest, UnrulyServer } from './unruly-server';

/** How a platform words what it says of the files of persons, where it is asked about them by an id. */
export interface MediaWords {
  /** An answer to the question about an id, which leads to `url`. */
  readonly found: (file: { url: string; mimeType: string; bytes: number }) => { status: number; body: string };
  /** Answers that say that there is no such file, or not any more. */
  readonly gone: readonly { status: number; body: string }[];
}

/** How a provider under test is made, and what its platform says of files. */
export interface MediaUnderTest {
  make(options: { baseUrl: string; clock: Clock; connections: number; hosts: ProviderHosts }): Provider;
  /** `address`: a file is known by where it lies, so that nothing is asked before it is fetched, and nothing said of it. */
  readonly media: MediaWords | 'address';
}

const TYPE = 'image/jpeg';
const CONTENT = 'a picture of a receipt, '.repeat(4096);

/** Files from one host at once; milliseconds in which nobody reads on, and in which one waits for its turn. */
const AT_ONCE = 16;
const PATIENCE = 20_000;
const WAIT = 30_000;

const NOWHERE: ProviderHosts = { allows: () => false };

/** What every provider owes whoever asks for a file, held against a server that misbehaves. */
export function describeMediaContract(name: string, { make, media }: MediaUnderTest): void {
  describe(`media contract: ${name}`, () => {
    let server: UnrulyServer;
    let elsewhere: UnrulyServer;
    let clock: VirtualClock;
    let provider: Provider;
    let id: string;
    const words = media === 'address' ? null : media;
    const ofWords = words ? it : it.skip;

    const at = (url: string, bytes = CONTENT.length): Behaviour => {
      if (!words) id = url;
      const { status, body } = words?.found({ url, mimeType: TYPE, bytes }) ?? { status: 500, body: '' };
      return answer(status, body);
    };
    /** The server leads to itself, and answers there as told. */
    const serves = (file: Behaviour, bytes = CONTENT.length) => {
      const place = at(`${server.baseUrl}/file`, bytes);
      server.behave = (socket, request) => (isFile(request) ? file : place)(socket, request);
    };
    const found = async (): Promise<MediaFile> => {
      const file = await provider.media(id);
      if ('error' in file) throw new Error(JSON.stringify(file));
      return file;
    };
    const refused = async (): Promise<NoMedia> => {
      const file = await provider.media(id);
      if (!('error' in file)) throw new Error('there is a file');
      return file;
    };

    beforeEach(async () => {
      [server, elsewhere] = await Promise.all([UnrulyServer.start(), UnrulyServer.start()]);
      clock = new VirtualClock();
      provider = make({ baseUrl: server.baseUrl, clock, connections: 4, hosts: NOWHERE });
      id = 'm1';
    });

    afterEach(async () => {
      await Promise.all([server.stop(), elsewhere.stop()]);
      await provider.close();
    });

    it('is the file as it lies there, with its type and length', async () => {
      serves(answer(200, CONTENT));
      const { mimeType, bytes, content } = await found();
      expect([mimeType, bytes]).toEqual([words ? TYPE : null, CONTENT.length]);
      expect(await whole(content)).toBe(CONTENT);
    });

    it('is as long as the file itself says, or unknown, where nothing else is said', async () => {
      serves(answer(200, CONTENT), 0);
      expect((await found()).bytes).toBe(CONTENT.length);
      serves(chunked(CONTENT), 0);
      const { bytes, content } = await found();
      expect([bytes, await whole(content)]).toEqual([null, CONTENT]);
    });

    ofWords('is gone where the platform says so', async () => {
      for (const { status, body } of words?.gone ?? []) {
        server.behave = answer(status, body);
        expect(await refused()).toMatchObject({ isGone: true });
      }
    });

    it('is gone where its address leads to nothing', async () => {
      serves(answer(404, ''));
      expect(await refused()).toMatchObject({ isGone: true });
    });

    it('is not gone because the platform does not answer well', async () => {
      const unfit = [answer(500, ''), answer(200, '{}'), answer(200, '<html>'), answer(200, 'null')];
      for (const behave of words ? unfit : []) {
        server.behave = behave;
        expect((await refused()).isGone).toBeUndefined();
      }
      serves(answer(503, ''));
      expect((await refused()).isGone).toBeUndefined();
    });

    it('is not fetched from an address that is neither the connection’s own nor on the list', async () => {
      const { host } = new URL(elsewhere.baseUrl);
      const urls = [
        ...[`http://${host}/file`, `http://localhost:${new URL(server.baseUrl).port}/file`, 'https://10.0.0.1/file'],
        ...[`http://${new URL(server.baseUrl).host}@${host}/file`, 'file:///etc/passwd', '//x', '/file', 'nothing'],
      ];
      for (const url of urls) {
        server.behave = at(url);
        expect(await refused()).toMatchObject({ error: { code: 'ENG_NET' } });
      }
      expect(server.requests).toHaveLength(words ? urls.length : 0);
      expect(elsewhere.connections).toBe(0);
    });

    it('is fetched from a host that is on the list, but not in plain text over a network', async () => {
      await provider.close();
      const allowed = new Set([new URL(elsewhere.baseUrl).host, 'files.example']);
      const hosts: ProviderHosts = { allows: (url) => allowed.has(new URL(url).host) };
      provider = make({ baseUrl: server.baseUrl, clock, connections: 4, hosts });
      server.behave = at(`${elsewhere.baseUrl}/file?a=b`);
      elsewhere.behave = answer(200, CONTENT);
      expect(await whole((await found()).content)).toBe(CONTENT);
      expect(elsewhere.requests[0]?.head).toMatch(/^GET \/file\?a=b /);
      server.behave = at('http://files.example/file');
      expect(await refused()).toMatchObject({ error: { code: 'ENG_NET' } });
    });

    it('is nowhere that a redirection leads to', async () => {
      for (const status of [301, 302, 307, 308]) {
        serves(answer(status, '', { location: `${elsewhere.baseUrl}/file` }));
        expect(await refused()).toMatchObject({ error: { code: String(status) } });
      }
      expect(elsewhere.connections).toBe(0);
    });

    it('fails where it breaks off', async () => {
      serves((socket) => socket.end(rawAnswer(200, CONTENT).slice(0, -1)));
      await expect(whole((await found()).content)).rejects.toThrow('broke off');
    });

    ofWords('is none where it is to be of another length than was said', async () => {
      for (const said of [CONTENT.length - 1, CONTENT.length + 1]) {
        serves(answer(200, CONTENT), said);
        expect(await refused()).toMatchObject({ error: { code: 'ENG_NET' } });
      }
    });

    ofWords('fails, with less than was said, where it comes out longer or shorter', async () => {
      for (const said of [CONTENT.length - 1, CONTENT.length + 1]) {
        serves(chunked(CONTENT), said);
        const read: Buffer[] = [];
        const reading = (async () => {
          for await (const chunk of (await found()).content) read.push(chunk as Buffer);
        })();
        await expect(reading).rejects.toThrow('broke off');
        expect(Buffer.concat(read).length).toBeLessThan(said);
      }
    });

    it('is none where it is larger than a person can send', async () => {
      const huge = 100 * 1024 * 1024 + 1;
      if (words) {
        serves(answer(200, CONTENT), huge);
        expect(await refused()).toMatchObject({ error: { code: 'ENG_NET' } });
      }
      serves(answer(200, '', { 'content-length': String(huge) }), 0);
      expect(await refused()).toMatchObject({ error: { code: 'ENG_NET' } });
    });

    it('is not read on while nobody reads it, nor any more once it is given up', async () => {
      let written = 0;
      let closed: () => void = () => undefined;
      const gone = new Promise<void>((resolve) => (closed = resolve));
      const piece = Buffer.alloc(65_536, 'x');
      serves((socket) => {
        const flood = () => {
          do written += piece.length;
          while (!socket.destroyed && socket.write(chunkOf(piece)));
        };
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        socket.on('drain', flood).on('close', closed);
        flood();
      }, 0);
      const { content } = await found();
      for (let before = -1; before !== written;) {
        before = written;
        await turns();
      }
      expect(written).toBeLessThan(50 * 1024 * 1024);
      await clock.advance(PATIENCE - 1);
      expect(content.errored).toBeNull();
      content.destroy();
      await gone;
    });

    it('breaks off when nobody reads on, and the next that waits for its connection comes', async () => {
      const size = 8 * 1024 * 1024;
      const content = 'x'.repeat(size);
      serves(answer(200, content), size);
      const files = await Promise.all(Array.from({ length: AT_ONCE }, found));
      const [read, ...unread] = files;
      await turns();
      const next = found();
      await server.arrived(words ? 2 * AT_ONCE + 1 : AT_ONCE);
      // One of them is read a little now and then.
      await clock.advance(PATIENCE - 1);
      expect(await taken(read!.content, size / 2)).toBeGreaterThan(0);
      await turns();
      await clock.advance(1);
      const came = whole((await next).content);
      expect((await came).length).toBe(size);
      for (const { content: other } of unread) await expect(whole(other)).rejects.toThrow('nobody read on');
      expect(read!.content.errored).toBeNull();
      read!.content.destroy();
    });

    it('is none when no connection is free in time', async () => {
      const size = 8 * 1024 * 1024;
      serves(answer(200, 'x'.repeat(size)), size);
      const files = await Promise.all(Array.from({ length: AT_ONCE }, found));
      await turns();
      const next = refused();
      await server.arrived(words ? 2 * AT_ONCE + 1 : AT_ONCE);
      await turns();
      for (const wait of [PATIENCE - 1, WAIT - PATIENCE + 1]) {
        await clock.advance(wait);
        for (const { content } of files) await taken(content, 64 * 1024);
        await turns();
      }
      expect(await next).toMatchObject({
        error: { code: 'ENG_NET', details: expect.stringContaining('free') as string },
      });
      for (const { content } of files) content.destroy();
    });

    ofWords('is none when no answer comes in time to the question', async () => {
      server.behave = () => undefined;
      const first = refused();
      await server.arrived(1);
      await clock.advance(10_000);
      expect(await first).toMatchObject({ error: { code: 'ENG_NET' } });
    });

    it('is none when the file does not come in time', async () => {
      serves(() => undefined);
      const second = refused();
      await server.arrived(words ? 2 : 1);
      await clock.advance(10_000);
      expect(await second).toMatchObject({ error: { code: 'ENG_NET' } });
    });

    it('fails when it falls silent', async () => {
      serves((socket) => socket.write(rawAnswer(200, CONTENT).slice(0, -1)));
      const reading = whole((await found()).content);
      reading.catch(() => undefined);
      await turns();
      await clock.advance(30_000);
      await expect(reading).rejects.toThrow('broke off');
    });

    it('is cut off when the provider is closed, and there is none after that', async () => {
      serves((socket) => socket.write(rawAnswer(200, CONTENT).slice(0, -1)));
      const reading = whole((await found()).content);
      reading.catch(() => undefined);
      await provider.close();
      await expect(reading).rejects.toThrow('broke off');
      expect(await refused()).toMatchObject({ error: { code: 'ENG_NET' } });
      provider = make({ baseUrl: server.baseUrl, clock, connections: 4, hosts: NOWHERE });
    });
  });
}

/** Lets what lies in sockets arrive. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Reads so many bytes at most, of what is there. */
async function taken(content: Readable, most: number): Promise<number> {
  let bytes = 0;
  for (let turn = 0; turn < 200 && bytes < most; turn++) {
    bytes += (content.read() as Buffer | null)?.length ?? 0;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return bytes;
}

function isFile({ head }: RawRequest): boolean {
  return head.startsWith('GET /file');
}

async function whole(content: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function chunkOf(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** An answer that does not say how long it is. */
function chunked(body: string): Behaviour {
  return (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
    for (let from = 0; from < body.length; from += 4096)
      socket.write(chunkOf(Buffer.from(body.slice(from, from + 4096))));
    socket.write('0\r\n\r\n');
  };
}
