import { setMaxListeners } from 'node:events';
import {
  adoptNumbers,
  cancelFanOut,
  completion,
  type ContactFiles,
  expiry,
  ForeignCallbacks,
  Identities,
  IdentityLearner,
  OptOuts,
  PlatformChanges,
  type Preflight,
  ProviderConnections,
  type Reaction,
  runReaction,
  schedule,
  SenderDirectory,
  type Secrets,
  secretsUnder,
  SuppressedPersons,
  testMessages,
  unknownOutcomeWatch,
  UnmatchedMatcher,
  UploadReactions,
  UploadReader,
  WebhookReceiver,
} from '@arauto/application';
import { type Clock, type Random, systemClock, systemRandom } from '@arauto/clock';
import {
  Consequences,
  ContactLog,
  DEFAULT_LIMITS,
  type DispatchDeps,
  Dispatcher,
  type KnownSender,
  LiveFold,
} from '@arauto/dispatch';
import {
  type Contact,
  type OptOutLists,
  senderDecider,
  type Sender,
  type SenderEvent,
  streamPrefix,
} from '@arauto/domain';
import { LogFollower, type Position, type RecordedEvent, StateCache } from '@arauto/event-store';
import type { ProviderHosts } from '@arauto/whatsapp';
import { providersOn } from './cloud-api';
import type { Log } from './log';
import type { Stores } from './stores';

/** Contacts whose state is kept at hand: those sent last are those whose statuses come next. About 1 KiB each. */
const CACHED_CONTACTS = 20_000;

/** The duties of the engine at work on its stores: everything but the HTTP edge. */
export class Runtime {
  readonly clock: Clock = systemClock;
  readonly random: Random = systemRandom;
  readonly secrets: Secrets;
  readonly identities: Identities;
  readonly connections: ProviderConnections;
  readonly dispatcher: Dispatcher;
  readonly receiver: WebhookReceiver;
  readonly unmatched: UnmatchedMatcher;
  readonly senders: LiveFold<Sender, SenderEvent>;
  readonly directory: SenderDirectory;
  readonly foreign: ForeignCallbacks;
  private readonly contacts: ContactLog;
  private readonly following: LogFollower;
  private uploads: UploadReactions | undefined;
  /** A new upload is read at once, and not at the next look. */
  private readonly uploadsOpened = {
    prefix: streamPrefix.campaign,
    apply: ({ type, data }: RecordedEvent) => {
      if (type === 'UploadOpened') this.uploads?.wake(String(data['uploadId']));
    },
  };
  private readonly stopping = new AbortController();
  private readonly running: Promise<unknown>[] = [];

  constructor(
    readonly stores: Stores,
    secret: string,
    /** Of the log as it was at start. */
    head: Position,
    private readonly log: Log,
    lists: OptOutLists,
    /** Where the connections of senders may lead. */
    hosts: ProviderHosts,
  ) {
    const { clock, random } = this;
    const { events, vault, views } = stores;
    this.secrets = secretsUnder(secret, random);
    this.identities = new Identities(events, vault, this.secrets);
    this.connections = new ProviderConnections(vault, this.secrets, this.identities, () => providersOn(hosts), clock);
    const cache = new StateCache<Contact>(CACHED_CONTACTS);
    const say = (message: string, facts: Readonly<Record<string, unknown>>) => log.warn(facts, message);
    this.senders = new LiveFold(events, senderDecider, streamPrefix.sender);
    this.directory = new SenderDirectory(this.senders, this.connections, vault, say);
    this.foreign = new ForeignCallbacks(events, random);
    const deps: DispatchDeps = {
      store: events,
      vault,
      views: views.operational,
      viewsAt: () => stores.projector.progress('operational').position,
      clock,
      random,
      contacts: cache,
      connections: this.connections,
      owners: this.directory,
      log: say,
    };
    this.dispatcher = new Dispatcher(deps, DEFAULT_LIMITS);
    const failed = (error: unknown) => say('what a webhook asks for could not be stored yet', { error: String(error) });
    const consequences = new Consequences(events, views.operational, clock, random, this.directory, failed);
    const provider = { id: 'provider', name: 'provider' };
    const learner = new IdentityLearner(events, vault, this.identities, random);
    const optOuts = new OptOuts({ store: events, vault, clock, random, identities: this.identities, learner, lists });
    const changes = new PlatformChanges(events, views.operational, random, optOuts, consequences, clock);
    this.receiver = new WebhookReceiver({
      store: events,
      vault,
      views: views.operational,
      clock,
      random,
      identities: this.identities,
      contacts: new ContactLog(events, random, cache, provider),
      consequences,
      changes,
      directory: this.directory,
      foreign: this.foreign,
      optOuts,
      learner,
    });
    this.contacts = new ContactLog(events, random, cache, { id: 'reactions', name: 'reactions' });
    this.unmatched = new UnmatchedMatcher(events, views.operational, vault, this.receiver, clock);
    const broken = (error: unknown) => say('the log cannot be followed', { error: String(error) });
    const listeners = [this.senders, this.directory, this.uploadsOpened];
    this.following = new LogFollower('senders', events, clock, listeners, head, { onFailure: broken });
  }

