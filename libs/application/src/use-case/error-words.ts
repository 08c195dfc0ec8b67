import { isKnownError, errorInfo } from '@arauto/whatsapp';
import { object, type Shown, text } from '../fields/shapes';
import { messageOfReason } from '../uploads/reason-words';

export const errorWordsBody = object({ code: text, title: text, advice: text });
export type ErrorWords = Shown<typeof errorWordsBody>;

/** What an error code, or the reason (and its cause) a row was rejected for, means and what to do about it; null where there is none. */
export function errorWords(code: string | null | undefined, why?: string): ErrorWords | null {
  if (code === null || code === undefined) return null;
  const rejected = isKnownError(code) ? undefined : messageOfReason(code, why);
  if (rejected !== undefined) return { code, title: rejected, advice: 'Correct the row and upload it again.' };
  const { title, advice } = errorInfo(code);
  return { code, title, advice };
}
