import type { KeyboardEvent } from 'react';

/** On a link that is the whole of its row: arrows go from one to the next. */
export const ROW_LINK = { 'data-row-link': '' } as const;

/** Arrows, Home and End go through the rows of a table. */
export function onRowKeys(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  const goTo = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const link = goTo === undefined ? undefined : links[goTo];
  if (!link) return;
  event.preventDefault();
  link.focus();
}
