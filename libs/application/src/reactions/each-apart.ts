import type { Failed } from './reaction';

/**
 * Does something with every one of many, all at once, none of which may hold up another: what fails is told of. Answers of how many
 * `work` said that something came of it.
 */
export async function eachAtOnce<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<boolean>,
  failed: Failed,
): Promise<number> {
  const done = await Promise.all(items.map((item) => apart(item, work, failed)));
  return done.filter((came) => came).length;
}

/** The same one after the other, until `signal` aborts. */
export async function eachInTurn<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<boolean>,
  failed: Failed,
  signal: AbortSignal,
): Promise<number> {
  let came = 0;
  for (const item of items) {
    if (signal.aborted) break;
    if (await apart(item, work, failed)) came++;
  }
  return came;
}

async function apart<Item>(item: Item, work: (item: Item) => Promise<boolean>, failed: Failed): Promise<boolean> {
  try {
    return await work(item);
  } catch (error) {
    failed(error);
    return false;
  }
}
