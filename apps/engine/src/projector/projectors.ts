import { type Clock, instant } from '@arauto/clock';
import { type Position, START } from '@arauto/event-store';
import { type Group, type Poison, ViewProgress } from '@arauto/read-models';

export const GROUPS: readonly Group[] = ['operational', 'reporting'];

/** How one group of views is. */
export interface GroupStatus {
  readonly position: Position;
  readonly filling: boolean;
  readonly poison: Poison | null;
  /** Why it stopped, when it did; null while it runs. */
  readonly stopped: string | null;
  /** Another process writes them. */
  readonly standsBy: boolean;
  /** When it stopped, or began to stand by; null while it runs. */
  readonly since: string | null;
}

/** Which projector: the views of a group are kept by one or several, each of a part of the log. */
export interface Lane {
  readonly group: Group;
  /** From 0. */
  readonly lane: number;
}

/** One projector, as it was last heard of. */
interface Held extends Lane {
  link: ProjectorLink | undefined;
  position: Position;
  filling: boolean;
  poison: Poison | null;
  stopped: string | null;
  standsBy: boolean;
  since: string | null;
  /** Whoever waits for its first word; undefined after it. */
  opening: { readonly done: () => void; readonly failed: (error: Error) => void } | undefined;
}

export type ToProjector =
  /** The log has grown. */
  | { readonly type: 'grown' }
  | { readonly type: 'rebuild' }
  | { readonly type: 'skip'; readonly position: Position }
  /** A reader found the file damaged. */
  | { readonly type: 'remake' };

export type FromProjector =
  /** Readers find everything up to `position`. */
  | { readonly type: 'progress'; readonly position: Position }
  | { readonly type: 'poison'; readonly poison: Poison }
  | { readonly type: 'trouble'; readonly with: 'log' | 'views'; readonly error: string }
  /** It cannot begin, since a store is away, and tries again. */
  | { readonly type: 'notBegun'; readonly error: string }
  /** Another process keeps the views, and it waits for that to end. */
  | { readonly type: 'standsBy' }
  | { readonly type: 'filling'; readonly filling: boolean }
  /** The file was deleted and is made again from nothing. */
  | { readonly type: 'remade' }
  | { readonly type: 'ended'; readonly reason: string };

/** A projector, wherever it runs. */
export interface ProjectorLink {
  send(message: ToProjector): void;
  /** Resolves when it reads and writes no more. */
  stop(): Promise<void>;
}

/**
 * Begins the projector of a group.
 * @param heard is told every word of it, the first after this function has returned
 * @param died is told when there is nothing more to hear, and of what
 */
export type BeginProjector = (
  lane: Lane,
  heard: (message: FromProjector) => void,
  died: (cause: Error) => void,
) => ProjectorLink;

/** One that died is begun again after this, milliseconds: its place is in the view files, never in memory. */
const RESTART_AFTER = 500;

/** Growth after a pause is told at once, and then at most this often, milliseconds. */
const HEARS_EVERY = 20;
/**
 * Under load it is told less often. The views are then written in fewer, larger transactions, in which most of what one contact
 * goes through becomes one write: at 3,600 events/s that takes a third off the operational thread's CPU. Views are then behind by up
 * to this and the time of the write.
 */
const HEARS_EVERY_UNDER_LOAD = 100;
/** Commits a second that are load. A person or a script that waits for each of its commands makes fewer. */
const LOAD = 50;

/** What is said of one that has not stopped. */
const RUNS = { stopped: null, standsBy: false, since: null };

const TROUBLE = { log: 'the log cannot be read now', views: 'the views cannot be written now' };

/** A projector could not begin; the message says why. */
export class ProjectorNotStarted extends Error {
  override readonly name = 'ProjectorNotStarted';
  constructor(group: Group, why: string) {
    super(`The ${group} views cannot be written: ${why}`);
  }
}

/** The projectors of every group, seen from outside: tells them of commits, and says where the views stand and whether they are well. */
export class Projectors {
  private readonly all: readonly Held[];
  private readonly reached = new Map<Group, ViewProgress>();
  private stopping = false;
  private toldAt = -Infinity;
  private willTell = false;
  /** Commits since the projectors were last told. */
  private commits = 0;
  private tellsEvery = HEARS_EVERY;
  /** Resolves when the view files are there to be read. @throws ProjectorNotStarted */
  readonly ready: Promise<unknown>;

  constructor(
    private readonly begin: BeginProjector,
    /** How many there are of each group. */
    lanes: number,
    private readonly clock: Clock,
    private readonly onTrouble: (facts: Readonly<Record<string, unknown>>, message: string) => void,
    /** The file of a group was deleted and is made from nothing: readers must open it again. */
    private readonly onRemade: (group: Group) => void,
  ) {
    for (const group of GROUPS) this.reached.set(group, new ViewProgress(clock));
    const fresh = { link: undefined, position: START, filling: false, poison: null, opening: undefined, ...RUNS };
    this.all = GROUPS.flatMap((group) => Array.from({ length: lanes }, (_, lane): Held => ({ ...fresh, group, lane })));
    this.ready = Promise.all(
      this.all.map((held) => new Promise<void>((done, failed) => (held.opening = { done, failed }))),
    );
    for (const held of this.all) this.start(held);
  }

