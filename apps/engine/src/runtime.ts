import { setMaxListeners } from 'node:events';
import { KeyRing } from '@arauto/access';
import {
  adoptNumbers,
  cancelFanOut,
  CommandRunner,
  completion,
  guardRails,
  connectSenders,
  erasedNames,
  expiry,
  ExportMaker,
  type ExportProgress,
  ExportReactions,
  type ExportSettings,
  type ExportWriter,
  ForeignCallbacks,
  type HighWaterMark,
  holdForeignHosts,
  Identities,
  IdentityLearner,
  InboundMessages,
  LocalExportProgress,
  LocalWebhookArrivals,
  MessageLog,
  OptOuts,
  type Platform,
  PlatformChanges,
  Preflight,
  ProviderConnections,
  type Reaction,
  Reconciliation,
  ReplyAttribution,
  runReaction,
  schedule,
  SearchExports,
  searchSchedules,
  SenderDirectory,
  type Secrets,
  secretsUnder,
  SharedExportProgress,
  SharedWebhookArrivals,
  SuppressedPersons,
  testMessages,
  unknownOutcomeWatch,
  UnmatchedMatcher,
  UploadReactions,
  UploadReader,
  type WebhookArrivals,
  WebhookReceiver,
} from '@arauto/application';
import type { Clock, Random } from '@arauto/clock';
import {
  Consequences,
  ContactLog,
  DEFAULT_LIMITS,
  type DispatchDeps,
  Dispatcher,
  FloorOfProcesses,
  LiveFold,
  type SendingFloor,
} from '@arauto/dispatch';
import {
  type Contact,
  type KnownSender,
  type OptOutLists,
  senderDecider,
  type Sender,
  type SenderEvent,
  streamPrefix,
} from '@arauto/domain';
import { duty, LogFollower, type Position, START, StateCache } from '@arauto/event-store';
import type { OpenProvider } from '@arauto/whatsapp';
import type { Duty } from '../../../config/configuration';
import type { Log } from './log';
import { Processes } from './processes';
import { StoreWatch } from './stores/store-watch';
import type { Stores } from './stores/stores';

/** Contacts whose state is kept at hand: those sent last are those whose statuses come next. About 1 KiB each. */
const CACHED_CONTACTS = 20_000;

/** What the duties are made of: none of it is the machine's unless it was chosen to be. */
export interface RuntimeParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly stores: Stores;
  /** Asked when a sender first needs its provider, and whenever its settings change. */
  readonly providers: OpenProvider;
  /** What the platform says, asked with what is known of each sender. */
  readonly platform: (
    sender: (senderId: string) => Promise<KnownSender | undefined>,
    connections: ProviderConnections,
  ) => Platform;
  /** Makes files of reports. @param secret what seals the vault's secrets */
  readonly exportWriter: (secret: string) => ExportWriter;
  readonly exportSettings: ExportSettings;
  /** What seals the vault's secrets (`ARAUTO_SECRET`). */
  readonly secret: string;
  readonly optOuts: OptOutLists;
  /** How long after our last message that is not known to have failed an answer that quotes nothing belongs to it. */
  readonly attributionSeconds: number;
  /** Undefined where no place is known to keep it. */
  readonly mark?: HighWaterMark | undefined;
  readonly log: Pick<Log, 'warn'>;
  readonly duties: readonly Duty[];
}

/** The duties of this process at work: everything but the HTTP edge. The stores keep the views. */
export class Runtime {
  readonly secrets: Secrets;
  readonly identities: Identities;
  readonly connections: ProviderConnections;
  readonly platform: Platform;
  readonly follower: LogFollower;
  readonly keys: KeyRing;
  readonly senders: LiveFold<Sender, SenderEvent>;
  readonly directory: SenderDirectory;
  readonly foreign: ForeignCallbacks;
  readonly dispatcher: Dispatcher;
  /** What all dispatchers say of the campaigns that they send. */
  readonly floor: SendingFloor;
  readonly receiver: WebhookReceiver;
  readonly unmatched: UnmatchedMatcher;
  private readonly reconciliation: Reconciliation;
  private readonly attribution: ReplyAttribution;
  readonly storeWatch: StoreWatch;
  /** Undefined where this is the only process. */
  readonly processes: Processes | undefined;
  private readonly contacts: ContactLog;
  private readonly uploads: UploadReactions;
  readonly exportProgress: ExportProgress;
  readonly arrivals: WebhookArrivals;
  private readonly exports: ExportReactions;
  private readonly searchExports: SearchExports;
  private readonly stopping = new AbortController();
  private readonly running: Promise<unknown>[] = [];
  /** Undefined where this is the only process. */
  private readonly floorOfProcesses: FloorOfProcesses | undefined;

