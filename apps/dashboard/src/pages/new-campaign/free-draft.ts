import type { components } from '../../api/schema';
import type { Content, FreeContent } from '../../parts/campaign-settings';
import { mappingFor } from './draft';
import type { Template } from './queries';

type MediaType = components['schemas']['MediaBody']['type'];

export const MEDIA_TYPES = ['image', 'video', 'audio', 'document'] as const satisfies readonly MediaType[];

/** Free-form content while somebody writes it: what belongs to another type is kept, for who goes back to it. */
export interface FreeDraft {
  readonly type: 'text' | MediaType;
  /** Of a file, what stands below it. */
  readonly words: string;
  readonly link: string;
  /** Id of a file that the campaign was given in place of a link; empty for none. */
  readonly uploaded: string;
  readonly filename: string;
  /** Id of the template for closed sessions; empty for none. */
  readonly fallback: string;
}

export const EMPTY: FreeDraft = { type: 'text', words: '', link: '', uploaded: '', filename: '', fallback: '' };

/** Of what stands in an address, which may be anything. */
export function freeDraftIn(given: unknown): FreeDraft | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { type, ...texts } = { ...EMPTY, ...given } as Record<keyof FreeDraft, unknown>;
  const known = (['text', ...MEDIA_TYPES] as const).find((each) => each === type);
  if (!known || Object.values(texts).some((value) => typeof value !== 'string')) return undefined;
  const { words, link, uploaded, filename, fallback } = texts as Omit<FreeDraft, 'type'>;
  return { type: known, words, link, uploaded, filename, fallback };
}

/** Undefined of a template. */
export function freeDraftOf(content: Content): FreeDraft | undefined {
  if (content.type === 'template') return undefined;
  const { fallbackTemplateId: fallback = '' } = content;
  if (content.type === 'text') return { ...EMPTY, type: 'text', words: content.text, fallback };
  const { media, caption: words = '', filename = '' } = content;
  const place = 'link' in media ? { link: media.link } : { uploaded: media.uploaded };
  return { ...EMPTY, type: media.type, words, ...place, filename, fallback };
}

/**
 * @param fallback the template that the draft names
 * @param before what its variables were mapped to
 */
export function freeContentOf(
  { type, words, link, uploaded, filename }: FreeDraft,
  fallback: Template | undefined,
  before: Content['parameterMapping'] = {},
): FreeContent {
  const standIn = {
    ...(fallback && { fallbackTemplateId: fallback.id }),
    parameterMapping: fallback ? mappingFor(fallback, before) : {},
  };
  if (type === 'text') return { type, text: words, ...standIn };
  return {
    type: 'media',
    media: { type, ...(uploaded === '' ? { link: link.trim() } : { uploaded }) },
    ...(type !== 'audio' && words.trim() !== '' && { caption: words }),
    ...((type === 'document' || uploaded !== '') && filename.trim() !== '' && { filename: filename.trim() }),
    ...standIn,
  };
}

/** Whether all is there that the engine would ask for. */
export function isWhole({ type, words, link, uploaded }: FreeDraft): boolean {
  if (type === 'text') return words.trim() !== '';
  return uploaded !== '' || link.trim().startsWith('https://');
}