  /** The subscriptions of its duties, for health. */
  get followers(): readonly Pick<LogFollower, 'name' | 'status' | 'at'>[] {
    const { subscription } = this.dispatcher;
    return subscription ? [this.following, subscription] : [this.following];
  }

  /**
   * A sender as the log has it, kept current; undefined where there is none.
   * @throws WrittenByLaterVersion when the log cannot be followed any more
   */
  async sender(senderId: string): Promise<KnownSender | undefined> {
    this.following.requireFollowing();
    const sender = await this.senders.load(senderId);
    return sender.status === 'none' ? undefined : sender;
  }

  /** The reaction that reads contact files. */
  readUploads(files: ContactFiles): UploadReactions {
    const { clock, identities, dispatcher } = this;
    const { events: store, vault, views } = this.stores;
    const onFailure = (what: string, error: unknown) =>
      this.log.warn({ error: error instanceof Error ? error.stack : String(error) }, `${what} cannot go on yet`);
    const suppressed = new SuppressedPersons(store, views.operational, identities);
    const isBusy = () => dispatcher.openAttempts > 0;
    const reader = new UploadReader({ store, vault, identities, files, suppressed, clock, isBusy, onFailure });
    this.uploads = new UploadReactions(reader, views.operational, clock, onFailure);
    return this.uploads;
  }

  /** Begins to send, to follow the log and to react. */
  async start(preflight: Pick<Preflight, 'check'>, more: readonly Reaction[]): Promise<void> {
    const { signal } = this.stopping;
    // Every reaction that sleeps listens to it.
    setMaxListeners(0, signal);
    const { clock, random, contacts } = this;
    const { events, views } = this.stores;
    await this.knowSenders();
    this.running.push(this.following.run(signal), this.dispatcher.run(signal));
    const reactions: Reaction[] = [
      schedule(events, views.operational, preflight, clock, random),
      completion(events, views.operational, clock, random),
      cancelFanOut(events, views.operational, contacts, clock, random),
      unknownOutcomeWatch(views.operational, contacts, clock, (...contact) => this.dispatcher.holds(...contact)),
      testMessages(views.operational, contacts, this.dispatcher, clock),
      expiry(views.operational, contacts, clock),
      this.unmatched,
      ...more,
    ];
    const failed = (name: string, error: unknown, untold: number) =>
      this.log.warn(
        { reaction: name, error: error instanceof Error ? error.stack : String(error), ...(untold > 0 && { untold }) },
        'a reaction failed',
      );
    for (const reaction of reactions) this.running.push(runReaction(reaction, clock, failed, signal));
  }

  /** Before anything is served or sent: whose a webhook is, and what a portfolio has sent, depends on it. */
  private async knowSenders(): Promise<void> {
    const { events, views } = this.stores;
    await this.directory.load(events, views.operational);
    const twice = (senderId: string, phoneNumberId: string) =>
      this.log.warn({ senderId, phoneNumberId }, 'an older sender has the same number, and gets its webhooks');
    await adoptNumbers(events, this.directory.all(), this.clock, this.random, twice);
  }

  /** Waits for the answers still out, then lets go of everything. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
    // An upload that was woken is read outside the look that is waited for above.
    await this.uploads?.idle();
    await this.connections.close();
  }
}