  constructor(readonly parts: RuntimeParts) {
    const { clock, random, stores } = parts;
    const { events: store, vault } = stores;
    const views = stores.views.operational;
    const { say } = this;
    const cannot = (message: string) => (error: unknown) => say(message, { error });
    this.storeWatch = new StoreWatch(stores, clock, ({ name, status }, error) =>
      say(status === 'up' ? 'a store answers again' : `a store is ${status}`, { store: name, error }),
    );
    this.secrets = secretsUnder(parts.secret, random);
    this.identities = new Identities(store, vault, this.secrets);
    this.connections = new ProviderConnections(vault, this.secrets, this.identities, parts.providers, clock);
    this.platform = parts.platform((id) => this.sender(id), this.connections);
    this.follower = new LogFollower(store, clock, cannot('the log cannot be followed'));
    this.keys = new KeyRing(this.follower);
    this.senders = new LiveFold(store, senderDecider, streamPrefix.sender);
    this.directory = new SenderDirectory(this.senders, this.connections, vault, say);
    this.foreign = new ForeignCallbacks(store, random);
    const { identities, connections, follower, senders, directory, foreign } = this;
    const cache = new StateCache<Contact>(CACHED_CONTACTS);
    const deps: DispatchDeps = {
      ...{ store, vault, views, clock, random, connections, follower, senders },
      viewsAt: () => stores.projector.progress('operational').position,
      contacts: cache,
      owners: directory,
      amongOthers: stores.amongOthers,
      log: say,
    };
    this.dispatcher = new Dispatcher(deps, DEFAULT_LIMITS);
    this.floorOfProcesses =
      stores.amongOthers &&
      new FloorOfProcesses(
        this.has('dispatcher') ? this.dispatcher : undefined,
        stores.amongOthers.notices,
        clock,
        cannot('what other processes send is not known'),
      );
    this.floor = this.floorOfProcesses ?? this.dispatcher;
    this.processes =
      stores.amongOthers &&
      new Processes(parts.duties, stores.amongOthers.notices, clock, cannot('what other processes do is not known'));
    const failed = cannot('what a webhook asks for could not be stored yet');
    const consequences = new Consequences({ store, views, clock, random, owners: directory }, failed);
    const learner = new IdentityLearner(store, vault, identities, random);
    const optOuts = new OptOuts({ store, vault, clock, random, identities, learner, lists: parts.optOuts });
    const changes = new PlatformChanges(store, views, random, optOuts, consequences, clock);
    const messages = new MessageLog(store, views);
    this.arrivals = stores.amongOthers
      ? new SharedWebhookArrivals(clock, stores.amongOthers.notices, cannot('when webhooks came is told to nobody'))
      : new LocalWebhookArrivals(clock);
    const receives = {
      ...{ store, vault, views, clock, random, identities, consequences, changes, directory, foreign, learner },
      arrivals: this.arrivals,
      inbound: new InboundMessages({ vault, clock, identities, learner, optOuts, messages }),
    };
    this.receiver = new WebhookReceiver({
      ...receives,
      contacts: new ContactLog(store, random, cache, duty('provider')),
    });
    // What it asked for itself is told apart from what the provider told.
    this.reconciliation = new Reconciliation({
      ...{ views, vault, clock, identities, connections },
      receiver: new WebhookReceiver({
        ...receives,
        contacts: new ContactLog(store, random, cache, duty('history')),
      }),
      sender: (id) => this.sender(id),
    });
    this.contacts = new ContactLog(store, random, cache, duty('reactions'));
    this.attribution = new ReplyAttribution({
      ...{ store, views: stores.views, vault, contacts: this.contacts, messages, clock },
      attributionSeconds: parts.attributionSeconds,
    });
    this.unmatched = new UnmatchedMatcher(store, views, vault, this.receiver, clock);
    const suppressed = new SuppressedPersons(store, views, identities);
    const isBusy = () => this.floorOfProcesses?.isBusy ?? this.dispatcher.openAttempts > 0;
    const onFailure = (what: string, error: unknown) => say(`${what} cannot go on yet`, { error });
    const reader = new UploadReader({
      ...{ store, vault, identities, suppressed, clock, isBusy, onFailure },
      files: stores.files,
    });
    this.uploads = new UploadReactions(reader, views, clock, onFailure);
    this.exportProgress = stores.amongOthers
      ? new SharedExportProgress(stores.amongOthers.notices, (error) => onFailure('how far exports are', error))
      : new LocalExportProgress();
    const maker = new ExportMaker({
      ...{ store, vault, clock, random, files: stores.exportFiles, progress: this.exportProgress },
      writer: parts.exportWriter(parts.secret),
      settings: parts.exportSettings,
    });
    this.exports = new ExportReactions(maker, views, parts.exportSettings.atOnce, clock, onFailure);
    this.searchExports = new SearchExports({
      ...{ store, views: stores.views, vault, identities, clock },
      settings: parts.exportSettings,
    });
  }

  /** A line of the log. */
  readonly say = (message: string, facts: Readonly<Record<string, unknown>>): void => {
    this.parts.log.warn(facts, message);
  };

  /**
   * A sender as the log has it, kept current; undefined where there is none.
   * @throws WrittenByLaterVersion when the log cannot be followed any more
   */
  async sender(senderId: string): Promise<KnownSender | undefined> {
    this.follower.requireFollowing();
    const sender = await this.senders.load(senderId);
    return sender.status === 'none' ? undefined : sender;
  }

