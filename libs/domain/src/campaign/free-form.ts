import type { ContentType } from '../vocabulary/message-words';
import type { CampaignContent, CampaignMedia, MediaContent, TextContent } from './campaign.events';
import { cleanParameter } from './parameter-text';
import { type ContactFields, fieldOf, requiredFields, usedFields } from './parameter-values';

/** What may be sent inside an open session alone. */
export const FREE_FORM_TYPES = [
  'text',
  'image',
  'video',
  'audio',
  'document',
] as const satisfies readonly ContentType[];
export type FreeFormType = (typeof FREE_FORM_TYPES)[number];

/** Characters that the platform takes. Source: Meta, *Messages*: `text.body`, and captions of media. */
export const FREE_FORM_LIMITS = { text: 4096, caption: 1024 } as const;

/** A message as it is posted. */
export type FilledFreeForm =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: CampaignMedia['type'];
      /** Of what was uploaded, the id that it has in its campaign: each number has another for the platform. */
      readonly file: { readonly link: string } | { readonly uploaded: string };
      readonly caption?: string;
      readonly filename?: string;
    };

export function isFreeForm(content: CampaignContent): content is TextContent | MediaContent {
  return content.type !== 'template';
}

/** The template that may go out: the content itself, or what stands in for it outside a session; null where nothing does. */
export function templateIdOf(content: CampaignContent): string | null {
  return isFreeForm(content) ? (content.fallbackTemplateId ?? null) : content.templateId;
}

/** Where an API's problems with that template lie. */
export function templatePathOf(content: CampaignContent): string {
  return isFreeForm(content) ? 'content.fallbackTemplateId' : 'content.templateId';
}

/** As what it goes out inside a session. */
export function contentTypeOf(content: CampaignContent): FreeFormType | 'template' {
  return content.type === 'media' ? content.media.type : content.type;
}

/** What of it is written for the person: the text, or the caption of a file. */
export function wordsOf(content: TextContent | MediaContent): string {
  return content.type === 'text' ? content.text : (content.caption ?? '');
}

/** The most characters that these words may have once they are filled in. */
export function longestWords(content: TextContent | MediaContent): number {
  return content.type === 'text' ? FREE_FORM_LIMITS.text : FREE_FORM_LIMITS.caption;
}

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
/** Names of contact fields, as a mapping may name them. */
const LONGEST_FIELD = 128;

/** The contact fields that a text names as `{{name}}`, each once, in its order. */
export function placeholdersOf(words: string): string[] {
  return [...new Set([...words.matchAll(PLACEHOLDER)].map(([, field]) => field!.trim()))];
}

/** Placeholders that name nothing, or braces that are part of none, as they stand in the text; each once. */
export function wrongPlaceholders(words: string): string[] {
  const wrong = [...words.matchAll(PLACEHOLDER)].flatMap(([whole, field]) => {
    const name = field!.trim();
    return name === '' || name.length > LONGEST_FIELD ? [whole] : [];
  });
  const rest = words.replace(PLACEHOLDER, ' ').match(/\{\{|\}\}/g) ?? [];
  return [...new Set([...wrong, ...rest])];
}

/** The words with a contact's values, cleaned as those of templates are; and the fields that the contact has no value for. */
export function fillWords(
  words: string,
  contact: ContactFields,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const text = words.replace(PLACEHOLDER, (_, given: string) => {
    const field = given.trim();
    const value = cleanParameter(fieldOf(contact, field) ?? '');
    if (value === '') missing.add(field);
    return value;
  });
  return { text, missing: [...missing] };
}

/** The message that a contact gets; null where it has no value for something that the words name. */
export function fillFreeForm(content: TextContent | MediaContent, contact: ContactFields): FilledFreeForm | null {
  const { text, missing } = fillWords(wordsOf(content), contact);
  if (missing.length > 0) return null;
  if (content.type === 'text') return { type: 'text', text };
  const { media, filename } = content;
  const captioned = text === '' ? {} : { caption: text };
  const { type, ...file } = media;
  return { type, file, ...captioned, ...(filename !== undefined && { filename }) };
}

/** A message as people read it in a row or a thread: what was written, else what the file is called, else where it lies. */
export function shownFreeForm(message: FilledFreeForm): string {
  if (message.type === 'text') return message.text;
  const { caption, filename, file } = message;
  return caption ?? filename ?? ('link' in file ? file.link : file.uploaded);
}

/** The fields a contact must bring, whichever way it is sent to: nobody knows before the attempt. */
export function requiredOf(content: CampaignContent): string[] {
  return withWords(content, requiredFields(content.parameterMapping));
}

/** The fields that go into what is sent. */
export function usedOf(content: CampaignContent): string[] {
  return withWords(content, usedFields(content.parameterMapping));
}

function withWords(content: CampaignContent, fields: readonly string[]): string[] {
  return isFreeForm(content) ? [...new Set([...placeholdersOf(wordsOf(content)), ...fields])] : [...fields];
}
