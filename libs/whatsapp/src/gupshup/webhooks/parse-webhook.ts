import { isObject } from '../../json';
import { type Dialect, displayPhoneNumberOf } from '../../meta-webhooks/dialect';
import { readMetaBody } from '../../meta-webhooks/parse-webhook';
import { readBody } from '../../meta-webhooks/read-body';
import type { WebhookElement } from '../../webhook-element';
import { readVersion2 } from './version-2';

/**
 * Version 3, of which Gupshup says nothing but what Meta says, with its own ids beside Meta's. The account and the id of the number are Meta's,
 * and nobody is registered with them here: the number itself is. Source: Gupshup's partner documentation, *Passthrough (V3) incoming events*.
 */
const VERSION_3: Dialect = {
  namesOf: (value) => ({ displayPhoneNumber: displayPhoneNumberOf(value) }),
  ownId: 'gs_id',
  fileBy: 'url',
};

/** A subscription says in which version it is told; a number may have both. @throws WebhookNotJson */
export function parseWebhook(rawBody: Buffer): WebhookElement[] {
  const body = readBody(rawBody);
  return isObject(body) && body['entry'] !== undefined ? readMetaBody(body, VERSION_3) : readVersion2(body);
}