  progress(group: Group): ViewProgress {
    return this.reached.get(group)!;
  }

  status(group: Group): GroupStatus {
    const lanes = this.of(group);
    return {
      position: this.progress(group).position,
      filling: lanes.some(({ filling }) => filling),
      poison: lanes.find(({ poison }) => poison !== null)?.poison ?? null,
      stopped: lanes.find(({ stopped }) => stopped !== null)?.stopped ?? null,
      standsBy: lanes.some(({ standsBy }) => standsBy),
      since: lanes.find(({ since }) => since !== null)?.since ?? null,
    };
  }

  /** The log has grown. */
  grown(): void {
    this.commits++;
    if (this.willTell) return;
    const wait = this.toldAt + this.tellsEvery - this.clock.monotonic();
    if (wait <= 0) {
      this.tellGrown();
      return;
    }
    this.willTell = true;
    this.clock.after(wait, () => this.tellGrown());
  }

  /** Fills the views of a group anew beside those that are read; nothing when they are being filled. */
  rebuild(group: Group): void {
    const lanes = this.of(group);
    if (lanes.some(({ filling }) => filling)) return;
    for (const held of lanes) {
      // Whoever keeps it is asked as well.
      if (held.standsBy) continue;
      held.filling = true;
      held.link?.send({ type: 'rebuild' });
    }
  }

  /** Leaves out the event that stopped a group. */
  skip(group: Group, position: Position): void {
    for (const held of this.of(group)) {
      Object.assign(held, { poison: null, ...RUNS });
      held.link?.send({ type: 'skip', position });
    }
  }

  /** The file of a group is damaged: it is deleted and made from nothing. */
  remake(group: Group): void {
    for (const { link } of this.of(group)) link?.send({ type: 'remake' });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.all.map(({ link }) => link?.stop()));
  }

  private tellGrown(): void {
    const now = this.clock.monotonic();
    const isBusy = this.commits * 1000 > (now - this.toldAt) * LOAD;
    this.tellsEvery = isBusy ? HEARS_EVERY_UNDER_LOAD : HEARS_EVERY;
    this.willTell = false;
    this.commits = 0;
    this.toldAt = now;
    for (const { link } of this.all) link?.send({ type: 'grown' });
  }

  private of(group: Group): readonly Held[] {
    return this.all.filter((held) => held.group === group);
  }

  private start(held: Held): void {
    held.link = this.begin(
      held,
      (message) => this.heard(held, message),
      (cause) => this.died(held, cause),
    );
  }

  private now(): string {
    return instant(this.clock.now());
  }

  private died(held: Held, cause: Error): void {
    held.link = undefined;
    if (this.stopping) return;
    const { group, lane } = held;
    this.onTrouble({ group, lane, error: cause }, 'a projector died');
    this.notStarted(held, cause.message);
    this.clock.after(RESTART_AFTER, () => this.stopping || this.start(held));
  }

  /** Of one that has opened its views once, it says nothing: it is begun again. */
  private notStarted({ group, opening }: Held, why: string): void {
    opening?.failed(new ProjectorNotStarted(group, why));
  }

  private heard(held: Held, message: FromProjector): void {
    const { group, lane } = held;
    switch (message.type) {
      case 'progress':
        Object.assign(held, RUNS);
        held.position = message.position;
        // Views are where the last of their projectors is.
        this.progress(group).advance(
          this.of(group).reduce((least, each) => (each.position < least ? each.position : least), message.position),
        );
        break;
      case 'filling':
        held.opening?.done();
        held.opening = undefined;
        held.filling = message.filling;
        Object.assign(held, RUNS);
        break;
      case 'remade':
        held.position = START;
        this.progress(group).restart();
        this.onRemade(group);
        break;
      case 'poison':
        held.poison = message.poison;
        this.onTrouble({ ...message.poison, group }, 'a projection stopped at an event it cannot apply');
        break;
      case 'trouble':
        this.onTrouble({ group, lane, error: message.error }, TROUBLE[message.with]);
        break;
      case 'notBegun':
        // Whoever waits for the start says it, and does not wait for the store.
        if (held.opening) this.notStarted(held, message.error);
        else this.onTrouble({ group, lane, error: message.error }, 'a projector cannot begin yet');
        break;
      case 'standsBy':
        Object.assign(held, { standsBy: true, since: this.now() });
        this.onTrouble({ group, lane }, 'another process writes the views: standing by');
        break;
      case 'ended':
        Object.assign(held, { stopped: message.reason, since: this.now() });
        held.filling = false;
        // Whoever waits for the start says it.
        if (held.opening) this.notStarted(held, message.reason);
        else this.onTrouble({ group, lane, reason: message.reason }, 'a projector stopped');
    }
  }
}
