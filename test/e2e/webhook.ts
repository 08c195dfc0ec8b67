import { createHmac } from 'node:crypto';
import { CREDENTIALS, PHONE_NUMBER_ID } from './stage';

/** What the platform puts beside a body: its signature with the secret of the app. */
export function signatureOf(body: string, appSecret = CREDENTIALS.appSecret): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** A webhook of one change. @param entry what the platform says of whose it is */
export function webhookBody(field: string, value: object, entry: object = { id: '900800700' }): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ ...entry, changes: [{ field, value }] }],
  });
}

/** Posts a body as the platform does, signed with the secret of the app. */
export function postWebhook(url: string, body: string, appSecret = CREDENTIALS.appSecret): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body, appSecret) };
  return fetch(url, { method: 'POST', headers, body });
}

let strays = 0;

/** A webhook with the status of a message that nobody has sent, of the first number. */
export function strayStatus(): string {
  const metadata = { display_phone_number: '5511900000000', phone_number_id: PHONE_NUMBER_ID };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const status = { id: `wamid.stray-${strays++}`, status: 'delivered', timestamp, recipient_id: '5511900001000' };
  return webhookBody('messages', { messaging_product: 'whatsapp', metadata, statuses: [status] });
}
