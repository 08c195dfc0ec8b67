import { instant } from '@arauto/clock';
import type { ContentType } from '@arauto/domain';

/**
 * What files of the kinds that come without a name are called at their end. Source: Meta's documentation of media, *Supported media types*; documents
 * come with a name.
 */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'video/mp4': '.mp4',
  'video/3gpp': '.3gp',
  'audio/aac': '.aac',
  'audio/amr': '.amr',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/ogg': '.ogg',
  'application/pdf': '.pdf',
};

interface NamedBy {
  readonly contentType: ContentType;
  /** As the person's app called it: any text. */
  readonly fileName?: string | undefined;
  readonly mimeType: string | null;
  /** The person's stamp, milliseconds. */
  readonly at: number;
}

/** `image-20261129T210506Z.jpg` where nobody gave it a name. */
export function mediaFileName({ fileName, contentType, mimeType, at }: NamedBy): string {
  if (fileName !== undefined) return fileName;
  const [type = ''] = (mimeType ?? '').split(';', 1);
  const stamp = instant(at).replace(/[-:]|\.\d+/g, '');
  return `${contentType}-${stamp}${ENDINGS[type.trim().toLowerCase()] ?? ''}`;
}
