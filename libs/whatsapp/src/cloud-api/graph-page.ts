import { field, optionalText } from '../reading';

/** The most that is asked for at once. */
const PAGE = 100;

/** What follows the `?` of a list. @param after of the page before, empty for the first */
export function pageQuery(fields: string, after: string): string {
  return `fields=${fields}&limit=${PAGE}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
}

/**
 * What a page of a list holds, and after what the next one begins: empty at the last. Null for an answer that is none. A short page is no end: only without
 * `next` there is nothing more. Source: Meta, Graph API, *Paginated results*.
 */
export function graphPage(json: unknown): { readonly data: readonly unknown[]; readonly after: string } | null {
  const data: unknown = field(json, 'data');
  if (!Array.isArray(data)) return null;
  const paging = field(json, 'paging');
  const goesOn = data.length === PAGE || optionalText(paging, 'next') !== undefined;
  return { data, after: goesOn ? (optionalText(field(paging, 'cursors'), 'after') ?? '') : '' };
}
