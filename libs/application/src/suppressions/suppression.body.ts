import { type SuppressionKind, SUPPRESSION_KINDS, type SuppressionSource } from '@arauto/domain';
import { list, named, object, oneOf, orNull, type Shown, text, time } from '../fields/shapes';

const source = oneOf<SuppressionSource>(['api', 'word', 'button', 'platform']);

/** One of the reasons that hold at once: each is lifted by its own opposite, all of them by an administrator. */
const kind = object({
  kind: oneOf<SuppressionKind>(SUPPRESSION_KINDS),
  source,
  reason: text,
  /** A stream, and where in it; or a free word. */
  evidence: orNull(text),
  at: time,
});

/** `source`, `reason` and `evidence` are those of the newest kind. */
export const suppressionBody = named(
  'Suppression',
  object({
    subaccountId: text,
    /** E.164; null once erased (the suppression itself stays), or of somebody who is known by a user id alone. */
    phone: orNull(text),
    category: oneOf(['all', 'marketing']),
    reason: text,
    source,
    evidence: orNull(text),
    kinds: list(kind),
    createdAt: time,
  }),
);
export type SuppressionBody = Shown<typeof suppressionBody>;
