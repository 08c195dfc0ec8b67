import { flag, fraction, list, named, nothing, object, orNull, refTo, type Shown, text, whole } from '../fields/shapes';
import { fault } from '../use-case/problems';

/** What would happen if it were started now. */
export const preflightBody = named(
  'Preflight',
  object({
    ok: flag,
    /** What a start would be refused with. */
    problems: list(refTo(fault)),
    /** What a start would not be refused for, and somebody should know before it. */
    warnings: list(refTo(fault)),
    /** Contacts as they stand now. Those that ended otherwise, removed for one, are in `contacts` only. */
    audience: object({
      rows: whole,
      contacts: whole,
      /** Wait to be sent to, and would be. */
      valid: whole,
      invalid: whole,
      duplicate: whole,
      /** Ended as opted out, or wait and would. */
      suppressed: whole,
      uploadsOpen: whole,
    }),
    /** Per template variable, contacts that have no value for it and no default. */
    missingVariables: list(object({ variable: text, contacts: whole })),
    /** Per field, contacts whose value the template cannot take once it is filled in. */
    unfitValues: list(object({ field: text, message: text, contacts: whole })),
    template: orNull(object({ id: text, name: orNull(text), status: orNull(text) })),
    sender: orNull(object({ id: text, status: orNull(text), tier: orNull(whole) })),
    /** At this pace and tier, from the first message to the last. */
    duration: orNull(object({ seconds: fraction, days: fraction, messagesPerSecond: fraction })),
    /** Null until there is a dated rate table: an estimate without one would be a guess. */
    cost: nothing,
  }),
);
export type PreflightBody = Shown<typeof preflightBody>;
