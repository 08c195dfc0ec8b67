import { createHmac } from 'node:crypto';
import { type Post, PostServer } from './post-server';

/** A status as a receiver reads it; malformed elements are anything at all. */
export interface ReceivedStatus {
  readonly id: string;
  readonly status: string;
  readonly timestamp: string;
  readonly recipient_id?: string;
  readonly recipient_user_id?: string;
  readonly biz_opaque_callback_data?: string;
  readonly errors?: readonly { readonly code: number; readonly href: string }[];
  readonly pricing?: { readonly category: string; readonly type: string };
  readonly conversation?: { readonly id: string; readonly origin: { readonly type: string } };
}

export interface ReceivedChange {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>> & {
    readonly statuses?: readonly ReceivedStatus[];
    readonly messages?: readonly Readonly<Record<string, unknown>>[];
    readonly contacts?: readonly Readonly<Record<string, unknown>>[];
  };
}

export interface ReceivedBody {
  readonly raw: string;
  readonly signed: boolean;
  readonly at: number;
  readonly entries: readonly {
    readonly id: string;
    readonly time?: number;
    readonly changes: readonly ReceivedChange[];
  }[];
}

/** The smallest webhook receiver: answers handshakes, checks signatures over the raw bytes, keeps what came. */
export class Receiver {
  readonly bodies: ReceivedBody[] = [];
  handshakes = 0;
  refusesHandshake = false;
  private readonly server = new PostServer(
    (post) => this.take(post),
    (request, response) => {
      const query = new URL(request.url!, 'http://receiver').searchParams;
      this.handshakes++;
      const fits = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === this.verifyToken;
      response.statusCode = fits && !this.refusesHandshake ? 200 : 403;
      response.end(query.get('hub.challenge'));
    },
  );

  constructor(
    private readonly appSecret: string,
    private readonly verifyToken: string,
  ) {}

  /** Answers to the next POSTs; 200 when empty. */
  get answers(): number[] {
    return this.server.answers;
  }

  start(): Promise<void> {
    return this.server.start();
  }

  get url(): string {
    return `${this.server.origin}/webhooks`;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  get changes(): ReceivedChange[] {
    return this.bodies.flatMap(({ entries }) => entries.flatMap(({ changes }) => changes));
  }

  /** All elements of `statuses[]`, in the order in which they arrived. */
  get statuses(): ReceivedStatus[] {
    return this.changes.flatMap(({ value }) => value.statuses ?? []);
  }

  get messages(): Readonly<Record<string, unknown>>[] {
    return this.changes.flatMap(({ value }) => value.messages ?? []);
  }

  /** Resolves as soon as the condition holds; it is looked at after every POST. */
  until(condition: (receiver: this) => boolean): Promise<void> {
    return this.server.until(() => condition(this));
  }

  private take({ request, bytes, at, answer }: Post): void {
    if (answer !== 200) return;
    const expected = `sha256=${createHmac('sha256', this.appSecret).update(bytes).digest('hex')}`;
    const raw = bytes.toString('utf8');
    const { entry } = JSON.parse(raw) as { entry: ReceivedBody['entries'] };
    this.bodies.push({ raw, signed: request.headers['x-hub-signature-256'] === expected, at, entries: entry });
  }
}
