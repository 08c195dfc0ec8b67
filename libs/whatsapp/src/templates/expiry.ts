/** Milliseconds of `2026-12-05T23:59:00-03:00`, as the platform counts them; null for what is no moment with a zone. */
export function readExpiry(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