  /** Whether it is among what this process does. */
  has(duty: Duty): boolean {
    return this.parts.duties.includes(duty);
  }

  /**
   * Begins to follow the log, and to send and to react as far as that is this process's duty.
   * @throws WrittenByLaterVersion
   */
  async start(): Promise<void> {
    const { keys, senders, directory, uploads, exports, dispatcher, follower } = this;
    const { stores, mark } = this.parts;
    const { signal } = this.stopping;
    // Every reaction that sleeps listens to it.
    setMaxListeners(0, signal);
    // Before anything is read of the log: what is appended meanwhile is heard.
    const after = await this.viewsAt();
    await keys.load(stores.events);
    await this.knowSenders();
    const sends = this.has('dispatcher');
    const reacts = this.has('reactions');
    const listeners = [
      ...[keys, senders, directory, ...(mark ? [mark] : [])],
      ...[...(reacts ? [uploads, exports] : []), ...(sends ? dispatcher.listeners : [])],
    ];
    const following = follower.run(listeners, after, signal);
    this.running.push(following);
    // Not waited for: what it asks of a store that is away may take longer than a stop should. A log that went back ends the process.
    void this.storeWatch.run(signal);
    if (mark) this.running.push(mark.run(() => this.storeWatch.head(), follower, signal));
    if (this.processes) this.running.push(this.processes.run(signal));
    if (this.floorOfProcesses) this.running.push(this.floorOfProcesses.run(signal));
    if (sends) this.running.push(dispatcher.run(signal, following), this.react(this.reactionsOfSending(), signal));
    if (reacts) this.running.push(this.reactAlone(signal));
  }

  /** One process reacts at a time: two would do no harm, but the same work, and read the same files. */
  private async reactAlone(signal: AbortSignal): Promise<void> {
    const { amongOthers } = this.parts.stores;
    if (!amongOthers) return this.react(this.reactions(), signal);
    while (!signal.aborted) {
      const lease = await amongOthers.leases.acquire('reactions', signal);
      if (!lease) return;
      await this.react(this.reactions(), AbortSignal.any([signal, lease.lost]));
      await lease.release();
    }
  }

  private async react(reactions: readonly Reaction[], signal: AbortSignal): Promise<void> {
    setMaxListeners(0, signal);
    const failed = (reaction: string, error: unknown, untold: number) =>
      this.say('a reaction failed', { reaction, error, ...(untold > 0 && { untold }) });
    await Promise.all(reactions.map((reaction) => runReaction(reaction, this.parts.clock, failed, signal)));
  }

  /** Waits for the answers still out, then lets go of everything. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
    // An upload or export that was woken is seen to outside the look that is waited for above.
    await this.uploads.idle();
    await this.exports.idle();
    await this.connections.close();
    await this.parts.mark?.keep(await this.storeWatch.head());
  }

  private reactions(): readonly Reaction[] {
    const { attribution, contacts, exports, platform, reconciliation, unmatched, uploads } = this;
    const { clock, random, stores } = this.parts;
    const { events } = stores;
    const views = stores.views.operational;
    const preflight = new Preflight(new CommandRunner(events, random));
    return [
      schedule(events, views, preflight, clock, random),
      searchSchedules(this.searchExports, views, clock),
      erasedNames({ events, views: stores.views, vault: stores.vault, clock }),
      completion(events, views, clock, random),
      guardRails(events, views, random),
      cancelFanOut(events, views, contacts, clock, random),
      expiry(views, contacts, clock),
      unmatched,
      reconciliation,
      attribution,
      holdForeignHosts(events, views, platform, random),
      uploads,
      exports,
      connectSenders(events, views, platform, clock, random),
    ];
  }

  /** What only the process that owns a portfolio can say or do. */
  private reactionsOfSending(): readonly Reaction[] {
    const { contacts, dispatcher } = this;
    const { clock, stores } = this.parts;
    const views = stores.views.operational;
    return [
      unknownOutcomeWatch(
        views,
        contacts,
        clock,
        async (campaignId, contactKey, senderId) =>
          dispatcher.holds(campaignId, contactKey) || !(await dispatcher.isOwn(senderId)),
      ),
      testMessages(views, contacts, dispatcher, clock),
    ];
  }

  /** Where the operational views stand: from the start of the log where they cannot say, because they are being made. */
  private viewsAt(): Promise<Position> {
    return this.parts.stores.views.operational.position('operational').catch(() => START);
  }

  /** Before anything is served or sent: whose a webhook is, and what a portfolio has sent, depends on it. */
  private async knowSenders(): Promise<void> {
    const { clock, random, stores } = this.parts;
    await this.directory.load(stores.events, stores.views.operational);
    const twice = (senderId: string, phoneNumberId: string) =>
      this.say('an older sender has the same number, and gets its webhooks', { senderId, phoneNumberId });
    await adoptNumbers(stores.events, this.directory.all(), clock, random, twice);
  }
}
