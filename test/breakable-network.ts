import { connect, createServer, type Server, type Socket } from 'node:net';

interface Pipe {
  readonly outside: Socket;
  readonly inside: Socket;
}

/**
 * What lies between a server on this machine and its clients: it takes the connections at the port clients know and passes the bytes on, so that
 * connections can be refused, reset, stalled and slowed down below whatever protocol they speak.
 */
export class BreakableNetwork {
  /** How much later what the server sends arrives. */
  delayMs = 0;
  private readonly pipes = new Set<Pipe>();
  private server: Server | undefined;
  private stalled = false;
  private readonly held: (() => void)[] = [];

  constructor(private readonly insidePort: number) {}

  /** Takes connections. 0: any port. Answers the port. */
  async open(port: number): Promise<number> {
    const server = createServer((outside) => this.take(outside));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.server = server;
    return (server.address() as { readonly port: number }).port;
  }

  /** Resets all connections and refuses new ones until it is opened again. */
  async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    const closed = server && new Promise<unknown>((resolve) => server.close(resolve));
    this.cut();
    this.held.length = 0;
    this.stalled = false;
    await closed;
  }

  cut(): void {
    for (const { outside, inside } of this.pipes) {
      outside.resetAndDestroy();
      inside.destroy();
    }
    this.pipes.clear();
  }

  stall(): void {
    this.stalled = true;
    for (const { outside, inside } of this.pipes) {
      outside.pause();
      inside.pause();
    }
  }

  resume(): void {
    this.stalled = false;
    for (const pass of this.held.splice(0)) pass();
    for (const { outside, inside } of this.pipes) {
      outside.resume();
      inside.resume();
    }
  }

  private take(outside: Socket): void {
    const inside = connect(this.insidePort, '127.0.0.1');
    const pipe = { outside, inside };
    this.pipes.add(pipe);
    for (const socket of [outside, inside]) {
      socket.setNoDelay(true);
      // A socket that fails also closes.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.pipes.delete(pipe);
        outside.destroy();
        inside.destroy();
      });
    }
    outside.on('data', (bytes) => this.pass(bytes, outside, inside));
    inside.on('data', (bytes) => {
      if (this.delayMs === 0) this.pass(bytes, inside, outside);
      else setTimeout(() => this.pass(bytes, inside, outside), this.delayMs).unref();
    });
    if (this.stalled) {
      outside.pause();
      inside.pause();
    }
  }

  private pass(bytes: Buffer, from: Socket, to: Socket): void {
    if (this.stalled) return void this.held.push(() => this.pass(bytes, from, to));
    if (to.destroyed || to.write(bytes)) return;
    from.pause();
    to.once('drain', () => this.stalled || from.resume());
  }
}
