import { errorInfo } from '@arauto/whatsapp';

export interface ErrorWords {
  readonly code: string;
  readonly title: string;
  readonly advice: string;
}

/** What an error code means and what to do about it; null where there is none. */
export function errorWords(code: string | null | undefined): ErrorWords | null {
  if (code === null || code === undefined) return null;
  const { title, advice } = errorInfo(code);
  return { code, title, advice };
}
