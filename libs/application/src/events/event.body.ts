import { named, object, opaque, orNull, type Shown, text, time, whole } from '../fields/shapes';

export const eventProperties = {
  position: text,
  stream: text,
  revision: whole,
  type: text,
  at: time,
  actor: object({ id: text, name: text }),
  /** One sentence. */
  text,
  /** In which `data` is written. */
  version: whole,
  /** As it is stored. */
  data: opaque<{ readonly [key: string]: unknown }>(),
  correlationId: orNull(text),
  causationId: orNull(text),
};

/** An event, readable. */
export const eventBody = named('Event', object(eventProperties));
export type EventBody = Shown<typeof eventBody>;
