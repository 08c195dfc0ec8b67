import type { Language } from './language';

/** An instant in RFC 3339 and UTC as people write it, to the second and with its zone: history is read by people in many. */
export function instantIn(text: string, language: Language): string {
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)];
  const date = language === 'en' ? `${year}-${month}-${day}` : `${day}/${month}/${year}`;
  return `${date} ${text.slice(11, 19)} UTC`;
}
