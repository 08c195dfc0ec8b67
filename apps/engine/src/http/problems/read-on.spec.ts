import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FakeApp } from '../testing/fake-app';

describe('a body that is too large', () => {
  let fake: FakeApp;
  let socket: Socket;
  let answer = '';
  beforeEach(async () => {
    fake = await FakeApp.start();
    socket = connect(await fake.listen(), '127.0.0.1');
    answer = '';
    socket.on('data', (data) => (answer += data.toString()));
  });
  afterEach(async () => {
    socket.destroy();
    await fake.stop();
  });

  const post = (bytes: number) =>
    socket.write(
      'POST /v1/campaigns HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\n' +
        `Content-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`,
    );

  it('is read to its end after the answer, and the connection serves on', async () => {
    const bytes = 4 << 20;
    post(bytes);
    await once(socket, 'data');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).not.toMatch(/connection: close/i);
    await new Promise((resolve) => socket.write(Buffer.alloc(bytes), resolve));
    answer = '';
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('is cut off when it says to be absurdly large', async () => {
    post(1e12);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i);
  });
});
