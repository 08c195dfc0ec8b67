import { type Position, type RecordedEvent, START, type WrittenByLaterVersion } from '@arauto/event-store';
import type { Change } from './change';
import type { ChangeRefused, Projection } from './port';

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
  /** Asked for and not yet gathered. */
  changes: Change[] = [];
  events = 0;
  position: Position = START;
  poison: Poison | undefined;
  private readonly handlers = new Map<string, Projection[]>();
  private hasGathered = false;
  /** Who asked for the changes from `first` on, to name them if one is refused. */
  private causes: { first: number; event: RecordedEvent; projection: Projection }[] = [];

  /** @param refused an event of which is known that it cannot be applied */
  constructor(
    projections: readonly Projection[],
    private readonly skip: ReadonlySet<Position>,
    private readonly refused: Poison | undefined,
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
    return this.hasGathered || this.changes.length > 0;
  }

  /** Empties the batch. */
  begin(position: Position): void {
    this.gathered();
    this.hasGathered = false;
    this.events = 0;
    this.position = position;
  }

  /** The store has taken the changes in. */
  gathered(): void {
    this.hasGathered ||= this.changes.length > 0;
    this.changes = [];
    this.causes = [];
  }

  /** Everything up to `position` was seen. */
  pass(position: Position): void {
    if (position > this.position) this.position = position;
  }

  /** Takes an event in, all its changes or, with `poison` set, none. */
  take(event: RecordedEvent): void {
    const handlers = this.skip.has(event.position) ? undefined : this.handlers.get(event.type);
    if (handlers && event.position === this.refused?.position) {
      this.poison = this.refused;
      return;
    }
    if (handlers && !this.project(event, handlers)) return;
    this.events++;
    this.position = event.position;
  }

  /** Ends before an event that no projection is given. */
  stopBefore(error: WrittenByLaterVersion): void {
    this.poison = describe(error, this.handlers.get(error.type)![0]!, error);
  }

  /** What is poison about a refused change. */
  causeOf(refused: ChangeRefused): Poison {
    const { event, projection } = this.causes.findLast(({ first }) => first <= refused.index)!;
    return describe(event, projection, refused);
  }

  private project(event: RecordedEvent, handlers: readonly Projection[]): boolean {
    const { changes, causes } = this;
    const [first, before] = [changes.length, causes.length];
    for (const projection of handlers) {
      try {
        const asked = projection.project(event);
        if (asked.length > 0) causes.push({ first: changes.length, event, projection });
        for (const change of asked) changes.push(change);
      } catch (error) {
        this.poison = describe(event, projection, error);
        changes.length = first;
        causes.length = before;
        return false;
      }
    }
    return true;
  }
}

function describe(
  { position, stream, type }: Omit<Poison, 'projection' | 'error'>,
  projection: Projection,
  error: unknown,
): Poison {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'not an Error';
  return { projection: projection.view.name, position, stream, type, error: text };
}
