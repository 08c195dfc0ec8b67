import { VirtualClock } from '@arauto/clock';
import { Socket } from 'node:net';
import type { Provider, SendOutcome } from '../provider';
import { ANY_HOST, messageOf } from './builders';
import { describeFreeFormContract, type FreeFormUnderTest } from './free-form.contract';
import { describeMediaContract, type MediaUnderTest } from './media.contract';
import { answer, type Behaviour, rawAnswer, UnrulyServer } from './unruly-server';

/** How a provider under test is made, and how its platform words the answers that mean something. */
export interface ProviderUnderTest extends MediaUnderTest, FreeFormUnderTest {
  /** How the platform wants a number in E.164 with `+` written. */
  readonly recipient: (e164: string) => string;
  /** A success answer that carries `messageId`. */
  readonly accepted: (messageId: string) => { status: number; body: string; as: 'accepted' | 'submitted' };
  /** A success answer of a message that the platform holds back, where it knows such a thing. */
  readonly held?: (messageId: string) => { status: number; body: string };
  /** A refusal as the platform words it, and the error that must be read from it. */
  readonly refused: readonly { status: number; body: string; code: string; details: string }[];
}

const TIMEOUT_MS = 10_000;

/** What every provider owes the dispatcher, held against a server that misbehaves. */
export function describeProviderContract(name: string, under: ProviderUnderTest): void {
  describeMediaContract(name, under);
  describeFreeFormContract(name, under);
  describe(`provider contract: ${name}`, () => {
    let server: UnrulyServer;
    let clock: VirtualClock;
    let provider: Provider;
    const start = (connections: number) => under.make({ baseUrl: server.baseUrl, clock, connections, hosts: ANY_HOST });
    const send = (mayWrite: () => boolean = () => true, to = '+5511900001234'): Promise<SendOutcome> =>
      provider.send(messageOf({ to }), { mayWrite, timeoutMs: TIMEOUT_MS });
    const accept = (messageId: string): Behaviour => {
      const { status, body } = under.accepted(messageId);
      return answer(status, body);
    };
    /** Sends, lets the server misbehave, and expects an unknown outcome of a request that was written exactly once. */
    const expectUnknown = async (behave: Behaviour): Promise<void> => {
      server.behave = behave;
      const outcome = await send();
      expect(outcome).toMatchObject({ kind: 'unknown', error: { code: 'ENG_AMBIGUOUS' } });
      // Whatever would be repeated has been by the time the next message is through.
      server.behave = accept('after');
      expect(await send()).toMatchObject({ kind: 'accepted', messageId: 'after' });
      expect(server.requests).toHaveLength(2);
    };

    /** So that a second call meets the connection of the first. */
    const useOneConnection = async () => {
      await provider.close();
      provider = start(1);
    };

    beforeEach(async () => {
      server = await UnrulyServer.start();
      clock = new VirtualClock();
      provider = start(4);
    });

    afterEach(async () => {
      await server.stop();
      await provider.close();
    });

    describe('answers', () => {
      it('takes a success answer with a message id as acceptance', async () => {
        server.behave = accept('id-1');
        expect(await send()).toMatchObject({
          kind: 'accepted',
          messageId: 'id-1',
          as: under.accepted('id-1').as,
        });
      });

      it('posts the recipient as the platform wants it written', async () => {
        server.behave = accept('id-1');
        await send();
        const { body } = server.requests[0]!;
        expect(decodeURIComponent(body).split(/[^+\d]/)).toContain(under.recipient('+5511900001234'));
      });

      (under.held ? it : it.skip)('tells a message that is held back from one that is accepted', async () => {
        const { status, body } = under.held!('id-2');
        server.behave = answer(status, body);
        expect(await send()).toMatchObject({ kind: 'accepted', messageId: 'id-2', as: 'held' });
      });

      it.each(under.refused.map((refusal) => [`HTTP ${refusal.status} code ${refusal.code}`, refusal] as const))(
        'reads a refusal: %s',
        async (_, { status, body, code, details }) => {
          server.behave = answer(status, body);
          expect(await send()).toEqual({ kind: 'refused', error: { code, details } });
        },
      );

      it('keeps the answers of simultaneous calls apart', async () => {
        server.behave = (socket, request) => {
          const { status, body } = under.accepted(/5511900001\d{3}/.exec(request.body)![0]);
          socket.write(rawAnswer(status, body));
        };
        const numbers = Array.from({ length: 64 }, (_, i) => String(5511900001000 + i));
        const outcomes = await Promise.all(numbers.map((number) => send(() => true, `+${number}`)));
        expect(outcomes.map((outcome) => outcome.kind === 'accepted' && outcome.messageId)).toEqual(numbers);
        expect(server.connections).toBeLessThanOrEqual(4);
      });

      it('reads an answer that comes byte by byte, after an informational one', async () => {
        const { status, body } = under.accepted('id-3');
        server.behave = (socket) => {
          socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');
          for (const character of rawAnswer(status, body)) socket.write(character);
        };
        expect(await send()).toMatchObject({ kind: 'accepted', messageId: 'id-3' });
      });

      it('goes on with a new connection after an answer that closes the old one', async () => {
        const { status, body } = under.accepted('id-4');
        server.behave = (socket) => socket.end(rawAnswer(status, body, { connection: 'close' }));
        expect(await send()).toMatchObject({ kind: 'accepted' });
        expect(await send()).toMatchObject({ kind: 'accepted' });
        expect(server.connections).toBe(2);
      });
    });

    describe('the last check', () => {
      it('writes not one byte when mayWrite says no, and keeps the connection', async () => {
        await useOneConnection();
        server.behave = accept('id');
        await send();
        const before = server.bytes;
        expect(await send(() => false)).toEqual({ kind: 'withdrawn' });
        expect(server.bytes).toBe(before);
        await send();
        expect(server.bytes).toBe(2 * before);
        expect(server.requests.map((request) => request.connection)).toEqual([1, 1]);
      });

      it('writes not one byte on a fresh connection either', async () => {
        expect(await send(() => false)).toEqual({ kind: 'withdrawn' });
        server.behave = accept('id');
        await send();
        expect(server.requests).toHaveLength(1);
        expect(server.bytes).toBe(Buffer.byteLength(`${server.requests[0]!.head}\r\n\r\n${server.requests[0]!.body}`));
      });

      it('asks mayWrite once, synchronously with the write', async () => {
        server.behave = accept('id');
        await send();
        let later = 0;
        const asked: number[] = [];
        const written: number[] = [];
        const sockets = Socket.prototype as unknown as WritableSocket;
        const write = sockets._writev;
        const watched = jest.spyOn(sockets, '_writev').mockImplementation(function (this: Socket, ...args) {
          written.push(later);
          return write.apply(this, args);
        });
        try {
          await send(() => {
            asked.push(later);
            queueMicrotask(() => later++);
            process.nextTick(() => later++);
            return true;
          });
        } finally {
          watched.mockRestore();
        }
        expect(asked).toEqual([0]);
        expect(written).toEqual([0]);
      });

      it('asks nothing while the call waits for a free connection', async () => {
        await useOneConnection();
        let release: () => void = () => undefined;
        server.behave = (socket, request) => {
          release = () => accept('id')(socket, request);
        };
        const first = send();
        await server.arrived(1);
        let open = true;
        let asked = 0;
        const second = send(() => {
          asked++;
          return open;
        });
        expect(asked).toBe(0);
        open = false;
        release();
        expect(await first).toMatchObject({ kind: 'accepted' });
        expect(await second).toEqual({ kind: 'withdrawn' });
        expect(asked).toBe(1);
        expect(server.requests).toHaveLength(1);
      });

      it('passes on what mayWrite throws, and writes nothing', async () => {
        const mistake = new Error('a mistake of ours');
        await expect(
          send(() => {
            throw mistake;
          }),
        ).rejects.toBe(mistake);
        expect(server.bytes).toBe(0);
      });
    });

    describe('before the write', () => {
      it('is unreached when the connection is refused', async () => {
        await server.stop();
        let asked = 0;
        const outcome = await send(() => ++asked > 0);
        expect(outcome).toMatchObject({ kind: 'unreached', error: { code: 'ENG_NET' } });
        expect(asked).toBe(0);
        server = await UnrulyServer.start();
      });

      it('is unreached for every call that waits, and works again once the server is back', async () => {
        const port = Number(new URL(server.baseUrl).port);
        await server.stop();
        const outcomes = await Promise.all(Array.from({ length: 50 }, () => send()));
        expect(new Set(outcomes.map((outcome) => outcome.kind))).toEqual(new Set(['unreached']));
        server = await UnrulyServer.start(port);
        server.behave = accept('back');
        expect(await send()).toMatchObject({ kind: 'accepted', messageId: 'back' });
      });

      it('is unreached after close', async () => {
        await provider.close();
        expect(await send()).toMatchObject({ kind: 'unreached' });
        provider = start(4);
      });
    });

    describe('after the write', () => {
      it('is unknown when the connection is reset without an answer', () =>
        expectUnknown((socket) => socket.resetAndDestroy()));

      it('is unknown when the connection ends without an answer', () => expectUnknown((socket) => socket.end()));

      it('is unknown when a connection that was idle is reset at the next request', async () => {
        await useOneConnection();
        server.behave = accept('id');
        await send();
        server.behave = (socket) => socket.resetAndDestroy();
        expect(await send()).toMatchObject({ kind: 'unknown' });
        server.behave = accept('id');
        await send();
        expect(server.requests.map((request) => request.connection)).toEqual([1, 1, 2]);
      });

      it('repeats nothing when the server closed the connection while it was idle', async () => {
        await useOneConnection();
        const { status, body } = under.accepted('id');
        server.behave = (socket) => socket.end(rawAnswer(status, body, { connection: 'keep-alive' }));
        for (let i = 0; i < 5; i++) expect((await send()).kind).toMatch(/accepted|unknown/);
        expect(server.requests).toHaveLength(5);
      });

      it('is unknown when the headers break off', () =>
        expectUnknown((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le')));

      it('is unknown when the body breaks off', () => {
        const { status, body } = under.accepted('id');
        const length = { 'content-length': String(Buffer.byteLength(body) + 1) };
        return expectUnknown((socket) => socket.end(rawAnswer(status, body, length)));
      });

      it('is unknown when a chunked body breaks off', () =>
        expectUnknown((socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n40\r\n{"messa')));

      it('is unknown when the answer is not HTTP', () => expectUnknown((socket) => socket.end('SSH-2.0-server\r\n')));

      it.each([
        [200, '{}'],
        [200, ''],
        [200, 'null'],
        [200, '[]'],
        [200, '{"messages":[{"id":""}],"messageId":""}'],
        [200, '{"messages":[{"id":7}],"messageId":7}'],
        [200, '{"messages":[{"id":"x"'],
        [204, ''],
        [302, ''],
        [400, 'null'],
        [404, '<html>not here</html>'],
        [500, ''],
        [500, '{"error":"boom"}'],
        [502, '<html><h1>Bad Gateway</h1></html>'],
        [503, '{"error":{"message":"no code"}}'],
      ])('is unknown when HTTP %i says %j', (status, body) =>
        expectUnknown(answer(status, body, { location: `${server.baseUrl}/elsewhere` })),
      );

      it('is unknown when the body never seems to end, and stops reading it', () =>
        expectUnknown((socket) => {
          const flood = () => {
            while (!socket.destroyed && socket.write('x'.repeat(65_536)));
          };
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          socket.on('drain', flood);
          flood();
        }));

      it('is unknown when no answer comes in time, and a late one changes nothing', async () => {
        let answerLate: () => void = () => undefined;
        const silent: Behaviour = (socket, request) => {
          answerLate = () => accept('late')(socket, request);
        };
        server.behave = silent;
        const sent = send();
        await server.arrived(1);
        await clock.advance(TIMEOUT_MS - 1);
        let settled = false;
        void sent.then(() => (settled = true));
        await clock.advance(0);
        expect(settled).toBe(false);
        await clock.advance(1);
        expect(await sent).toMatchObject({ kind: 'unknown', error: { code: 'ENG_AMBIGUOUS' } });
        answerLate();
        server.behave = accept('next');
        expect(await send()).toMatchObject({ kind: 'accepted', messageId: 'next' });
      });

      it('is unknown when the answer trickles past the time-out', async () => {
        server.behave = (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{');
        const sent = send();
        await server.arrived(1);
        await clock.advance(TIMEOUT_MS);
        expect(await sent).toMatchObject({ kind: 'unknown' });
      });
    });

    it('closes only when what is in flight has ended', async () => {
      let release: () => void = () => undefined;
      server.behave = (socket, request) => {
        release = () => accept('last')(socket, request);
      };
      const sent = send();
      await server.arrived(1);
      const closed = provider.close();
      release();
      expect(await sent).toMatchObject({ kind: 'accepted', messageId: 'last' });
      await closed;
      provider = start(4);
    });
  });
}

interface WritableSocket {
  _writev(this: Socket, ...args: unknown[]): void;
}
