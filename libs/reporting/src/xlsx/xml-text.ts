/** Of a cell, in UTF-16 units (https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3). */
const LONGEST = 32_767;
/** What a longer text ends with: whoever reads it sees that it is not whole. */
const CUT = ' […]';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Any of these may need care; most texts have none, and are asked this only. */
const CAREFUL = /[&<>\u0000-\u001f\ud800-\udfff\ufffe\uffff]|_x/;
/** A lone surrogate, unlike a pair, is one unit under `u`. */
const ESCAPED = /[&<>\u0000-\u0008\u000b-\u001f\p{Surrogate}\ufffe\uffff]|_(?=x[\dA-Fa-f]{4})/gu;

/**
 * A text as the `<t>` of a cell, not a character changed: what XML cannot hold is `_xHHHH_`, and what looks like that already has its
 * underscore written so (ECMA-376 part 1, 22.9.2.19 ST_Xstring). A carriage return too, for a parser reads it as a line feed.
 */
export function xmlText(value: string): string {
  const text = value.length > LONGEST ? cut(value) : value;
  const keep = isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1));
  if (!keep && !CAREFUL.test(text)) return `<t>${text}</t>`;
  const escaped = text.replace(ESCAPED, (found) => ENTITIES[found] ?? hex(found));
  return keep || /[\t\n]/.test(text) ? `<t xml:space="preserve">${escaped}</t>` : `<t>${escaped}</t>`;
}

/** Never between the halves of a pair. */
function cut(value: string): string {
  const end = LONGEST - CUT.length;
  const last = value.charCodeAt(end - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end) + CUT;
}

/** What XML takes for white space, which is lost at the ends unless it is said to be meant. */
function isBlank(unit: number): boolean {
  return unit <= 0x20;
}

function hex(unit: string): string {
  return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}
