import { z } from 'zod';
import { FREE_FORM_TYPES } from '../campaign';
import { CONTACT_STATES, MILESTONES } from '../vocabulary/contact-state';
import { count, id, instant, positive, text } from './primitives.schema';

const state = z.enum(CONTACT_STATES);
const freeForm = z.enum(FREE_FORM_TYPES);
const situation = z.strictObject({ state, open: z.boolean(), needsAttention: z.boolean() });

const move = z.strictObject({
  from: situation.nullable(),
  to: situation,
  settles: z.literal(true).optional(),
  acceptedAt: instant.optional(),
  takenAs: z.literal('submitted').optional(),
});
const facts = { subaccountId: id, ref: id, correlationId: text.optional(), person: id.optional() };
const row = { ...facts, uploadId: id, row: positive };
const attempt = { attempt: positive };
const error = z.strictObject({ code: id, ref: id.optional() });
const milestones = z.array(z.enum(MILESTONES));

const sent = move.extend({
  ...attempt,
  messageHash: id,
  messageRef: id,
  senderId: text,
  person: id.optional(),
  as: z.enum(['accepted', 'submitted', 'held']),
  inferred: z.literal(true).optional(),
  milestones,
  expiresAt: instant,
});
const pricing = z.strictObject({ category: id, type: id, billable: z.boolean() });
const alias = z.strictObject({ messageHash: id, senderId: id });
const progress = move.extend({
  ...attempt,
  implied: milestones,
  statusAt: instant,
  pricing: pricing.optional(),
  alias: alias.optional(),
});
const superseding = progress.extend({ supersedes: state.optional(), overcomes: id.optional() });
const retry = z.strictObject({ dueAt: instant, class: id });

export const contactSchemas = {
  ContactUploaded: move.extend({
    ...row,
    dueAt: instant,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    again: z.literal(true).optional(),
    unsettles: z.literal(true).optional(),
    attempt: positive.optional(),
    overcomes: id.optional(),
  }),
  InvalidRecordUploaded: move.extend({
    ...row,
    reasons: z.array(z.strictObject({ code: id, column: text.nullable(), why: id.optional() })),
  }),
  ContactRemoved: move.extend({ cause: z.enum(['admin', 'erasure']) }),
  SendAttempted: move.extend({
    ...facts,
    ...attempt,
    attempts: positive,
    claim: id,
    senderId: id,
    withSession: z.boolean(),
    contentType: freeForm.optional(),
    conversation: z.strictObject({
      id,
      type: z.enum(['business_initiated', 'user_initiated', 'free_entry_point']),
      expiresAt: instant,
    }),
    attemptedAt: instant,
    outcomeDueAt: instant,
    expiresAfter: z.number().nonnegative(),
  }),
  SendWithdrawn: move.extend({
    ...attempt,
    attempts: count,
    claim: id,
    reason: z.enum(['gate_closed', 'too_late', 'could_not_call']),
    ref: id,
    dueAt: instant,
  }),
  TemplateSent: sent,
  SessionMessageSent: sent,
  RetryScheduled: move.extend({ ...attempt, attempts: count, ref: id, dueAt: instant, error, class: id }),
  SentConfirmed: progress,
  Delivered: superseding,
  Read: superseding,
  SendErrored: move.extend({
    ...facts,
    attempt: count,
    error,
    unattempted: z.literal(true).optional(),
    contentType: freeForm.optional(),
  }),
  SendingFailed: move.extend({ ...attempt, error, statusAt: instant.optional() }),
  DeliveryFailed: move.extend({ ...attempt, error, statusAt: instant }),
  Expired: move.extend(attempt),
  SendOutcomeUnknown: move.extend(attempt),
  OutcomeAssumed: move.extend({ ...attempt, outcome: z.enum(['delivered', 'not_sent']) }),
  LateFailureRecorded: move.extend({
    ...attempt,
    error,
    ifAccepted: z
      .strictObject({
        final: z.enum(['delivery_failed', 'sending_failed']),
        retry: retry.nullable(),
        statusAt: instant,
      })
      .optional(),
  }),
  CanceledByAdmin: move,
  Replied: move.extend({
    messageHash: id,
    repliedAt: instant,
    first: z.literal(true).optional(),
    button: count.optional(),
    optOut: z.literal(true).optional(),
  }),
};
