import { createServer, type Server, type Socket } from 'node:net';

/** One request as it came over the wire. */
export interface RawRequest {
  readonly head: string;
  readonly body: string;
  /** The connection it came on, counted from 1. */
  readonly connection: number;
}

/** What the server does with a request: write what it likes, keep silent, or cut the connection. */
export type Behaviour = (socket: Socket, request: RawRequest) => void;

/** An HTTP server on bare TCP that can misbehave in every way a real one was seen to, and counts what reaches it. */
export class UnrulyServer {
  readonly requests: RawRequest[] = [];
  bytes = 0;
  connections = 0;
  behave: Behaviour = answer(500, '');
  private readonly waiting: { count: number; resolve: () => void }[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param port a free one unless it is named */
  static async start(port = 0): Promise<UnrulyServer> {
    const server = createServer();
    const unruly = new UnrulyServer(server);
    server.on('connection', (socket) => unruly.accept(socket));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return unruly;
  }

  get baseUrl(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the server is not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Resolves once `count` whole requests have arrived since the start. */
  arrived(count: number): Promise<void> {
    if (this.requests.length >= count) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ count, resolve }));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(socket: Socket): void {
    const connection = ++this.connections;
    let pending = '';
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('data', (chunk) => {
      this.bytes += chunk.length;
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
        const head = pending.slice(0, end);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (pending.length < end + 4 + length) return;
        const body = Buffer.from(pending.slice(end + 4, end + 4 + length), 'latin1').toString();
        pending = pending.slice(end + 4 + length);
        const request = { head, body, connection };
        this.requests.push(request);
        this.behave(socket, request);
        for (const waiter of this.waiting) if (this.requests.length >= waiter.count) waiter.resolve();
      }
    });
  }
}

/** A well-formed answer. */
export function answer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (socket) => socket.write(rawAnswer(status, body, headers));
}

/** The bytes of a well-formed answer; `content-length` may be given to lie. */
export function rawAnswer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const all = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${body}`;
}
