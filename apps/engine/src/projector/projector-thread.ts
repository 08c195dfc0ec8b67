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

/** The thread that writes the views, seen from outside: where they stand, and whether they are well. */
export class ProjectorThread {
  private worker: Worker | undefined;
  private readonly groups = new Map<Group, Held>();
  private stopping = false;
  private readonly opened = new Map<Group, () => void>();
  /** Resolves when the view files are there to be read. */
  readonly ready: Promise<unknown>;

  constructor(
    private readonly data: ProjectorData,
    private readonly clock: Clock,
    private readonly onTrouble: (facts: Readonly<Record<string, unknown>>, message: string) => void,
  ) {
    for (const group of GROUPS) {
      this.groups.set(group, { progress: new ViewProgress(clock), filling: false, poison: null, stopped: null });
    }
    this.ready = Promise.all(GROUPS.map((group) => new Promise<void>((open) => this.opened.set(group, open))));
    this.start();
  }

  progress(group: Group): ViewProgress {
    return this.groups.get(group)!.progress;
  }

  status(group: Group): GroupStatus {
    const { progress, filling, poison, stopped } = this.groups.get(group)!;
    return { position: progress.position, filling, poison, stopped };
  }

  /** The log has grown: look at once. */
  grown(): void {
    this.send({ type: 'grown' });
  }

  /** Fills the views of a group anew beside those that are read; nothing when they are being filled. */
  rebuild(group: Group): void {
    const held = this.groups.get(group)!;
    if (held.filling) return;
    held.filling = true;
    this.send({ type: 'rebuild', group });
  }

  /** Leaves out the event that stopped a group. */
  skip(group: Group, position: Position): void {
    const held = this.groups.get(group)!;
    held.poison = null;
    held.stopped = null;
    this.send({ type: 'skip', group, position });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    const { worker } = this;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.send({ type: 'stop' });
    await ended;
  }

  private start(): void {
    const worker = new Worker(join(__dirname, 'projector.worker.js'), { workerData: this.data });
    this.worker = worker;
    worker.on('message', (message: FromProjector) => this.heard(message));
    worker.on('error', (error) => this.onTrouble({ error: error.stack }, 'the projector thread died'));
    worker.on('exit', () => {
      this.worker = undefined;
      if (!this.stopping) this.clock.after(RESTART_AFTER, () => this.stopping || this.start());
    });
  }

  private send(message: ToProjector): void {
    this.worker?.postMessage(message);
  }

  private heard(message: FromProjector): void {
    const held = this.groups.get(message.group)!;
    switch (message.type) {
      case 'progress':
        held.progress.advance(message.position);
        break;
      case 'filling':
        this.opened.get(message.group)?.();
        held.filling = message.filling;
        held.stopped = null;
        break;
      case 'poison':
        held.poison = message.poison;
        this.onTrouble({ ...message.poison, group: message.group }, 'a projection stopped at an event it cannot apply');
        break;
      case 'trouble':
        this.onTrouble({ group: message.group, error: message.error }, 'the views cannot be written now');
        break;
      case 'ended':
        held.stopped = message.reason;
        this.onTrouble({ group: message.group, reason: message.reason }, 'a projector stopped');
    }
  }
}
