const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** How many contact files may be on their way into the engine, and how many bytes of them may lie on disk unread. */
export interface UploadLimits {
  readonly atOnce: number;
  readonly bytes: number;
}

/** What the HTTP edge takes from strangers and from tenants before it says no. */
export interface Limits {
  /** Connections open at once; above it the one that has waited longest gives way, last of all who has a part of an answer. */
  readonly maxConnections: number;
  /** Longest time until a request's headers are there, milliseconds. */
  readonly headersTimeoutMs: number;
  /** Longest time in which a body need not get on, milliseconds. A body that gets on may take as long as it likes. */
  readonly bodyTimeoutMs: number;
  /** Longest time between two requests of a connection, and in which nobody takes what was answered, milliseconds. */
  readonly idleTimeoutMs: number;
  /** Bytes of webhook bodies held before their signature is known to fit. */
  readonly webhookBytes: number;
  /** Bytes of JSON bodies held while they arrive. */
  readonly jsonBytes: number;
  readonly uploads: UploadLimits;
  readonly uploadsOfSubaccount: UploadLimits;
  /** Requests of a key in a minute. */
  readonly requestsOfKey: number;
  /** Wrong keys from an address in a minute. */
  readonly wrongKeysOfAddress: number;
}

/** Generous: what an honest caller needs never comes near, and what a machine of a few gigabytes can bear is never passed. */
export const DEFAULT_LIMITS: Limits = {
  maxConnections: 2000,
  headersTimeoutMs: 20_000,
  bodyTimeoutMs: 20_000,
  idleTimeoutMs: 75_000,
  webhookBytes: 64 * MIB,
  jsonBytes: 128 * MIB,
  uploads: { atOnce: 128, bytes: 32 * GIB },
  uploadsOfSubaccount: { atOnce: 32, bytes: 8 * GIB },
  requestsOfKey: 30_000,
  wrongKeysOfAddress: 600,
};
