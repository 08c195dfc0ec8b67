import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { VirtualClock } from '@arauto/clock';
import { FakeApp } from '../testing/fake-app';

const HEAD = 'Host: x\r\nAuthorization: Bearer admin\r\nContent-Type: application/json\r\n';

/** What a server with short patience does with clients that have too much of it. Time is virtual; connections are real. */
const RECORD = {
  ...{ campaignId: 'c1', telephone: '+5511900001234', result: null },
  ...{ date: '2026-03-02T12:00:00.000Z', lastUpdate: '2026-03-02T12:00:00.000Z' },
};

describe('connections', () => {
  let clock: VirtualClock;
  let fake: FakeApp;
  let server: Server;
  let port: number;
  const sockets: Client[] = [];

  beforeEach(async () => {
    clock = new VirtualClock();
    fake = await FakeApp.start({ clock, limits: { maxConnections: 3, bodyTimeoutMs: 20_000, idleTimeoutMs: 60_000 } });
    port = await fake.listen();
    server = fake.app.getHttpServer() as Server;
  });
  afterEach(async () => {
    sockets.splice(0).forEach(({ socket }) => socket.destroy());
    await fake.stop();
  });

  interface Client {
    readonly socket: Socket;
    answer: string;
    readonly closed: Promise<unknown>;
  }

  async function client(): Promise<Client> {
    const socket = connect(port, '127.0.0.1');
    const made = { socket, answer: '', closed: once(socket, 'close') };
    socket.on('data', (data) => (made.answer += data.toString()));
    socket.on('error', () => undefined);
    sockets.push(made);
    await Promise.all([once(socket, 'connect'), once(server, 'connection')]);
    return made;
  }

  /** Sends the beginning of a request and waits until the server has it. */
  async function begin(one: Client, text: string): Promise<IncomingMessage> {
    const came = once(server, 'request') as Promise<[IncomingMessage]>;
    one.socket.write(text);
    return (await came)[0];
  }

  /** Until the server has read so many bytes of a connection. */
  async function read(request: IncomingMessage, bytes: number): Promise<void> {
    while (request.socket.bytesRead < bytes) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Until no more goes to who takes nothing. */
  async function full(socket: Socket): Promise<void> {
    for (let at = -1; at !== socket.bytesWritten || socket.writableLength === 0;) {
      at = socket.bytesWritten;
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const post = (framing: string) => `POST /v1/campaigns HTTP/1.1\r\n${HEAD}${framing}\r\n\r\n`;

  it.each(['Content-Length: 900000', 'Transfer-Encoding: chunked'])(
    'ends a body that does not come (%s)',
    async (framing) => {
      const one = await client();
      await begin(one, post(framing));
      await clock.advance(26_000);
      await one.closed;
      expect(one.answer).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/);
    },
  );

  it('ends a body that comes byte by byte', async () => {
    const one = await client();
    const head = post('Content-Length: 900000');
    const request = await begin(one, head);
    for (let byte = 1; byte <= 30 && !one.socket.destroyed; byte++) {
      one.socket.write('x');
      if (!request.destroyed) await read(request, head.length + byte).catch(() => undefined);
      await clock.advance(1000);
      if (one.answer !== '') break;
    }
    await one.closed;
    expect(one.answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('lets a body that gets on take as long as it likes', async () => {
    const one = await client();
    const body = JSON.stringify({ name: 'x'.repeat(8000) });
    const head = post(`Content-Length: ${body.length}`);
    const request = await begin(one, head);
    for (let at = 0; at < body.length; at += 300) {
      one.socket.write(body.slice(at, at + 300));
      await read(request, head.length + Math.min(at + 300, body.length));
      await clock.advance(15_000);
    }
    if (one.answer === '') await once(one.socket, 'data');
    expect(one.answer).toMatch(/^HTTP\/1\.1 400 [^]*"code":"required"/);
  });

  it('ends the rest of a body that was answered before it came, 413 too, and not before the answer is heard', async () => {
    const one = await client();
    await begin(one, post('Content-Length: 5000000'));
    await once(one.socket, 'data');
    expect(one.answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(one.socket.destroyed).toBe(false);
    await clock.advance(26_000);
    await one.closed;
  });

  it('waits for ever where it is the one to be waited for', async () => {
    let answerNow = (_: unknown) => {};
    fake.answers['GetCampaign'] = () => new Promise((resolve) => (answerNow = resolve));
    const one = await client();
    await begin(one, `GET /v1/campaigns/c1 HTTP/1.1\r\n${HEAD}\r\n`);
    await clock.advance(24 * 3_600_000);
    answerNow({ id: 'c1', revision: 1 });
    await once(one.socket, 'data');
    expect(one.answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('ends an answer that nobody takes, and not one that is taken slowly', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ ...RECORD, error: 'x'.repeat(i) }));
    fake.answers['StreamRecordsReport'] = async function* () {
      for (;;) yield await Promise.resolve(rows);
    };
    const url = '/v1/reports/records.csv?campaign=all';
    const one = await client();
    one.socket.pause();
    const { socket } = await begin(one, `GET ${url} HTTP/1.1\r\n${HEAD}\r\n`);
    for (let i = 0; i < 3; i++) {
      await full(socket);
      await clock.advance(45_000);
      const taken = socket.bytesWritten - socket.writableLength;
      one.socket.resume();
      while (socket.bytesWritten - socket.writableLength === taken)
        await new Promise((resolve) => setImmediate(resolve));
      one.socket.pause();
    }
    expect(socket.destroyed).toBe(false);
    await full(socket);
    await clock.advance(90_000);
    expect(socket.destroyed).toBe(true);
  });

  it('gives the place of who waited longest to a newcomer, and never that of one who is owed an answer', async () => {
    fake.answers['GetCampaign'] = () => new Promise(() => undefined);
    const owed = await client();
    await begin(owed, `GET /v1/campaigns/c1 HTTP/1.1\r\n${HEAD}\r\n`);
    const sending = await client();
    await begin(sending, post('Content-Length: 900'));
    const idle = await client();
    await client();
    await idle.closed;
    await client();
    expect([owed.socket.destroyed, sending.socket.destroyed]).toEqual([false, false]);
  });

  it('turns a newcomer away when everybody is owed an answer', async () => {
    fake.answers['GetCampaign'] = () => new Promise(() => undefined);
    for (let i = 0; i < 3; i++) await begin(await client(), `GET /v1/campaigns/c1 HTTP/1.1\r\n${HEAD}\r\n`);
    await (
      await client()
    ).closed;
    expect(sockets.slice(0, 3).map(({ socket }) => socket.destroyed)).toEqual([false, false, false]);
  });

  it('gives a newcomer the place of who has been told a part and can ask again, who takes nothing first', async () => {
    const rows = Array.from({ length: 1000 }, () => ({ ...RECORD, error: 'x'.repeat(1000) }));
    fake.answers['StreamRecordsReport'] = async function* () {
      for (;;) yield await Promise.resolve(rows);
    };
    fake.answers['GetCampaign'] = { id: 'c1', revision: 1 };
    const stream = await client();
    await begin(stream, `GET /v1/campaigns/c1/stream HTTP/1.1\r\n${HEAD}\r\n`);
    await once(stream.socket, 'data');
    const slow = await client();
    slow.socket.pause();
    const { socket } = await begin(slow, `GET /v1/reports/records.csv?campaign=all HTTP/1.1\r\n${HEAD}\r\n`);
    await full(socket);
    fake.answers['GetCampaign'] = () => new Promise(() => undefined);
    const owed = await client();
    await begin(owed, `GET /v1/campaigns/c2 HTTP/1.1\r\n${HEAD}\r\n`);
    for (const gone of [socket, stream.socket]) {
      expect(gone.destroyed).toBe(false);
      const newcomer = await client();
      await begin(newcomer, `GET /v1/campaigns/c3 HTTP/1.1\r\n${HEAD}\r\n`);
      if (!gone.destroyed) await once(gone, 'close');
    }
    expect(owed.socket.destroyed).toBe(false);
  });

  it('ends who asks for more and more and takes no answer, and answers who asks for a few at once', async () => {
    const ask = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
    const patient = await client();
    patient.socket.write(ask.repeat(8));
    while (patient.answer.split('HTTP/1.1 200').length <= 8) await once(patient.socket, 'data');
    patient.socket.write(ask);
    while (patient.answer.split('HTTP/1.1 200').length <= 9) await once(patient.socket, 'data');
    let asked = 0;
    fake.answers['GetCampaign'] = () => new Promise(() => (asked += 1));
    const greedy = await client();
    greedy.socket.write(`GET /v1/campaigns/c1 HTTP/1.1\r\n${HEAD}\r\n`.repeat(200));
    await greedy.closed;
    expect(asked).toBeLessThanOrEqual(8);
  });

  it.each([
    ['GARBAGE\r\n\r\n', 400, 'validation_failed'],
    [`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ])('answers what never becomes a request with a problem', async (text, status, code) => {
    const one = await client();
    one.socket.write(text);
    await one.closed;
    const [head, body] = one.answer.split('\r\n\r\n');
    const id = /^x-request-id: (.*)$/im.exec(head!)?.[1];
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(body!)).toMatchObject({ status, code, instance: id });
  });
});
