import type { Clock } from './clock';

/** What comes first, or fails first; undefined when that takes longer than so many milliseconds. */
export async function firstWithin<T>(
  clock: Pick<Clock, 'after'>,
  ms: number,
  ...awaited: readonly Promise<T>[]
): Promise<T | undefined> {
  let cancel: () => void = () => undefined;
  const over = new Promise<undefined>((resolve) => (cancel = clock.after(ms, () => resolve(undefined))));
  return Promise.race([...awaited, over]).finally(cancel);
}
