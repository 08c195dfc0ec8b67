import type { Match } from './vault';

/** Folds case, accents and white space, so that `jose  alvarez` finds `José Álvarez`. */
export function fold(text: string): string {
  const lower = text.toLowerCase();

  const plain = /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/\s+/g, ' ').trim();
}

/** What an entry is searched by: its folded name, then its phone as text and as digits. Null when it has neither. */
export function searchText(name: string | null | undefined, phone: string | null | undefined): string | null {
  if (!name && !phone) return null;
  const digits = phone?.replace(/\D/g, '') ?? '';
  const written = phone && phone !== digits ? `\n${fold(phone)}` : '';
  return `${name ? fold(name) : ''}${written}\n${digits}`;
}

/** Whether a name has a text in it, as a search finds it there. */
export function holds(name: string | null | undefined, text: string): boolean {
  return name !== null && name !== undefined && fold(name).includes(fold(text));
}

/** The two texts to look for: the folded one, and the digits when it could be a part of a phone number (no letters). */
export function searchNeedles(text: string): { readonly text: string; readonly digits: string } {
  const folded = fold(text);
  const digits = folded.replace(/\D/g, '');
  return { text: folded, digits: digits && !/\p{L}/u.test(folded) ? digits : folded };
}

/** Whether a text to search has what is looked for: anywhere, or as the whole of name or phone. */
export function matches(search: string, { text, digits }: ReturnType<typeof searchNeedles>, match: Match): boolean {
  if (match === 'part') return search.includes(text) || search.includes(digits);
  return search.split('\n').some((line) => line === text || line === digits);
}
