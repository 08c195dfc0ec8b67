import type { JsonValue } from '../json';

export type StoredData = { readonly [field: string]: JsonValue };

/** Makes the data of version n + 1 from that of version n. Pure; what was not known then is filled with what it meant then. */
export type Upcaster = (data: StoredData) => StoredData;

export interface Registration {
  /** The version that is written today. */
  readonly version: number;
  /** By the version they start from; one for every version before today's. */
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
}

export type Registry = Readonly<Record<string, Registration>>;

/**
 * Which versions of events there are: what the door of the log asks. It alone does: whoever reads and writes through it knows today's.
 * @throws Error when a registration lacks an upcaster
 */
export function versionsOf(registry: Registry) {
  const known = new Map(Object.entries(registry));
  for (const [type, { version, upcasters }] of known) {
    for (let from = 1; from < version; from += 1) {
      if (!upcasters?.[from]) throw new Error(`${type} has no upcaster from version ${from}`);
    }
  }
  return {
    /** The version in which a type is written today; undefined for a type this program does not know. */
    today: (type: string): number | undefined => known.get(type)?.version,

    /** Data of today's version, made from that of an older one. */
    upcast(type: string, data: StoredData, from: number): StoredData {
      const { version, upcasters } = known.get(type) ?? { version: from };
      let upcast = data;
      for (let at = from; at < version; at += 1) upcast = upcasters![at]!(upcast);
      return upcast;
    },
  };
}
