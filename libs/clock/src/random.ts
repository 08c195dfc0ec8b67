/** Chance, as everything in `libs` sees it, so that a run can be repeated from a seed. */
export interface Random {
  /** A random (version 4) UUID in lower case. Used where an append is a claim: two claimants never look like one. */
  uuid(): string;
  /** A time-ordered (version 7) UUID in lower case: the id of a thing, so that later things sort later. */
  id(): string;
  /** Uniform in [0, 1). For jitter, never for secrets. */
  fraction(): number;
  /** `length` bytes fit for secrets. */
  bytes(length: number): Buffer;
}
