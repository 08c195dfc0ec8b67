import { setImmediate } from 'node:timers/promises';
import type { Dispatcher } from '@arauto/dispatch';
import { type Contact, contactAggregate, senderDecider, stream } from '@arauto/domain';
import { execute, load, type Position, START } from '@arauto/event-store';
import type { OutboundMessage, Provider } from '@arauto/whatsapp';
import { dispatcherOf } from './floor';
import type { Tenant } from './scenario';
import type { SmallEngine } from './small-engine';
import { typesOf } from './streams';

/** Looks at what is waited for, at most. */
const MOST_TURNS = 5000;

/**
 * The dispatcher at work on the stores of a small engine, with a provider that takes every message. Views follow the log only while
 * `following`; time goes on while something is waited for.
 */
export class SmallDispatch {
  readonly sent: OutboundMessage[] = [];
  /** What happens between the claim and the last look before the write. */
  beforeWrite: (message: OutboundMessage) => Promise<void> = () => Promise.resolve();
  following = true;
  readonly dispatcher: Dispatcher;
  private readonly run: (signal: AbortSignal) => Promise<void>;
  private viewsAt: Position = START;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly engine: SmallEngine) {
    const provider: Pick<Provider, 'send'> = {
      send: async (message, { mayWrite }) => {
        await this.beforeWrite(message);
        if (!mayWrite()) return { kind: 'withdrawn' };
        this.sent.push(message);
        return { kind: 'accepted', messageId: `wamid.${message.callbackData}`, as: 'accepted' };
      },
    };
    const { dispatcher, run } = dispatcherOf(
      engine,
      provider,
      () => this.viewsAt,
      (message, facts) => {
        throw new Error(`${message}: ${JSON.stringify(facts)}`, { cause: facts['error'] });
      },
    );
    this.dispatcher = dispatcher;
    this.run = run;
  }

  /** The platform knows the number, so that it may send. */
  async connect({ senderId }: Tenant): Promise<void> {
    const facts = { quality: 'GREEN', tier: null, throughput: 1000 } as const;
    const { store, random } = this.engine;
    const write = { eventId: () => random.uuid() };
    await execute(store, senderDecider, stream.sender(senderId), { type: 'ConnectSender', ...facts }, write);
  }

  async start(): Promise<void> {
    await this.project();
    this.running = this.run(this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.until(() => this.running!.then(() => true));
  }

  /** What became of a contact. */
  async contact(campaignId: string, key: string): Promise<{ readonly contact: Contact; readonly types: string[] }> {
    const { state: contact } = await load(this.engine.store, contactAggregate, campaignId, key);
    return { contact, types: await typesOf(this.engine, stream.contact(campaignId, key)) };
  }

  /** Lets time go on until something holds. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      if (await Promise.race([holds(), setImmediate(false)])) return;
      if (this.following) await this.project();
      await this.engine.clock.advance(2);
    }
    throw new Error('it did not come about');
  }

  private async project(): Promise<void> {
    await this.engine.views.project();
    this.viewsAt = await this.engine.views.operational.position('operational');
  }
}
