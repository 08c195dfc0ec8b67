import {
  described,
  flag,
  fraction,
  list,
  named,
  nothing,
  object,
  oneOf,
  orNull,
  refTo,
  sentence,
  type Shown,
  text,
  whole,
} from '../fields/shapes';
import { fault } from '../use-case/problems';

/** What a campaign may be looked at before. */
export const FORESEEN = ['start', 'resume', 'cancel'] as const;
export type Foreseen = (typeof FORESEEN)[number];

/** What would happen if it were started now, or resumed, or canceled. */
export const preflightBody = named(
  'Preflight',
  object({
    for: oneOf(FORESEEN),
    ok: flag,
    contacts: described(
      whole,
      'Whom it would concern: who would be sent to, or of a cancel, who would not be any more.',
    ),
    seconds: described(
      orNull(fraction),
      'From the first message to the last at this pace and tier; null where nobody is sent to, or nothing says how fast.',
    ),
    /** What it would be refused with. */
    problems: list(refTo(fault)),
    /** What it would not be refused for, and somebody should know before it. */
    warnings: list(refTo(fault)),
    /** Contacts as they stand now. Those that ended otherwise, removed for one, are in `contacts` only. */
    audience: object({
      rows: whole,
      contacts: whole,
      /** Neither sent to nor ended. */
      waiting: whole,
      /** Of these who would be sent to. */
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
    unfitValues: list(object({ field: text, message: sentence, contacts: whole })),
    template: orNull(object({ id: text, name: orNull(text), status: orNull(text) })),
    /** The first of the numbers. */
    sender: orNull(object({ id: text, status: orNull(text), tier: orNull(whole) })),
    /** All of them, each with its share of the persons. */
    senders: list(object({ id: text, status: orNull(text), tier: orNull(whole), share: fraction })),
    /** Seconds after its acceptance when a message without a delivery expires: of the template, or of the campaign. */
    deliveryWaitSeconds: whole,
    /** At this pace and tier, from the first message to the last. */
    duration: orNull(object({ seconds: fraction, days: fraction, messagesPerSecond: fraction })),
    /** Null until there is a dated rate table: an estimate without one would be a guess. */
    cost: nothing,
  }),
);
export type PreflightBody = Shown<typeof preflightBody>;
