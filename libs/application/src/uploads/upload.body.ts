import { VERDICT_OF_LETTER } from '@arauto/domain';
import {
  described,
  list,
  named,
  object,
  oneOf,
  orNull,
  sentence,
  type Shape,
  type Shown,
  text,
  time,
  whole,
} from '../fields/shapes';

export const uploadBody = named(
  'Upload',
  object({
    id: text,
    campaignId: text,
    source: oneOf(['csv', 'xlsx', 'json', 'campaign']),
    name: described(orNull(text), 'Of the file; null where it had none.'),
    bytes: described(orNull(whole), 'Null of what came before sizes were kept, and of a copy.'),
    receivedAt: time,
    user: text,
    status: oneOf(['reading', 'completed', 'failed']),
    rows: whole,
    accepted: whole,
    duplicate: whole,
    invalid: whole,
    suppressed: whole,
    /** Of those accepted and suppressed, rows that made no contact since there was one: removed or suppressed before. */
    again: whole,
    error: orNull(object({ code: text, message: sentence })),
  }),
);
export type UploadBody = Shown<typeof uploadBody>;

export const VERDICTS = [...new Set(Object.values(VERDICT_OF_LETTER))];

/** Rows are counted from 1. */
const row: Shape<number> = { schema: { type: 'integer', minimum: 1 } };

/** What a verdict says of a row, whatever else is shown of it. */
export const verdictParts = {
  row,
  verdict: oneOf(VERDICTS),
  reasons: list(object({ code: text, message: sentence, column: orNull(text) })),
  cleaned: list(text),
};

/** The verdict on a row. */
export const verdictBody = named('Verdict', object({ ...verdictParts, contactId: orNull(text), phone: orNull(text) }));
