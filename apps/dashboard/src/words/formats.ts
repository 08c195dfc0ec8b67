import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { partsOf } from './duration';

/** Numbers, times and durations as the language that is spoken writes them; times in the zone of the browser. */
export interface Formats {
  readonly language: string;
  /** 12,400 */
  readonly number: (value: number) => string;
  /** 1.2M: where there is no room, with the whole number beside it. */
  readonly compact: (value: number) => string;
  /** 62 %, of 0 to 1; one digit more below ten. */
  readonly percent: (share: number) => string;
  /** 14:05 today, 3 Mar 14:05 in this year, else with the year. */
  readonly time: (instant: string | number) => string;
  /** 3 Mar 14:05:12: where many things happen in a minute. */
  readonly timeWithSeconds: (instant: string | number) => string;
  readonly timeOfDay: (instant: string | number) => string;
  /** With weekday, seconds and zone: for whoever must know exactly. */
  readonly exactTime: (instant: string | number) => string;
  readonly day: (instant: string | number) => string;
  /** 3 h 26 min */
  readonly duration: (seconds: number) => string;
  readonly bytes: (bytes: number) => string;
  /** Of a template's language, `pt_BR`: Portuguese (Brazil). */
  readonly languageName: (code: string) => string;
  /** By its two letters: Brazil. */
  readonly country: (code: string) => string;
  /** a, b and c */
  readonly list: (items: readonly string[]) => string;
}

export function formatsOf(language: string): Formats {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const finePercent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const hour = { hour: 'numeric', minute: '2-digit' } as const;
  const timeOfDay = new Intl.DateTimeFormat(language, hour);
  const ofThisYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...hour });
  const ofAnyYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', ...hour });
  const withSeconds = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...hour, second: '2-digit' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const list = new Intl.ListFormat(language);
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  const languages = new Intl.DisplayNames(language, { type: 'language' });
  const units = new Map(
    (['day', 'hour', 'minute', 'second', 'byte', 'kilobyte', 'megabyte', 'gigabyte'] as const).map((unit) => [
      unit,
      // The short form of 27 bytes is `27 byte` in English.
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: 1,
      }),
    ]),
  );
  return {
    language,
    number: (value) => whole.format(value),
    compact: (value) => (Math.abs(value) < 100_000 ? whole.format(value) : compact.format(value)),
    percent: (share) => (share > 0 && share < 0.1 ? finePercent : percent).format(roundedDown(share)),
    time: (instant) => {
      const date = new Date(instant);
      const now = new Date();
      if (date.toDateString() === now.toDateString()) return timeOfDay.format(date);
      return (date.getFullYear() === now.getFullYear() ? ofThisYear : ofAnyYear).format(date);
    },
    timeWithSeconds: (instant) => withSeconds.format(new Date(instant)),
    timeOfDay: (instant) => timeOfDay.format(new Date(instant)),
    exactTime: (instant) => exact.format(new Date(instant)),
    day: (instant) => day.format(new Date(instant)),
    duration: (seconds) =>
      partsOf(seconds)
        .map(([unit, count]) => units.get(unit)!.format(count))
        .join(' '),
    languageName: (code) => {
      try {
        return languages.of(code.replace('_', '-')) ?? code;
      } catch {
        // Not one that the platform may name.
        return code;
      }
    },
    country: (code) => countries.of(code) ?? code,
    list: (items) => list.format(items),
    bytes: (bytes) => {
      const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
      const step = Math.min(steps.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
      return units.get(steps[step]!)!.format(bytes / 1000 ** step);
    },
  };
}

/** 99.96 % of a campaign is not all of it. */
function roundedDown(share: number): number {
  return share < 1 && share > 0.99 ? 0.99 : share;
}

const made = new Map<string, Formats>();

export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const { language } = i18n;
  return useMemo(() => {
    const known = made.get(language) ?? formatsOf(language);
    made.set(language, known);
    return known;
  }, [language]);
}
