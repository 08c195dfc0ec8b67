import type { JsonObject } from '../../json';
import type { ElementNames, WebhookElement } from '../../webhook-element';

/** What a body of version 2 says around its payload. */
export interface Envelope {
  readonly names: ElementNames;
  /** When Gupshup made the event, in milliseconds. */
  readonly timestamp: unknown;
}

/** Reads the payload of one type of events. @throws Malformed */
export type EventReader = (payload: JsonObject, envelope: Envelope) => WebhookElement | readonly WebhookElement[];
