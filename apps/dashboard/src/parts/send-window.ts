import { useTranslation } from 'react-i18next';
import { useFormats } from '../words/formats';
import type { SendWindow } from './campaign-settings';

/** As a working week goes. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type SendDay = (typeof DAYS)[number];

/** A Monday. */
const FIRST = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;

/** A window in the words of a language: `09:00 to 20:00 · Mon, Tue and Wed`. */
export function useWindowWords() {
  const { t } = useTranslation('shell');
  const { language, list } = useFormats();
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const dayName = (day: SendDay) => weekday.format(FIRST + DAYS.indexOf(day) * DAY);
  return {
    dayName,
    windowText: ({ from, to, days, zone }: SendWindow) => {
      const named = DAYS.filter((day) => days.includes(day)).map(dayName);
      const when = [t('window.hours', { from, to }), days.length === DAYS.length ? t('window.daily') : list(named)];
      return [...when, ...(zone === 'contact' ? [t('window.ofContacts')] : [])].join(' · ');
    },
  };
}
