import { inLanguage, type Language } from '@arauto/domain';
import { isKnownError, errorInfo } from '@arauto/whatsapp';
import { object, sentence, type Shown, text } from '../fields/shapes';
import { messageOfReason } from '../uploads/reason-words';

export const errorWordsBody = object({ code: text, title: sentence, advice: sentence });
export type ErrorWords = Shown<typeof errorWordsBody>;

/**
 * What an error code, or the reason (and its cause) a row was rejected for, means and what to do about it; null where there is none.
 * @param language where the words go to a file, or are shown as they are; answers get into that of the request at the edge
 */
export function errorWords(
  code: string | null | undefined,
  { why, language = 'en' }: { readonly why?: string | undefined; readonly language?: Language } = {},
): ErrorWords | null {
  if (code === null || code === undefined) return null;
  const rejected = isKnownError(code) ? undefined : messageOfReason(code, why);
  const { title, advice } =
    rejected === undefined ? errorInfo(code) : { title: rejected, advice: 'Correct the row and upload it again.' };
  return { code, title: inLanguage(title, language), advice: inLanguage(advice, language) };
}
