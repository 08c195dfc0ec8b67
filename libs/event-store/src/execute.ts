import { appendSurely } from './append-surely';
import { type Decider, type DomainEvent, eventOf } from './decider';
import { inOrder } from './in-order';
import {
  type EventStore,
  type JsonObject,
  type NewEvent,
  type RecordedEvent,
  START,
  WrongExpectedRevision,
} from './port';
import type { Loaded, StateCache } from './state-cache';

export interface ExecuteOptions<State> {
  /** Id of the event at `index` of what was decided: random where the append is a claim, deterministic where a repeat must be harmless. */
  readonly eventId: (index: number) => string;
  /** Put on every event. */
  readonly metadata?: JsonObject | undefined;
  /** How often to reload and decide again after a conflict: 3 by default, 0 for a command that must not. */
  readonly retries?: number | 'forever' | undefined;
  /** The revision that the caller has seen (`If-Match`): any other is a conflict, and there is no second decision. */
  readonly expectedRevision?: number | undefined;
  /** A command that comes again under the same id is answered by what it did the first time. */
  readonly idempotency?: { readonly commandId: string; readonly bodyHash: string } | undefined;
  readonly cache?: StateCache<State> | undefined;
  /** Puts what the events refer to where that is found: before they are appended, and only where there are any. */
  readonly keep?: (() => Promise<void>) | undefined;
}

export interface Executed<State, Event> extends Loaded<State> {
  /** What was decided; `[]` when the goal held already. */
  readonly events: readonly Event[];
  /** The command had been executed before: `revision`, `position` and `events` are of that time. */
  readonly repeated: boolean;
}

/** A stream's fold that holds no trace of the command. */
interface Fresh<State> extends Loaded<State> {
  readonly repeated?: undefined;
}

/** The same command id with another body. */
export class IdempotencyMismatch extends Error {
  override readonly name = 'IdempotencyMismatch';
  constructor(
    readonly stream: string,
    readonly commandId: string,
  ) {
    super(`command ${commandId} was already used on ${stream} with another body`);
  }
}

const NO_METADATA: JsonObject = {};

/**
 * The one loop by which commands become events: load → decide → append at the loaded revision → on a conflict reload and
 * decide again. Commands on one stream run one after the other within the process.
 * `revision` is -1 and `position` START when the stream has no event and none was decided.
 * @throws whatever `decide` throws; AppendFailure; IdempotencyMismatch
 */
export function execute<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  stream: string,
  command: Command,
  options: ExecuteOptions<State>,
): Promise<Executed<State, Event>> {
  return inOrder(store, stream, () => run(store, decider, stream, command, options));
}

async function run<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  stream: string,
  command: Command,
  options: ExecuteOptions<State>,
): Promise<Executed<State, Event>> {
  const { cache, idempotency, expectedRevision } = options;
  let retries = expectedRevision !== undefined ? 0 : options.retries === 'forever' ? Infinity : (options.retries ?? 3);
  // Only the stream itself knows the commands it has seen.
  let cached: Fresh<State> | undefined = idempotency ? undefined : cache?.get(stream);
  for (;;) {
    const loaded = cached ?? (await loadOrRepeat(store, decider, stream, options));
    if (loaded.repeated) return loaded;
    if (expectedRevision !== undefined && loaded.revision !== expectedRevision) {
      if (cached) {
        cached = undefined;
        continue;
      }
      throw new WrongExpectedRevision(stream, expectedRevision, loaded.revision === -1 ? 'noStream' : loaded.revision);
    }
    const events = decideOn(decider, command, loaded.state, cached !== undefined);
    if (events === 'reload') {
      cached = undefined;
      continue;
    }
    if (events.length === 0) {
      cache?.set(stream, loaded);
      return { ...loaded, events, repeated: false };
    }
    if (options.keep) await options.keep();
    try {
      const expected = loaded.revision === -1 ? 'noStream' : loaded.revision;
      const appended = await appendSurely(store, stream, toNewEvents(events, options), expected);
      const state = events.reduce((folded, event) => decider.evolve(folded, event), loaded.state);
      cache?.set(stream, { ...appended, state });
      return { ...appended, state, events, repeated: false };
    } catch (error) {
      cache?.delete(stream);
      cached = undefined;
      if (!(error instanceof WrongExpectedRevision) || retries-- <= 0) throw error;
    }
  }
}

/** A state from the cache may be behind, so that nothing is refused or found done on its word alone. */
function decideOn<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  command: Command,
  state: State,
  mayBeBehind: boolean,
): readonly Event[] | 'reload' {
  try {
    const events = decider.decide(command, state);
    return events.length === 0 && mayBeBehind ? 'reload' : events;
  } catch (error) {
    if (mayBeBehind) return 'reload';
    throw error;
  }
}

/** The state, or what the command gave the first time: its events are looked for on the way. */
async function loadOrRepeat<State, Command, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<State, Command, Event>,
  stream: string,
  { idempotency }: ExecuteOptions<State>,
): Promise<Fresh<State> | (Executed<State, Event> & { readonly repeated: true })> {
  let state = decider.initial;
  let last: RecordedEvent | undefined;
  const earlier: { recorded: RecordedEvent; event: Event }[] = [];
  for await (const recorded of await store.readStream(stream)) {
    last = recorded;
    const event = eventOf(decider, recorded);
    state = decider.evolve(state, event);
    if (idempotency && recorded.metadata['commandId'] === idempotency.commandId) earlier.push({ recorded, event });
  }
  const answered = earlier.at(-1)?.recorded;
  if (!answered) return { revision: last?.revision ?? -1, position: last?.position ?? START, state };
  if (answered.metadata['bodyHash'] !== idempotency?.bodyHash) {
    throw new IdempotencyMismatch(stream, idempotency?.commandId ?? '');
  }
  const events = earlier.map(({ event }) => event);
  return { revision: answered.revision, position: answered.position, state, events, repeated: true };
}

function toNewEvents<State, Event extends DomainEvent>(
  events: readonly Event[],
  { eventId, metadata, idempotency }: ExecuteOptions<State>,
): NewEvent[] {
  const common: JsonObject = idempotency ? { ...metadata, ...idempotency } : (metadata ?? NO_METADATA);
  return events.map(({ type, data }, index) => ({ id: eventId(index), type, data, metadata: common }));
}
