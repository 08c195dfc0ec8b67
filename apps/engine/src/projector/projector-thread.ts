import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { type Group, type Poison, ViewProgress } from '@arauto/read-models';
import type { FromProjector, ProjectorData, ToProjector } from './messages';

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

/** A thread that died is started again after this, milliseconds: its place is in the view files, never in memory. */
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

/** A thread that writes views could not begin; the message says why. */
export class ProjectorNotStarted extends Error {
  override readonly name = 'ProjectorNotStarted';
  constructor(group: Group, why: string) {
    super(`The ${group} views cannot be written: ${why}`);
  }
}

/** The threads that write the views, one for each group, seen from outside: where they stand, and whether they are well. */
export class ProjectorThread {
  private readonly workers = new Map<Group, Worker>();
  private readonly groups = new Map<Group, Held>();
  private stopping = false;
  private toldAt = -Infinity;
  private willTell = false;
  /** Commits since the threads were last told. */
  private commits = 0;
  private tellsEvery = HEARS_EVERY;
  private readonly opening = new Map<Group, { readonly done: () => void; readonly failed: (error: Error) => void }>();
  /** Resolves when the view files are there to be read. @throws ProjectorNotStarted */
  readonly ready: Promise<unknown>;

  constructor(
    private readonly files: Omit<ProjectorData, 'group'>,
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
    const ended = [...this.workers.values()].map(
      (worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())),
    );
    for (const group of GROUPS) this.send(group, { type: 'stop' });
    await Promise.all(ended);
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
    const data: ProjectorData = { ...this.files, group };
    const worker = new Worker(join(__dirname, 'projector.worker.js'), { workerData: data });
    this.workers.set(group, worker);
    worker.on('message', (message: FromProjector) => this.heard(group, message));
    worker.on('error', (error) => {
      this.onTrouble({ group, error: error.stack }, 'a projector thread died');
      this.notStarted(group, error.message);
    });
    worker.on('exit', (code) => {
      this.workers.delete(group);
      this.notStarted(group, `its thread ended with code ${code}`);
      if (!this.stopping) this.clock.after(RESTART_AFTER, () => this.stopping || this.start(group));
    });
  }

  private send(group: Group, message: ToProjector): void {
    this.workers.get(group)?.postMessage(message);
  }

  /** Of a thread that has opened its file once, it says nothing: it is started again. */
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
