import { type InboundContent } from './inbound-update';

/** What a person writes that is no plain text: every kind that the platform knows (platform reference, 2.4), and what it does to a text afterwards. */
export const OTHER_KINDS = [
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'button_reply',
  'list_reply',
  'flow_reply',
  'reaction',
  'reaction_removed',
  'order',
  'unsupported',
  'quoting',
  'edited',
  'revoked',
] as const;

export type OtherKind = (typeof OTHER_KINDS)[number];

type Plain = Exclude<OtherKind, 'quoting' | 'edited' | 'revoked' | 'reaction_removed'>;

/**
 * A message of a kind.
 * @param about id of the message of ours that a reaction is to
 */
export function contentOf(kind: Plain, about: string): InboundContent {
  switch (kind) {
    case 'image':
      return { media: { type: 'image', mimeType: 'image/jpeg', caption: 'Comprovante' } };
    case 'video':
      return { media: { type: 'video', mimeType: 'video/mp4' } };
    case 'audio':
      return { media: { type: 'audio', mimeType: 'audio/ogg; codecs=opus', more: { voice: true } } };
    case 'document':
      return { media: { type: 'document', mimeType: 'application/pdf', more: { filename: 'comprovante.pdf' } } };
    case 'sticker':
      return { media: { type: 'sticker', mimeType: 'image/webp', more: { animated: false } } };
    case 'location':
      return { type: 'location', object: { latitude: -23.5614, longitude: -46.6559, name: 'Loja', address: 'Centro' } };
    case 'contacts':
      return {
        type: 'contacts',
        object: [{ name: { formatted_name: 'Iris Lima' }, phones: [{ phone: '+55 11 90000-0000', type: 'CELL' }] }],
      };
    case 'button_reply':
      return {
        type: 'interactive',
        object: { type: 'button_reply', button_reply: { id: 'sim', title: 'Sim, pode ser' } },
      };
    case 'list_reply':
      return {
        type: 'interactive',
        object: { type: 'list_reply', list_reply: { id: 'amanha', title: 'Amanhã', description: 'de manhã' } },
      };
    case 'flow_reply':
      return {
        type: 'interactive',
        object: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"ok":true}' } },
      };
    case 'reaction':
      return { type: 'reaction', object: { message_id: about, emoji: '👍' } };
    case 'order':
      return {
        type: 'order',
        object: {
          catalog_id: '1',
          text: 'Quero dois',
          product_items: [{ product_retailer_id: 'a', quantity: 2, item_price: 10, currency: 'BRL' }],
        },
      };
    case 'unsupported':
      return { type: 'unsupported', object: { type: 'poll' } };
  }
}
