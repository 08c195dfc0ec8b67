import { readEvent, type ProposedEvent } from './wire';

/** The expectations that are no revision, by the numbers that EventStoreDB names them in its messages. */
export const NO_STREAM = -1;
export const ANY = -2;
export const STREAM_EXISTS = -4;

export interface StoredEvent {
  /** Its place in `$all`. */
  readonly index: number;
  /** Bytes of the log before it: its commit and its prepare position. */
  readonly position: number;
  readonly stream: string;
  /** `Infinity` for the tombstone. */
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  /** The message that carries it to a reader, encoded once. The log holds nothing else of it. */
  readonly message: Buffer;
}

export type Outcome =
  | { readonly kind: 'ok'; readonly revision: number; readonly position: number | undefined }
  | { readonly kind: 'wrongExpectedVersion'; readonly current: number }
  | { readonly kind: 'deleted' };

/** What a reader of one stream finds. */
export type StreamContent =
  | { readonly kind: 'missing' }
  | { readonly kind: 'deleted' }
  /** `events` holds every event ever written; the first that is to be seen is `first`. */
  | { readonly kind: 'events'; readonly events: readonly StoredEvent[]; readonly first: number };

interface Stream {
  readonly events: StoredEvent[];
  tombstoned: boolean;
  metadata: { readonly $tb?: unknown; readonly $maxCount?: unknown };
  /** `Infinity`: deleted softly. */
  truncateBefore: number;
  maxCount: number;
}

/** What the real server writes before everything else, so that a fresh `$all` is not empty. */
const FIRST_STREAM = '$$$scavenges';
const FIRST_METADATA = { $maxAge: 2_592_000, $acl: { $r: '$ops', $w: [], $d: [], $mr: [], $mw: [] } };
const FIRST_POSITION = 1_024;
/** What metadata says of a stream that is deleted softly; JSON in JavaScript rounds it up by one. */
const DELETED = '9223372036854775807';

/**
 * The log of the double, in memory: what is appended, repeated, refused and deleted as EventStoreDB 23.10.6 does it, decided in the order of the
 * calls, all at once. Who wants to know that it grew sets `onGrown`.
 */
export class DoubleLog {
  readonly events: StoredEvent[] = [];
  onGrown: () => void = () => undefined;
  private readonly streams = new Map<string, Stream>();
  private readonly byId = new Map<string, StoredEvent>();
  private end = FIRST_POSITION;

  constructor(
    private readonly now: () => number,
    private readonly newId: () => string,
  ) {
    this.writeFirst();
  }

  /** Forgets everything, as a server with another disk would have. */
  empty(): void {
    this.events.length = 0;
    this.streams.clear();
    this.byId.clear();
    this.end = FIRST_POSITION;
    this.writeFirst();
  }

  append(name: string, expected: number, proposed: readonly ProposedEvent[]): Outcome {
    const checked = this.check(name, expected, proposed);
    if (checked !== 'write') return checked;
    if (proposed.length === 0) {
      const position = this.end;
      this.end += recordSize(name, '', 0, 0);
      return { kind: 'ok', revision: this.lastRevision(name), position };
    }
    // Events, or metadata, bring back a stream that was deleted softly, without what it held before.
    const original = originalOf(name);
    const wasSoftlyDeleted = this.isSoftlyDeleted(original);
    const firstNew = this.lastRevision(original) + 1;
    let last: StoredEvent | undefined;
    for (const event of proposed) last = this.write(name, event);
    if (wasSoftlyDeleted) this.writeMetadata(original, { ...this.stream(original).metadata, $tb: firstNew });
    this.onGrown();
    return { kind: 'ok', revision: last!.revision, position: last!.position };
  }

  /** Softly: the events are no longer seen in the stream, and it can be written to again. */
  delete(name: string, expected: number): Outcome {
    const checked = this.check(name, expected, [{ id: this.newId() }]);
    if (checked !== 'write') return checked;
    if (this.lastRevision(name) < 0 && this.lastRevision(`$$${name}`) < 0) {
      return { kind: 'wrongExpectedVersion', current: NO_STREAM };
    }
    const { position } = this.writeMetadata(name, `{"$tb":${DELETED}}`);
    this.onGrown();
    return { kind: 'ok', revision: NO_STREAM, position };
  }

  /** For good. */
  tombstone(name: string, expected: number): Outcome {
    const checked = this.check(name, expected, [{ id: this.newId() }]);
    if (checked !== 'write') return checked;
    const { position } = this.write(name, {
      id: this.newId(),
      type: '$streamDeleted',
      isJson: false,
      data: NOTHING,
      metadata: NOTHING,
    });
    this.stream(name).tombstoned = true;
    this.onGrown();
    return { kind: 'ok', revision: NO_STREAM, position };
  }

  content(name: string): StreamContent {
    const stream = this.streams.get(name);
    if (this.isTombstoned(name)) return { kind: 'deleted' };
    if (stream === undefined || stream.events.length === 0 || stream.truncateBefore === Infinity)
      return { kind: 'missing' };
    const first = Math.max(0, stream.truncateBefore, stream.events.length - stream.maxCount);
    return { kind: 'events', events: stream.events, first };
  }

