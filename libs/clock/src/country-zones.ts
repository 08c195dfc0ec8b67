import { stretchesIn } from './zones';

/** As later versions of Node have it, and as this one does. */
type LocaleWithZones = Intl.Locale & { getTimeZones?(): readonly string[] | undefined; timeZones?: readonly string[] };

const YEAR = 366 * 24 * 3_600_000;
const zones = new Map<string, readonly string[]>();

/**
 * The time zones of a country, one of each kind of clocks that it has in the year after an instant; none where it is not known.
 * @param country ISO 3166-1 alpha-2
 * @param at milliseconds since the epoch
 */
export function timeZonesOf(country: string, at: number): readonly string[] {
  const year = Math.floor(at / YEAR);
  const key = `${country} ${year}`;
  let known = zones.get(key);
  if (!known) {
    const locale: LocaleWithZones = new Intl.Locale('und', { region: country });
    const all = locale.getTimeZones?.() ?? locale.timeZones ?? [];
    const different = new Map(
      all.map((zone) => [JSON.stringify(stretchesIn(zone, year * YEAR, (year + 2) * YEAR)), zone]),
    );
    known = [...different.values()].sort();
    zones.set(key, known);
  }
  return known;
}
