import { useMemo } from 'react';
import { useFormats } from '../../words/formats';

/** An instant by the clocks of a zone, to the second: rows of a report are held against others. */
export function useInstants(timeZone: string): (instant: string) => string {
  const { language } = useFormats();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium', timeZone });
    return (instant) => format.format(new Date(instant));
  }, [language, timeZone]);
}
