import { type Clock } from './clock';

/** Something that happens later. Plain objects with a method, because a closure each would cost too much at 100,000 pending. */
export interface Task {
  run(): void;
}

interface Entry {
  readonly dueAt: number;
  readonly order: number;
  readonly task: Task;
}

function comesBefore(a: Entry, b: Entry): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order);
}

/** Everything that is still to happen, in one binary heap behind one timer. Tasks due at the same instant run in the order they were added. */
export class Schedule {
  private readonly heap: Entry[] = [];
  private order = 0;
  private armedFor = Infinity;
  private disarm: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.heap.length;
  }

  /** Runs `task` at `dueAt` (wall clock, ms), or in the next turn of the event loop when that is past. */
  at(dueAt: number, task: Task): void {
    const heap = this.heap;
    const entry = { dueAt, order: this.order++, task };
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!comesBefore(entry, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = entry;
    this.arm();
  }

  /** Forgets everything that has not happened yet. */
  clear(): void {
    this.heap.length = 0;
    this.arm();
  }

  private arm(): void {
    const dueAt = this.heap[0]?.dueAt ?? Infinity;
    if (dueAt === this.armedFor) return;
    this.disarm?.();
    this.disarm = undefined;
    this.armedFor = dueAt;
    if (dueAt === Infinity) return;
    this.disarm = this.clock.after(Math.ceil(dueAt - this.clock.now()), () => {
      this.armedFor = Infinity;
      this.disarm = undefined;
      this.runDue();
    });
  }

  private runDue(): void {
    const now = this.clock.now();
    // Tasks that add tasks due at once get them in the next turn, so that sockets are served in between.
    const before = this.order;
    for (let next = this.heap[0]; next && next.dueAt <= now && next.order < before; next = this.heap[0]) {
      this.removeFirst();
      next.task.run();
    }
    this.arm();
  }

  private removeFirst(): void {
    const heap = this.heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && comesBefore(heap[child + 1]!, heap[child]!)) child++;
      if (!comesBefore(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
  }
}
