/** `2026-03-01T08:00:05Z`: as options take it again. */
export function toSecond(time: string): string {
  return time.replace(/\.\d+(?=Z$)/, '');
}

/** `03-01 08:00Z`, where there is no room. */
export function toMinute(time: string): string {
  return time.replace(/^\d+-(\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2Z');
}
