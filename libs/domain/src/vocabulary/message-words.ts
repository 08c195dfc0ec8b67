/** What a message can consist of, ours and theirs. */
export const CONTENT_TYPES = [
  'template',
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
  'system',
  'unsupported',
] as const;

export type ContentType = (typeof CONTENT_TYPES)[number];

/** What a person can send: what the platform itself says is no message of a person. */
export type InboundType = Exclude<ContentType, 'template' | 'system'>;

export const INBOUND_TYPES = CONTENT_TYPES.filter(
  (type): type is InboundType => type !== 'template' && type !== 'system',
);

/** Who began a conversation. */
export const CONVERSATION_TYPES = ['business_initiated', 'user_initiated', 'free_entry_point'] as const;

export type ConversationType = (typeof CONVERSATION_TYPES)[number];
