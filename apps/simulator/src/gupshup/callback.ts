import { type GupshupNumber } from '../business-numbers';
import { webhookBody, type CloudUpdate } from '../webhook-body';
import { type AppSubscription, type SubscriptionMode } from './app';

/** One thing that Gupshup tells, in both versions of its callbacks. */
export interface Callback {
  readonly mode: SubscriptionMode;
  /** `type` and `payload` (JSON text) of version 2; no payload where that has no word for it. */
  readonly type: string;
  readonly payload: string | null;
  /** The `timestamp` of version 2, ms; by default when it is posted. */
  readonly at?: number | undefined;
  /** Null where version 3 has no word for it. */
  readonly v3: CloudUpdate | null;
  /** Held back for a while, so that the sender can store the id that it was answered. */
  readonly held: boolean;
  /** Position of the one subscription that is still to be told, after a restart. */
  readonly only?: number | undefined;
}

/** Whether a callback has a body in the version of a subscription. */
export function isWordedFor({ version }: AppSubscription, { payload, v3 }: Callback): boolean {
  return (version === 'v2' ? payload : v3) !== null;
}

/** The body of a callback POST: one event (platform reference, 5.2 to 5.4). */
export function callbackBody(number: GupshupNumber, version: 'v2' | 'v3', callback: Callback, now: number): Buffer {
  if (version === 'v2') {
    const { type, payload, at = now } = callback;
    const head = `{"app":${JSON.stringify(number.appName)},"timestamp":${Math.floor(at)},"version":2`;
    return Buffer.from(`${head},"type":"${type}","payload":${payload}}`);
  }
  const envelope = webhookBody(number, [callback.v3!], 1, now);
  return Buffer.from(`{"gs_app_id":${JSON.stringify(number.id)},${envelope.slice(1)}`);
}
