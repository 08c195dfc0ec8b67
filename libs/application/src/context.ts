import type { Principal } from '@arauto/access';
import type { Language } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import { named, object, type Shape, type Shown, text } from './fields/shapes';

/** What comes with every command. */
export interface CommandContext {
  readonly principal: Principal;
  /** Of the request; ends up in every event's metadata as `$correlationId`. */
  readonly correlationId: string;
  /** From an `Idempotency-Key`: the same key and body answer the same, another body is refused. */
  readonly idempotency?: { readonly commandId: string; readonly bodyHash: string } | undefined;
  /** From `If-Match`: the revision the caller saw. */
  readonly expectedRevision?: number | undefined;
}

/** What comes with every query. */
export interface QueryContext {
  readonly principal: Principal;
  /** The views must have got here first. */
  readonly after?: Position | undefined;
  /** Of what the engine says in its own words; English where nobody asks for another. */
  readonly language?: Language | undefined;
}

const revision: Shape<number> = {
  schema: {
    type: 'integer',
    minimum: -1,
    description: '-1: nothing was ever written of it, and nothing had to be',
  },
};

/** What every command answers at least. */
export const answered = { id: text, revision, position: text };

export const answer = named('Answer', object(answered));
export type Answer = Shown<typeof answer>;

/** A page. Cursors are opaque to callers and signed by the HTTP edge. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: unknown;
  /** Of the page before; null on the first. Left out by lists that are read one way only. */
  readonly previousCursor?: unknown;
  readonly total?: { readonly value: number; readonly relation: 'exact' | 'atLeast' };
}
