import { REPORT_FORMATS, SEARCHED_REPORTS, WEEKDAYS } from '@arauto/domain';
import { EXPORT_STATUSES } from '../exports/export.body';
import {
  described,
  flag,
  list,
  named,
  object,
  opaque,
  sentence,
  oneOf,
  orNull,
  type Shown,
  text,
  time,
  whole,
} from '../fields/shapes';

/** A search as the API shows it. */
export const searchBody = named(
  'Search',
  object({
    id: text,
    subaccountId: orNull(text),
    name: text,
    report: oneOf(SEARCHED_REPORTS),
    filters: opaque<{ readonly [name: string]: unknown }>(),
    period: orNull(text),
    columns: orNull(list(text)),
    format: oneOf(REPORT_FORMATS),
    language: text,
    timeZone: text,
    shared: flag,
    schedule: orNull(
      object({
        every: oneOf(['day', 'week']),
        on: orNull(oneOf(WEEKDAYS)),
        at: text,
        /** Null: that of the search. */
        format: orNull(oneOf(REPORT_FORMATS)),
      }),
    ),
    nextAt: described(
      orNull(time),
      'When its next export is due; null without a schedule, and after the key that saved it was revoked.',
    ),
    waits: described(
      orNull(oneOf(['too_many_exports'])),
      'Why nothing was asked for yet though it is due: its key has as many exports as may wait.',
    ),
    lastExport: described(
      orNull(
        object({
          /** Null where none was asked for, and for who may not have it. */
          id: orNull(text),
          dueAt: time,
          outcome: oneOf([...EXPORT_STATUSES, 'skipped']),
          why: orNull(object({ code: text, message: sentence })),
        }),
      ),
      'What came of the last instant at which it was due: the status of its export, or `skipped`. `id` is null where there is none, and for keys that may not have it.',
    ),
    /** Whether whoever asks saved it. */
    own: flag,
    /** Who saved it; null of a key that is not known any more. */
    owner: object({ id: text, name: orNull(text) }),
    /** Filters that name what is not there, or not for whoever asks: `campaign`; `phone` and `name` of a person who was erased. */
    gone: list(text),
    createdAt: time,
    updatedAt: time,
    revision: whole,
  }),
);
export type SearchBody = Shown<typeof searchBody>;
