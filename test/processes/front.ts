import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands before several api processes: hands each request to the next of them that takes it. */
export class Front {
  private next = 0;

  private constructor(
    private readonly server: Server,
    private readonly targets: () => readonly string[],
  ) {
    server.on('request', (incoming: IncomingMessage, answer: ServerResponse) => void this.pass(incoming, answer));
  }

  /** @param targets where the processes listen, dead ones too */
  static async open(targets: () => readonly string[]): Promise<Front> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Front(server, targets);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    try {
      for await (const chunk of incoming) body.push(chunk as Buffer);
    } catch {
      return;
    }
    const targets = this.targets();
    const first = this.next++;
    for (let tried = 0; tried < targets.length; tried++) {
      const target = targets[(first + tried) % targets.length]!;
      if (await this.ask(target, incoming, Buffer.concat(body), answer)) return;
    }
    answer.writeHead(502).end();
  }

  /** @returns false where nothing was answered, so that another may be asked: every command can be repeated, as its id says */
  private ask(target: string, { method, url, headers }: IncomingMessage, body: Buffer, answer: ServerResponse) {
    return new Promise<boolean>((resolve) => {
      // a connection of its own: one that was kept may just have been closed at the other end
      const outgoing = request(new URL(url ?? '/', target), { method, headers, agent: false }, (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
        reply.once('end', () => resolve(true));
        reply.once('error', () => {
          answer.destroy();
          resolve(true);
        });
      });
      outgoing.once('error', () => resolve(answer.headersSent));
      outgoing.end(body);
    });
  }
}
