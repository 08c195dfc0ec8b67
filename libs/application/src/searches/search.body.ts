import { REPORT_FORMATS, SEARCHED_REPORTS } from '@arauto/domain';
import { flag, list, named, object, opaque, oneOf, orNull, type Shown, text, time, whole } from '../fields/shapes';

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
