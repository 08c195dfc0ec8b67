import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { MongodProcess } from './testing/mongod-process';
import { describeMongod } from './testing';
import { hasMongodProgram } from './testing/mongod-program';
import { connectMongo, NoReplicaSet } from '.';

describeMongod('MongoDB: a connection', (server) => {
  it('writes and reads by majority, and waits for nothing without end', async () => {
    const { uri } = server();
    const client = await connectMongo(`${uri}${uri.includes('?') ? '&' : '?'}w=1&socketTimeoutMS=0`);
    try {
      expect(client.options).toMatchObject({
        writeConcern: { w: 'majority', journal: true },
        readConcern: { level: 'majority' },
        readPreference: { mode: 'primary' },
        connectTimeoutMS: 5_000,
        socketTimeoutMS: 15_000,
        serverSelectionTimeoutMS: 5_000,
        waitQueueTimeoutMS: 5_000,
        heartbeatFrequencyMS: 2_000,
      });
    } finally {
      await client.close();
    }
  });

  (hasMongodProgram() ? it : it.skip)('is refused by name where there is no replica set', async () => {
    const mongod = await MongodProcess.start({ alone: true });
    try {
      await expect(connectMongo(`mongodb://${mongod.address}/`)).rejects.toThrow(NoReplicaSet);
      const named = connectMongo(`mongodb://${mongod.address}/?replicaSet=rs0`);
      await expect(named).rejects.toThrow(/^What answers is in no replica set, or in another than rs0/);
    } finally {
      await mongod.remove();
    }
  });

  it('is refused by name where the replica set has another name', async () => {
    const { uri } = server();
    const other = new URL(uri);
    other.search = '?replicaSet=another';
    await expect(connectMongo(other.href)).rejects.toThrow(/in another than another \(replicaSet=another\)/);
  });

  it('gives up on a server that takes the connection and never answers', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    await expect(connectMongo(`mongodb://127.0.0.1:${port}/`)).rejects.toThrow('timed out');
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});
