import type { Json, JsonObject } from './port';

/** Who did it: whoever called the API, or a duty of the engine. */
export type Actor = { readonly id: string; readonly name: string };

/** Where an event comes from. */
export interface Cause {
  readonly actor: Actor;
  /** What belongs together: a request, or, where nobody asked, the campaign, sender or subaccount that it is about. */
  readonly correlationId: string;
  /** Id of the event that it follows from. */
  readonly causationId?: string | undefined;
  /** Which way it came in, where a person or a start brought it. */
  readonly source?: string | undefined;
}

/** A duty of the engine, which has one name. */
export function duty(name: string): Actor {
  return { id: name, name };
}

/**
 * The metadata of an event: made here, and read by `causeOf`, so that it has one shape; the door of the log adds the version. Events of one
 * cause are given one object, which is then written out as JSON once.
 */
export function metadataOf({ actor, correlationId, causationId, source }: Cause): JsonObject {
  return {
    $correlationId: correlationId,
    ...(causationId !== undefined && { $causationId: causationId }),
    actor,
    ...(source !== undefined && { source }),
  };
}

/** Where an event came from, as far as it says: what others wrote may say less. */
export function causeOf({ $correlationId, $causationId, actor }: JsonObject): {
  [Of in keyof Cause]?: Cause[Of] | undefined;
} {
  return {
    actor: isActor(actor) ? actor : undefined,
    correlationId: textOf($correlationId),
    causationId: textOf($causationId),
  };
}

function isActor(value: Json | undefined): value is Actor {
  return typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
