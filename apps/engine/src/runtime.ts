import { setMaxListeners } from 'node:events';
import {
  cancelFanOut,
  completion,
  type ContactFiles,
  expiry,
  Identities,
  PlatformChanges,
  type Preflight,
  ProviderConnections,
  type Reaction,
  runReaction,
  schedule,
  type Secrets,
  secretsUnder,
  SuppressedPersons,
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
  LogFollower,
} from '@arauto/dispatch';
import { type Contact, senderDecider, type Sender, type SenderEvent, streamPrefix } from '@arauto/domain';
import { type Position, type RecordedEvent, StateCache } from '@arauto/event-store';
import { loadCloudApi } from './cloud-api';
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
  ) {
    const { clock, random } = this;
    const { events, vault, views } = stores;
    this.secrets = secretsUnder(secret, random);
    this.identities = new Identities(events, vault, this.secrets);
    const adapter = async () => (await loadCloudApi()).cloudApi;
    this.connections = new ProviderConnections(vault, this.secrets, this.identities, adapter, clock);
    const cache = new StateCache<Contact>(CACHED_CONTACTS);
    const say = (message: string, facts: Readonly<Record<string, unknown>>) => log.warn(facts, message);
    const deps: DispatchDeps = {
      store: events,
      vault,
      views: views.operational,
      viewsAt: () => stores.projector.progress('operational').position,
      clock,
      random,
      contacts: cache,
      connections: this.connections,
      log: say,
    };
    this.dispatcher = new Dispatcher(deps, DEFAULT_LIMITS);
    const failed = (error: unknown) => say('what a webhook asks for could not be stored yet', { error: String(error) });
    const consequences = new Consequences(events, views.operational, clock, random, failed);
    const provider = { id: 'provider', name: 'provider' };
    const changes = new PlatformChanges(events, views.operational, random, this.identities, consequences);
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
    });
    this.contacts = new ContactLog(events, random, cache, { id: 'reactions', name: 'reactions' });
    this.unmatched = new UnmatchedMatcher(events, views.operational, vault, this.receiver, clock, random);
    this.senders = new LiveFold(events, senderDecider, streamPrefix.sender);
    this.following = new LogFollower(events, clock, [this.senders, this.uploadsOpened], () => undefined, head);
  }

  /** The subscription that keeps senders current, for health. */
  get follower(): { readonly name: string; readonly status: string; readonly position: Position } {
    const { status, at } = this.following;
    return { name: 'senders', status, position: at };
  }

  /** A sender as the log has it, kept current; undefined where there is none. */
  async sender(senderId: string): Promise<KnownSender | undefined> {
    const sender = await this.senders.load(senderId);
    return sender.status === 'none' ? undefined : sender;
  }

  /** The reaction that reads contact files. */
  readUploads(files: ContactFiles): UploadReactions {
    const { clock, identities, dispatcher } = this;
    const { events: store, vault, views } = this.stores;
    const onFailure = (what: string, error: unknown) =>
      this.log.warn({ error: error instanceof Error ? error.stack : String(error) }, `${what} cannot go on yet`);
    const suppressed = new SuppressedPersons(store, views.operational);
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
    this.running.push(this.following.run(signal), this.dispatcher.run(signal));
    const reactions: Reaction[] = [
      schedule(events, views.operational, preflight, clock, random),
      completion(events, views.operational, clock, random),
      cancelFanOut(events, views.operational, contacts, clock, random),
      unknownOutcomeWatch(views.operational, contacts, clock),
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

  /** Waits for the answers still out, then lets go of everything. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
    // An upload that was woken is read outside the look that is waited for above.
    await this.uploads?.idle();
    await this.connections.close();
  }
}
