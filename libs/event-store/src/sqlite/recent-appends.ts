import { passing } from '../filter';
import type { Filter, JsonObject, RecordedEvent } from '../port';
import type { SerialisedEvent } from '../serialise';
import type { Answer } from './group-commit';
import type { Page } from './log-reader';
import type { PendingAppend } from './log-writer';
import { fromPosition, toPosition } from './position';

/** Kept at most: events, and UTF-16 units of their payloads. The older half goes when either is reached. */
const MOST_EVENTS = 8192;
const MOST_UNITS = 8 * 1024 * 1024;

interface Appended {
  readonly stream: string;
  readonly revision: number;
  readonly at: number;
  readonly event: SerialisedEvent;
}

/**
 * The last events that this process committed, without a gap. Whoever follows the log here is nearly always at its end, and wants a
 * few events of thousands: looking through these costs a hundredth of asking SQLite for them.
 */
export class RecentAppends {
  private appended: Appended[] = [];
  /** Position of the event before the first one kept. */
  private before = 0;
  private units = 0;

  /** @param at wall clock of the group's events */
  add(group: readonly PendingAppend[], answers: readonly Answer[], at: number): void {
    for (let index = 0; index < group.length; index++) {
      const answer = answers[index]!;
      if (answer instanceof Error) continue;
      const { stream, events } = group[index]!;
      const before = fromPosition(answer.position) - events.length;
      // A repeat is answered by what was there before.
      if (before < this.head) continue;
      if (before > this.head) this.restart(before);
      let revision = answer.revision - events.length;
      for (const event of events) {
        this.appended.push({ stream, revision: ++revision, at, event });
        this.units += event.data.length + event.metadata.length;
      }
    }
    if (this.appended.length > MOST_EVENTS || this.units > MOST_UNITS) this.dropOlderHalf();
  }

  /** What came after `from`, or undefined when only the file can tell. */
  after(from: number, filter: Filter | undefined, limit: number): Page | undefined {
    if (this.appended.length === 0 || from < this.before) return undefined;
    const passes = passing(filter);
    const events: RecordedEvent[] = [];
    let size = 0;
    let scanned = from;
    for (; scanned < this.head && events.length < limit; scanned++) {
      const { stream, revision, at, event } = this.appended[scanned - this.before]!;
      if (!passes(stream, event.type)) continue;
      size += event.data.length + event.metadata.length;
      const position = toPosition(scanned + 1);
      const data = JSON.parse(event.data) as JsonObject;
      const metadata = JSON.parse(event.metadata) as JsonObject;
      events.push({ stream, revision, position, type: event.type, at, id: event.id, data, metadata });
    }
    return { events, scanned, end: scanned >= this.head, size };
  }

  private get head(): number {
    return this.before + this.appended.length;
  }

  private restart(before: number): void {
    this.appended = [];
    this.before = before;
    this.units = 0;
  }

  private dropOlderHalf(): void {
    const dropped = this.appended.length >> 1;
    this.appended = this.appended.slice(dropped);
    this.before += dropped;
    this.units = this.appended.reduce((sum, { event }) => sum + event.data.length + event.metadata.length, 0);
  }
}
