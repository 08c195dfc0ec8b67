import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { PooledConnection } from './pooled-connection';

describe('a connection of the pool', () => {
  let server: Server;
  let socket: Socket;
  let connection: PooledConnection;

  beforeEach(async () => {
    // takes everything and reads nothing
    server = createServer((taken) => void taken.pause().on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    socket = connect((server.address() as { port: number }).port, '127.0.0.1');
    await once(socket, 'connect');
    connection = new PooledConnection(socket, { id: 1, generation: 0 });
  });

  afterEach(() => {
    socket.destroy();
    server.close();
  });

  const write = (bytes: number) =>
    connection.writeCommand({ toBin: () => Promise.resolve([Buffer.alloc(bytes)]) }, { agreedCompressor: 'none' });

  it('fails a write to a socket that was destroyed a moment ago', async () => {
    socket.destroy();
    await expect(write(10)).rejects.toMatchObject({ name: 'MongoNetworkError' });
  });

  it('fails a write that waits for room when the connection is closed', async () => {
    const written = write(50_000_000);
    await new Promise(setImmediate);
    socket.destroy();
    await expect(written).rejects.toMatchObject({ name: 'MongoNetworkError' });
  });

  it('says of a write that waits for room and breaks off that the connection broke', async () => {
    const written = write(50_000_000);
    await new Promise(setImmediate);
    socket.destroy(Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET' }));
    await expect(written).rejects.toMatchObject({ name: 'MongoNetworkError' });
  });

  it('writes', async () => {
    await write(10);
    expect(socket.bytesWritten).toBe(10);
  });
});
