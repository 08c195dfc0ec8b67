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

/** What a person can send. What the platform itself says is no message of a person. */
export const INBOUND_TYPES = [
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
  'unsupported',
] as const satisfies readonly ContentType[];

/** Who began a conversation. */
export const CONVERSATION_TYPES = ['business_initiated', 'user_initiated', 'free_entry_point'] as const;

export type ConversationType = (typeof CONVERSATION_TYPES)[number];
