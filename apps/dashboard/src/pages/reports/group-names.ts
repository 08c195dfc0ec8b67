import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../words/formats';
import type { GroupBy } from './search';

/** What a group is called: days and hours as the language writes them, others by their name, and what belongs to none. */
export function useGroupName(): (by: GroupBy, group: string | null, label: string | null, isShort?: boolean) => string {
  const { t } = useTranslation('reports');
  const { language } = useFormats();
  return useMemo(() => {
    // Groups are written by the clocks of the zone: they are read as they stand.
    const zone = { timeZone: 'UTC' } as const;
    const day = new Intl.DateTimeFormat(language, {
      ...zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
    const shortDay = new Intl.DateTimeFormat(language, { ...zone, day: 'numeric', month: 'short' });
    const hour = new Intl.DateTimeFormat(language, {
      ...zone,
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    });
    return (by, group, label, isShort = false) => {
      if (group === null) return t('groups.none');
      if (by === 'day') return (isShort ? shortDay : day).format(new Date(`${group}T00:00:00Z`));
      if (by === 'hour') return hour.format(new Date(`${group}:00Z`));
      return label ?? group;
    };
  }, [t, language]);
}
