/** What a log holds of an event, as far as its meaning goes. `v` in the metadata is the version it was written in; 1 if left out. */
export interface Stored {
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly [key: string]: unknown };
}

/** Makes the data of version n + 1 from that of version n. Pure; what was not known then is filled with what it meant then. */
export type Upcaster = (data: never) => unknown;

export interface Registration {
  /** The version that is written today. */
  readonly version: number;
  /** By the version they start from; one for every version before today's. */
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
}

export type Registry = Readonly<Record<string, Registration>>;

/** An event was written by a later program than this one: going on would fold it wrongly. */
export class WrittenByLaterVersion extends Error {
  override readonly name = 'WrittenByLaterVersion';
  constructor(
    readonly type: string,
    readonly version: number,
    readonly known: number,
  ) {
    super(`${type} was written in version ${version}; this program knows versions up to ${known}`);
  }
}

/** @throws Error when a registration lacks an upcaster */
export function codecOf(registry: Registry) {
  for (const [type, { version, upcasters }] of Object.entries(registry)) {
    for (let from = 1; from < version; from += 1) {
      if (!upcasters?.[from]) throw new Error(`${type} has no upcaster from version ${from}`);
    }
  }
  const known = new Map(Object.entries(registry));
  return {
    /** What the log is to hold; `v` joins whatever else the metadata says. */
    encode<Event extends { readonly type: string; readonly data: unknown }>(event: Event) {
      const registration = known.get(event.type);
      if (!registration) throw new TypeError(`${event.type} is no stored event type`);
      return { type: event.type, data: event.data, metadata: { v: registration.version } };
    },

    /**
     * The event of today's version, or undefined for a type this program does not know (rolling deploys).
     * @throws WrittenByLaterVersion
     */
    decode(stored: Stored): { readonly type: string; readonly data: unknown } | undefined {
      const registration = known.get(stored.type);
      if (!registration) return undefined;
      const { v } = stored.metadata;
      const written = typeof v === 'number' ? v : 1;
      if (written > registration.version) {
        throw new WrittenByLaterVersion(stored.type, written, registration.version);
      }
      let { data } = stored;
      for (let from = written; from < registration.version; from += 1)
        data = registration.upcasters![from]!(data as never);
      return { type: stored.type, data };
    },
  };
}