  /** Index in `$all` of the first event at or after a position (a checkpoint has prepare 0). */
  indexFrom(commit: number, prepare: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { position } = this.events[middle]!;
      if (position > commit || (position === commit && position >= prepare)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Whether a reader may start there: before everything, at an event, at the end, or after it. */
  isPosition(commit: number): boolean {
    return commit > this.end || this.isPlace(commit);
  }

  /** The same without what lies after the end: nobody reads backwards from there. */
  isPlace(commit: number): boolean {
    if (commit === 0 || commit === this.end) return true;
    return this.events[this.indexFrom(commit, 0)]?.position === commit;
  }

  positionAt(index: number): number {
    return this.events[index]?.position ?? this.end;
  }

  /**
   * Whether to write, and what to answer when not. Only ids are compared: by their place in the stream where a revision is expected, by where
   * they were written last where none is.
   */
  private check(name: string, expected: number, proposed: readonly { readonly id: string }[]): Outcome | 'write' {
    const events = this.streams.get(name)?.events ?? [];
    const current = events.length - 1;
    const wrong: Outcome = { kind: 'wrongExpectedVersion', current };
    if (this.isTombstoned(name)) return { kind: 'deleted' };
    if (expected === STREAM_EXISTS) {
      if (this.isSoftlyDeleted(name)) return { kind: 'deleted' };
      if (current < 0 && this.lastRevision(`$$${name}`) < 0) return wrong;
    }
    if (expected === ANY || expected === STREAM_EXISTS) {
      const written = proposed
        .map(({ id }) => this.byId.get(id))
        .map((event) => (event?.stream === name ? event : null));
      if (written.length === 0 || written[0] === null) return 'write';
      return written.includes(null) ? wrong : this.repeated(name, written.at(-1)!);
    }
    if (expected > current) return wrong;
    if (expected === current) return 'write';
    const written = proposed.map(({ id }, i) => {
      const event = events[expected + 1 + i];
      return event?.id === id ? event : null;
    });
    if (written.length > 0 && !written.includes(null)) return this.repeated(name, written.at(-1)!);
    const isNew = written.length > 0 && written[0] === null;
    return isNew && expected === NO_STREAM && this.isSoftlyDeleted(name) ? 'write' : wrong;
  }

  /** A repeat is answered as the first time; of an event that can no longer be read the position is not known. */
  private repeated(name: string, { revision, position }: StoredEvent): Outcome {
    const content = this.content(name);
    const seen = content.kind === 'events' && revision >= content.first;
    return { kind: 'ok', revision, position: seen ? position : undefined };
  }

  private write(name: string, event: ProposedEvent): StoredEvent {
    const stream = this.stream(name);
    const revision = event.type === '$streamDeleted' ? Infinity : stream.events.length;
    const position = this.end;
    const stored: StoredEvent = {
      index: this.events.length,
      position,
      stream: name,
      revision,
      id: event.id,
      type: event.type,
      message: readEvent(event, { stream: name, revision, position, at: this.now() }),
    };
    this.end += recordSize(name, event.type, event.data.length, event.metadata.length);
    this.events.push(stored);
    stream.events.push(stored);
    // Of an id in several places the first is the one that is known.
    if (!this.byId.has(event.id)) this.byId.set(event.id, stored);
    if (name.startsWith('$$')) this.readMetadata(originalOf(name), event);
    return stored;
  }

  private writeMetadata(name: string, metadata: object | string): StoredEvent {
    const data = Buffer.from(typeof metadata === 'string' ? metadata : JSON.stringify(metadata));
    return this.write(`$$${name}`, { id: this.newId(), type: '$metadata', isJson: true, data, metadata: NOTHING });
  }

  private readMetadata(name: string, event: ProposedEvent): void {
    const stream = this.stream(name);
    stream.metadata = parsed(event.data);
    const { $tb, $maxCount } = stream.metadata;
    stream.truncateBefore = typeof $tb === 'number' ? ($tb >= Number(DELETED) ? Infinity : $tb) : 0;
    stream.maxCount = typeof $maxCount === 'number' ? $maxCount : Infinity;
  }

  private writeFirst(): void {
    this.writeMetadata(originalOf(FIRST_STREAM), FIRST_METADATA);
  }

  private stream(name: string): Stream {
    let stream = this.streams.get(name);
    if (stream === undefined) {
      stream = { events: [], tombstoned: false, metadata: {}, truncateBefore: 0, maxCount: Infinity };
      this.streams.set(name, stream);
    }
    return stream;
  }

  private lastRevision(name: string): number {
    return (this.streams.get(name)?.events.length ?? 0) - 1;
  }

  /** Itself, or the stream whose metadata it holds. */
  private isTombstoned(name: string): boolean {
    return this.streams.get(name)?.tombstoned === true || this.streams.get(originalOf(name))?.tombstoned === true;
  }

  private isSoftlyDeleted(name: string): boolean {
    return this.streams.get(name)?.truncateBefore === Infinity;
  }
}

const NOTHING = new Uint8Array();

/** The stream that a metadata stream belongs to; the name itself for any other. */
function originalOf(name: string): string {
  return name.startsWith('$$') ? name.slice(2) : name;
}

function parsed(data: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Size of a prepare record of format V2: 23.10.6 puts events of this size so far apart. */
function recordSize(stream: string, type: string, data: number, metadata: number): number {
  return 88 + prefixed(stream) + prefixed(type) + data + metadata;
}

function prefixed(text: string): number {
  const bytes = Buffer.byteLength(text);
  return bytes + Math.max(1, Math.ceil((32 - Math.clz32(bytes)) / 7));
}
