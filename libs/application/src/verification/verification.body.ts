import { flag, list, named, object, oneOf, opaque, orNull, sentence, type Shown, text, whole } from '../fields/shapes';

/** One place where a view says something else than the log. */
export interface Difference {
  readonly campaignId: string;
  /** The view. */
  readonly view: string;
  /** The document in it. */
  readonly id: string;
  readonly field: string;
  /** What the events say. */
  readonly log: unknown;
  /** What the view says. */
  readonly shown: unknown;
}

export interface VerificationReport {
  readonly ok: boolean;
  /** Contact events counted. */
  readonly events: number;
  readonly differences: readonly Difference[];
}

/** A recount under way, or what it found. `ok` and `events` are null until it is completed. */
export const verificationBody = named(
  'Verification',
  object({
    id: text,
    status: oneOf(['running', 'completed', 'failed']),
    ok: orNull(flag),
    events: orNull(whole),
    differences: list(opaque<Difference>()),
    error: orNull(sentence),
  }),
);
export type VerificationJob = Shown<typeof verificationBody>;
