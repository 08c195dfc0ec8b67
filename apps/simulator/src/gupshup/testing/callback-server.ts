import { type Post, PostServer } from '../../testing/post-server';

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
  private readonly server = new PostServer((post) => this.take(post));

  /** Answers to the next POSTs; 200 when empty. */
  get answers(): number[] {
    return this.server.answers;
  }

  start(): Promise<void> {
    return this.server.start();
  }

  get url(): string {
    return `${this.server.origin}/webhooks/gupshup/s1/secret`;
  }

  stop(): Promise<void> {
    return this.server.stop();
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
  until(condition: (server: this) => boolean): Promise<void> {
    return this.server.until(() => condition(this));
  }

  private take({ request, bytes, answer }: Post): void {
    if (answer >= 300) return;
    const body = JSON.parse(bytes.toString('utf8')) as ReceivedCallback['body'];
    this.callbacks.push({ path: request.url!, headers: request.headers, body });
  }
}
