import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A POST that came whole, and what it is answered. */
export interface Post {
  readonly request: IncomingMessage;
  readonly bytes: Buffer;
  /** When it began to come, by the machine's clock. */
  readonly at: number;
  readonly answer: number;
}

/** A server on loopback that takes POSTs, answers them as it was told, and can be waited for. */
export class PostServer {
  /** Answers to the next POSTs; 200 when empty. */
  readonly answers: number[] = [];
  private readonly server: Server;
  private watchers: (() => void)[] = [];

  /**
   * @param take told of each POST before it is answered
   * @param onGet answers whatever else comes; a GET is taken like a POST where nobody does
   */
  constructor(take: (post: Post) => void, onGet?: RequestListener) {
    this.server = createServer((request, response) => {
      if (request.method === 'GET' && onGet) return void onGet(request, response);
      void this.receive(request, take).then((status) => {
        response.statusCode = status;
        response.end();
        for (const watcher of this.watchers) watcher();
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Resolves as soon as the condition holds; it is looked at after every POST. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const watcher = (): void => {
        if (!condition()) return;
        this.watchers = this.watchers.filter((other) => other !== watcher);
        resolve();
      };
      this.watchers.push(watcher);
    });
  }

  private async receive(request: IncomingMessage, take: (post: Post) => void): Promise<number> {
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = this.answers.shift() ?? 200;
    take({ request, bytes: Buffer.concat(chunks), at, answer });
    return answer;
  }
}
