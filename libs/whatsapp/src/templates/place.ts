import type { LocationHeader } from './template';

/** What stands under a map: the name of the place and its address, or where it lies if it has neither. */
export function placeOf(
  { latitude, longitude, name, address }: LocationHeader,
  valueOf: (key: string) => string,
): string {
  const words = [name, address].map(valueOf).filter((text) => text !== '');
  return (words.length > 0 ? words : [latitude, longitude].map(valueOf)).join(', ');
}
