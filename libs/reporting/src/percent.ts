import type { Language } from '@arauto/domain';

/** Parts of 1 as people write percentages in a language: `62.5%`, `62,5%`, `62,5 %`. */
export function percentIn(language: Language): (rate: number) => string {
  const format = new Intl.NumberFormat(language, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return (rate) => format.format(rate);
}
