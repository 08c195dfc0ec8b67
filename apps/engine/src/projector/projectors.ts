import type { Clock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { type Group, type Poison, ViewProgress } from '@arauto/read-models';

export const GROUPS: readonly Group[] = ['operational', 'reporting'];

/** How one group of views is. */
export interface GroupStatus {
  readonly position: Position;
  readonly filling: boolean;
  readonly poison: Poison | null;
  /** Why it stopped, when it did; null while it runs. */
  readonly stopped: string | null;
}

interface Held {
  readonly progress: ViewProgress;
  filling: boolean;
  poison: Poison | null;
  stopped: string | null;
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
  | { readonly type: 'trouble'; readonly error: string }
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
  group: Group,
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

/** A projector could not begin; the message says why. */
export class ProjectorNotStarted extends Error {
  override readonly name = 'ProjectorNotStarted';
  constructor(group: Group, why: string) {
    super(`The ${group} views cannot be written: ${why}`);
  }
}

/** The projectors, one for each group, seen from outside: tells them of commits, and says where the views stand and whether they are well. */
export class Projectors {
  private readonly links = new Map<Group, ProjectorLink>();
  private readonly groups = new Map<Group, Held>();
  private stopping = false;
  private toldAt = -Infinity;
  private willTell = false;
  /** Commits since the projectors were last told. */
  private commits = 0;
  private tellsEvery = HEARS_EVERY;
  private readonly opening = new Map<Group, { readonly done: () => void; readonly failed: (error: Error) => void }>();
  /** Resolves when the view files are there to be read. @throws ProjectorNotStarted */
  readonly ready: Promise<unknown>;

  constructor(
    private readonly begin: BeginProjector,
    private readonly clock: Clock,
    private readonly onTrouble: (facts: Readonly<Record<string, unknown>>, message: string) => void,
    /** The file of a group was deleted and is made from nothing: readers must open it again. */
    private readonly onRemade: (group: Group) => void,
  ) {
    for (const group of GROUPS) {
      this.groups.set(group, { progress: new ViewProgress(clock), filling: false, poison: null, stopped: null });
    }
    this.ready = Promise.all(
      GROUPS.map((group) => new Promise<void>((done, failed) => this.opening.set(group, { done, failed }))),
    );
    for (const group of GROUPS) this.start(group);
  }

  progress(group: Group): ViewProgress {
    return this.groups.get(group)!.progress;
  }

  status(group: Group): GroupStatus {
    const { progress, filling, poison, stopped } = this.groups.get(group)!;
    return { position: progress.position, filling, poison, stopped };
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
    const held = this.groups.get(group)!;
    if (held.filling) return;
    held.filling = true;
    this.send(group, { type: 'rebuild' });
  }

  /** Leaves out the event that stopped a group. */
  skip(group: Group, position: Position): void {
    const held = this.groups.get(group)!;
    held.poison = null;
    held.stopped = null;
    this.send(group, { type: 'skip', position });
  }

  /** The file of a group is damaged: it is deleted and made from nothing. */
  remake(group: Group): void {
    this.send(group, { type: 'remake' });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.links.values()].map((link) => link.stop()));
  }

  private tellGrown(): void {
    const now = this.clock.monotonic();
    const isBusy = this.commits * 1000 > (now - this.toldAt) * LOAD;
    this.tellsEvery = isBusy ? HEARS_EVERY_UNDER_LOAD : HEARS_EVERY;
    this.willTell = false;
    this.commits = 0;
    this.toldAt = now;
    for (const group of GROUPS) this.send(group, { type: 'grown' });
  }

  private start(group: Group): void {
    const link = this.begin(
      group,
      (message) => this.heard(group, message),
      (cause) => this.died(group, cause),
    );
    this.links.set(group, link);
  }

  private died(group: Group, cause: Error): void {
    this.links.delete(group);
    if (this.stopping) return;
    this.onTrouble({ group, error: cause }, 'a projector died');
    this.notStarted(group, cause.message);
    this.clock.after(RESTART_AFTER, () => this.stopping || this.start(group));
  }

  private send(group: Group, message: ToProjector): void {
    this.links.get(group)?.send(message);
  }

  /** Of one that has opened its file once, it says nothing: it is begun again. */
  private notStarted(group: Group, why: string): void {
    this.opening.get(group)?.failed(new ProjectorNotStarted(group, why));
  }

  private heard(group: Group, message: FromProjector): void {
    const held = this.groups.get(group)!;
    switch (message.type) {
      case 'progress':
        held.progress.advance(message.position);
        held.stopped = null;
        break;
      case 'filling':
        this.opening.get(group)?.done();
        this.opening.delete(group);
        held.filling = message.filling;
        held.stopped = null;
        break;
      case 'remade':
        held.progress.restart();
        this.onRemade(group);
        break;
      case 'poison':
        held.poison = message.poison;
        this.onTrouble({ ...message.poison, group }, 'a projection stopped at an event it cannot apply');
        break;
      case 'trouble':
        this.onTrouble({ group, error: message.error }, 'the views cannot be written now');
        break;
      case 'ended':
        held.stopped = message.reason;
        held.filling = false;
        // Whoever waits for the start says it.
        if (this.opening.has(group)) this.notStarted(group, message.reason);
        else this.onTrouble({ group, reason: message.reason }, 'a projector stopped');
    }
  }
}
