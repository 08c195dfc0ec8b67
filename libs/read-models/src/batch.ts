import { type Position, type RecordedEvent, START } from '@arauto/event-store';
import type { Change, ChangeRefused, Projection } from './port';

/** An event that could not be applied. Never its payload. */
export interface Poison {
  readonly projection: string;
  readonly position: Position;
  readonly stream: string;
  readonly type: string;
  /** Name and message of what was thrown. */
  readonly error: string;
}

/** Events on their way into one transaction: the changes they ask for, and how far they reach. */
export class Batch {
  changes: Change[] = [];
  events = 0;
  position: Position = START;
  poison: Poison | undefined;
  private readonly handlers = new Map<string, Projection[]>();
  /** For each change: the event that asked for it, and the projection; to name them if the change is refused. */
  private causes: { event: RecordedEvent; projection: Projection; before: Position }[] = [];
  private firstOf: number[] = [];

  constructor(
    projections: readonly Projection[],
    private readonly skip: ReadonlySet<Position>,
  ) {
    for (const projection of projections) {
      for (const type of projection.handles) {
        const handlers = this.handlers.get(type);
        if (handlers) handlers.push(projection);
        else this.handlers.set(type, [projection]);
      }
    }
  }

  get hasChanges(): boolean {
    return this.changes.length > 0;
  }

  /** Empties the batch. */
  begin(position: Position): void {
    this.changes = [];
    this.causes = [];
    this.firstOf = [];
    this.events = 0;
    this.position = position;
  }

  /** Everything up to `position` was seen. */
  pass(position: Position): void {
    if (position > this.position) this.position = position;
  }

  /** Takes an event in, all its changes or, with `poison` set, none. */
  take(event: RecordedEvent): void {
    const handlers = this.skip.has(event.position) ? undefined : this.handlers.get(event.type);
    const first = this.changes.length;
    const causes = this.causes.length;
    for (const projection of handlers ?? []) {
      try {
        const changes = projection.project(event);
        if (changes.length > 0) {
          this.causes.push({ event, projection, before: this.position });
          this.firstOf.push(this.changes.length);
        }
        for (const change of changes) this.changes.push(change);
      } catch (error) {
        this.poison = describe(event, projection, error);
        this.cut(first, causes);
        return;
      }
    }
    this.events++;
    this.position = event.position;
  }

  /** Drops the event whose change was refused, and all after it. */
  refuse(refused: ChangeRefused): void {
    let at = this.firstOf.findLastIndex((first) => first <= refused.index);
    const { event, projection } = this.causes[at]!;
    while (at > 0 && this.causes[at - 1]!.event === event) at--;
    this.poison = describe(event, projection, refused);
    this.position = this.causes[at]!.before;
    this.cut(this.firstOf[at]!, at);
  }

  private cut(changes: number, causes: number): void {
    this.changes.length = changes;
    this.causes.length = causes;
    this.firstOf.length = causes;
  }
}

function describe({ position, stream, type }: RecordedEvent, projection: Projection, error: unknown): Poison {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'not an Error';
  return { projection: projection.view.name, position, stream, type, error: text };
}
