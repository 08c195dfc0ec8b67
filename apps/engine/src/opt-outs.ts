import type { OptOutLists } from '@arauto/domain';
import type { OptOuts } from '../../../config/configuration';

/** The lists of all languages as one: people answer in the language they like. */
export function optOutLists({ stopWords, stopButtons, startWords, startButtons }: OptOuts): OptOutLists {
  const all = (lists: OptOuts[keyof OptOuts]) => Object.values(lists).flat();
  return {
    stop: { words: all(stopWords), buttons: all(stopButtons) },
    start: { words: all(startWords), buttons: all(startButtons) },
  };
}
