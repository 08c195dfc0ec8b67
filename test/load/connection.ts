import { createHash } from 'node:crypto';

export const SUBACCOUNT = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0001';
export const SENDER = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0002';
/** Of the benchmark's one subaccount: both sides of a run make the same person keys. */
export const IDENTITY_SECRET = createHash('sha256').update('identity of the benchmark').digest();

/** What both ends of the made-up connection know. */
export const ACCESS_TOKEN = 'EAAtoken';
export const APP_SECRET = 'appsecret';
export const PHONE_NUMBER_ID = '700100200300';
export const API_VERSION = 'v25.0';

/** The template of every benchmark: one variable, filled with the contact's name. */
export const TEMPLATE = {
  name: 'aviso',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [{ type: 'BODY', text: 'Ola {{1}}', example: { body_text: [['x']] } }],
} as const;

/** The id under which the message to a row was accepted, in the length and alphabet of real ones. */
export function messageIdOf(row: number): string {
  return `wamid.HBgNNTUxMTkwMDAwMDAwMBUCABEYEj${String(row).padStart(20, '0')}AA==`;
}

export interface StatusOf {
  readonly messageId: string;
  readonly status: 'sent' | 'delivered' | 'read';
  /** Digits without `+`. */
  readonly recipient: string;
  readonly callbackData: string;
}

export interface MessageFrom {
  readonly messageId: string;
  /** Digits without `+`. */
  readonly from: string;
  readonly text: string;
  /** Id of the message of ours that it quotes. */
  readonly quotes: string;
}

/** A webhook of the Cloud API with these statuses, as the platform writes it. */
export function statusBody(statuses: readonly StatusOf[]): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return webhookBody({
    statuses: statuses.map(({ messageId, status, recipient, callbackData }) => ({
      id: messageId,
      status,
      timestamp,
      recipient_id: recipient,
      biz_opaque_callback_data: callbackData,
      pricing: { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' },
    })),
  });
}

/** The same with what persons wrote. */
export function inboundBody(messages: readonly MessageFrom[]): string {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return webhookBody({
    contacts: messages.map(({ from }) => ({ profile: { name: 'Ana' }, wa_id: from })),
    messages: messages.map(({ messageId, from, text, quotes }) => ({
      ...{ context: { from: '5511900000000', id: quotes }, from, id: messageId },
      ...{ timestamp, type: 'text', text: { body: text } },
    })),
  });
}

function webhookBody(changed: object): string {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '900',
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '5511900000000', phone_number_id: PHONE_NUMBER_ID },
              ...changed,
            },
            field: 'messages',
          },
        ],
      },
    ],
  });
}

/** The body of one send, as the engine makes it. */
export function sendBody(to: string, name: string, callbackData: string): string {
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'template',
    biz_opaque_callback_data: callbackData,
    template: {
      name: TEMPLATE.name,
      language: { code: TEMPLATE.language },
      components: [{ type: 'body', parameters: [{ type: 'text', text: name }] }],
    },
  });
}
