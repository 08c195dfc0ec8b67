import { isObject } from '../../json';
import { Malformed, optionalText, requireId } from '../../reading';
import type { WebhookElement } from '../../webhook-element';
import { readAccountEvent } from './account-event';
import type { Envelope, EventReader } from './envelope';
import { readInboundMessage } from './inbound-message';
import { readMessageEvent } from './message-event';
import { namesOfApp } from './names';
import { readPreferenceEvent } from './preference-event';
import { readTemplateEvent } from './template-event';

/** By `type`. What is not here (bills, opt-ins of Gupshup's own list, onboarding) is of no concern to us. */
const READERS: ReadonlyMap<string, EventReader> = new Map([
  ['message-event', readMessageEvent],
  ['message', readInboundMessage],
  ['template-event', readTemplateEvent],
  ['account-event', readAccountEvent],
  ['preference-event', readPreferenceEvent],
]);

/** The event of a body of version 2: one, but for what it tells of several persons. Source: Gupshup's documentation, *Webhooks*. */
export function readVersion2(body: unknown): WebhookElement[] {
  try {
    if (!isObject(body)) throw new Malformed('body', 'an object was expected');
    const type = requireId(body, 'type', 'body');
    const read = READERS.get(type);
    if (!read) return [{ kind: 'ignored', reason: `type ${type.slice(0, 80)}` }];
    const { payload } = body;
    if (!isObject(payload)) throw new Malformed('body.payload', 'an object was expected');
    const app = optionalText(body, 'app');
    // Whose address it came to has shown who it is; the name only tells two apps at one address apart.
    const envelope: Envelope = { names: app === undefined ? {} : namesOfApp(app), timestamp: body['timestamp'] };
    return [read(payload, envelope)].flat();
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return [{ kind: 'malformed', reason: error.message, raw: body }];
  }
}
