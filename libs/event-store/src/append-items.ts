import { type Appended, type AppendFailure, type AppendItem, type AppendResult, TooLarge } from './port';
import { serialise, type SerialisedEvent } from './serialise';

/** Takes one append of many, and its answer to `settle`, once. */
export type AppendItemTo = (
  item: AppendItem,
  events: SerialisedEvent[],
  settle: (outcome: Appended | AppendFailure) => void,
) => void;

/**
 * `appendMany` over whatever appends one: resolves when each is answered, in the same order. One that is too large is answered here.
 * @throws TypeError for what is no append, naming the item; nothing is appended then
 */
export function appendItems(items: readonly AppendItem[], append: AppendItemTo): Promise<AppendResult[]> {
  return new Promise((resolve) => {
    const results = new Array<AppendResult>(items.length);
    let left = items.length;
    const serialised = items.map(serialiseItem);
    if (items.length === 0) resolve(results);
    items.forEach((item, index) => {
      const settle = (outcome: Appended | AppendFailure) => {
        results[index] = outcome instanceof Error ? { error: outcome } : { ok: outcome };
        if (--left === 0) resolve(results);
      };
      const events = serialised[index]!;
      if (events instanceof TooLarge) settle(events);
      else append(item, events, settle);
    });
  });
}

function serialiseItem({ stream, events, expected }: AppendItem, index: number): SerialisedEvent[] | TooLarge {
  try {
    return serialise(stream, events, expected);
  } catch (error) {
    if (error instanceof TooLarge) return error;
    throw new TypeError(`item ${index}: ${(error as Error).message}`, { cause: error });
  }
}
