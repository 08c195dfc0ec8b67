/** Time zones that can be chosen: those that the browser lists, and before them some others. UTC is in no browser's list. */
export function timeZones(...first: readonly string[]): string[] {
  return [...new Set([...first, ...Intl.supportedValuesOf('timeZone')])];
}
