import { type DispatchDeps, Dispatcher, LiveFold } from '@arauto/dispatch';
import { type Contact, senderDecider, streamPrefix } from '@arauto/domain';
import { LogFollower, type Position, START, StateCache } from '@arauto/event-store';
import type { Provider, SendOutcome } from '@arauto/whatsapp';
import type { SmallEngine } from './small-engine';

type Sends = Pick<Provider, 'send'>;
type Answer = 'accepted' | 'refused' | 'unknown';

/** A fake: a provider that takes every message, unless a test says otherwise, and remembers to whom. */
export class FakeProvider implements Sends {
  readonly sentTo: string[] = [];
  answerTo: (phone: string) => Answer | Promise<Answer> = () => 'accepted';

  async send({ to }: { readonly to: string }, { mayWrite }: { mayWrite: () => boolean }): Promise<SendOutcome> {
    if (!mayWrite()) return { kind: 'withdrawn' };
    this.sentTo.push(to);
    const n = this.sentTo.length;
    switch (await this.answerTo(to)) {
      case 'accepted':
        return { kind: 'accepted', messageId: `wamid.${n}`, as: 'accepted' };
      case 'refused':
        return { kind: 'refused', error: { code: '131026', details: '' } };
      case 'unknown':
        return { kind: 'unknown', error: { code: 'ENG_TIMEOUT', details: '' } };
    }
  }
}

/** The dispatcher on the stores of a small engine, every number of which sends by one provider; `run` sends and follows the log. */
export function dispatcherOf(
  { store, vault, views, clock, random, identities }: SmallEngine,
  provider: Sends,
  viewsAt: () => Position,
  log: DispatchDeps['log'],
) {
  const follower = new LogFollower(store, clock);
  const senders = new LiveFold(store, senderDecider, streamPrefix.sender);
  const dispatcher = new Dispatcher({
    ...{ store, vault, views: views.operational, viewsAt, clock, random, log, senders, follower },
    contacts: new StateCache<Contact>(1000),
    connections: {
      provider: () => Promise.resolve(provider),
      messageHash: (subaccountId, messageId) => identities.messageHash(subaccountId, messageId),
      otherReadings: (subaccountId, phones) => identities.otherReadings(subaccountId, phones),
    },
    owners: {
      accountOf: (senderId) => Promise.resolve([senderId]),
      portfolioOf: ({ subaccountId, portfolioId }) => `${subaccountId}.${portfolioId}`,
    },
  });
  const run = async (signal: AbortSignal): Promise<void> => {
    const after = await views.operational.position('operational');
    const following = follower.run([senders, ...dispatcher.listeners], after, signal);
    await Promise.all([following, dispatcher.run(signal, following)]);
  };
  return { dispatcher, run };
}

/** A process that sends, on the engine in miniature: it may be stopped, and another started, on the same stores. */
export class RunningFloor {
  readonly dispatcher: Dispatcher;
  private viewsAt: Position = START;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;

  constructor(
    private readonly engine: SmallEngine,
    provider: Sends,
  ) {
    const { dispatcher, run } = dispatcherOf(
      engine,
      provider,
      () => this.viewsAt,
      () => undefined,
    );
    this.dispatcher = dispatcher;
    this.running = run(this.stopping.signal);
  }

  /** Lets virtual time pass, with views that keep up, until `done` or for so many milliseconds. */
  async pass(ms: number, done: () => boolean = () => false): Promise<void> {
    const { clock, views } = this.engine;
    for (const end = clock.monotonic() + ms; clock.monotonic() < end && !done(); await clock.advance(20)) {
      await views.project();
      this.viewsAt = await views.operational.position('operational');
    }
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    let stopped = false;
    void this.running.then(() => (stopped = true));
    await this.pass(30_000, () => stopped);
    await this.running;
  }
}
