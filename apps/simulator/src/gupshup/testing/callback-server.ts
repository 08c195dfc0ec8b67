import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A callback of version 2, as a receiver reads it. */
export interface ReceivedEvent {
  readonly app: string;
  readonly timestamp: number;
  readonly version: number;
  readonly type: string;
  readonly payload: {
    readonly id?: string;
    readonly gsId?: string;
    readonly type: string;
    readonly destination?: string;
    readonly source?: string;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly context?: { readonly id: string; readonly gsId?: string };
  };
}

export interface ReceivedCallback {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The smallest receiver of callbacks: keeps what came, the first event of a subscription too. */
export class CallbackServer {
  readonly callbacks: ReceivedCallback[] = [];
  /** Answers to the next POSTs; 200 when empty. */
  readonly answers: number[] = [];
  private readonly server: Server;
  private watchers: (() => void)[] = [];

  constructor() {
    this.server = createServer((request, response) => {
      void this.receive(request).then((status) => {
        response.statusCode = status;
        response.end();
        for (const watcher of this.watchers) watcher();
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhooks/gupshup/s1/secret`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Events of version 2 in the order of their arrival, but the first ones of subscriptions. */
  get events(): ReceivedEvent[] {
    const events = this.callbacks.map(({ body }) => body as unknown as ReceivedEvent);
    return events.filter(({ version, payload }) => version === 2 && payload.type !== 'sandbox-start');
  }

  /** What was told of the message that was answered this id. */
  of(messageId: string): ReceivedEvent[] {
    return this.events.filter(
      ({ type, payload: { id, gsId } }) => type === 'message-event' && (gsId ?? id) === messageId,
    );
  }

  /** Resolves as soon as the condition holds; it is looked at after every POST. */
  async until(condition: (server: this) => boolean): Promise<void> {
    if (condition(this)) return;
    await new Promise<void>((resolve) => {
      const watcher = (): void => {
        if (!condition(this)) return;
        this.watchers = this.watchers.filter((other) => other !== watcher);
        resolve();
      };
      this.watchers.push(watcher);
    });
  }

  private async receive(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = this.answers.shift() ?? 200;
    if (answer < 300) {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedCallback['body'];
      this.callbacks.push({ path: request.url!, headers: request.headers, body });
    }
    return answer;
  }
}
