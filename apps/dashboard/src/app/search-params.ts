/**
 * Search parameters as people read and change them: `?status=sending&status=paused&q=march`. The router's own are JSON.
 */
export type Search = Readonly<Record<string, unknown>>;

/** A parameter that stands several times is a list; everything is text. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const search = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = search.get(name);
    search.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(search);
}

/** What is empty is left out. */
export function stringifySearch(search: Search): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null && one !== '' && one !== false) parameters.append(name, String(one));
    }
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** One value; the last where there are several, undefined where it is none. */
export function textIn(value: unknown): string | undefined {
  const one: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof one === 'string' && one.trim() !== '' ? one : undefined;
}

/** One of the words that a page knows: whoever writes another into the address is shown the page without it. */
export function oneOf<const Word extends string>(words: readonly Word[], value: unknown): Word | undefined {
  return words.find((word) => word === textIn(value));
}

/** Those of the words that a page knows, each once, in the order of the page. */
export function someOf<const Word extends string>(words: readonly Word[], value: unknown): Word[] | undefined {
  const named = new Set([value].flat());
  const known = words.filter((word) => named.has(word));
  return known.length > 0 ? known : undefined;
}

/** A day, `2026-03-01`. */
export function dayIn(value: unknown): string | undefined {
  const text = textIn(value);
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}
