/** Milliseconds as RFC 3339 UTC. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** The same, where there may be none. */
export function instantOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : instant(ms);
}
