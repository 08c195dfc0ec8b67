import { causeOf, type RecordedEvent } from '@arauto/event-store';
import type { Change } from './change';
import type { Projection } from './port';
import type { View } from './view';

type Handler<Event extends { readonly type: string; readonly data: unknown }, Type extends Event['type']> = (
  data: Extract<Event, { readonly type: Type }>['data'],
  event: RecordedEvent,
) => readonly Change[];

/** A handler for each event type that concerns a view; types left out never reach it. */
export type Handlers<Event extends { readonly type: string; readonly data: unknown }> = {
  readonly [Type in Event['type']]?: Handler<Event, Type>;
};

/** A projection written as a table from event type to changes. */
export function projection<Event extends { readonly type: string; readonly data: unknown }>(
  view: View,
  handlers: Handlers<Event>,
): Projection {
  const table = handlers as Readonly<Record<string, (data: unknown, event: RecordedEvent) => readonly Change[]>>;
  return {
    view,
    handles: Object.keys(handlers),
    project: (event) => table[event.type]?.(event.data, event) ?? [],
  };
}

/** The name of whoever caused an event. */
export function actorName(event: RecordedEvent): string {
  return causeOf(event.metadata).actor?.name ?? '';
}
