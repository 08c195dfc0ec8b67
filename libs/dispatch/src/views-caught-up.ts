import type { DispatchDeps } from './deps';

/** How long the views may take to catch up, milliseconds. */
const PATIENCE = 30_000;

/** Waits until the views have got to where the log is now. @throws Error when they do not */
export async function viewsCaughtUp({
  store,
  viewsAt,
  clock,
}: Pick<DispatchDeps, 'store' | 'viewsAt' | 'clock'>): Promise<void> {
  const head = await store.head();
  const until = clock.monotonic() + PATIENCE;
  while (viewsAt() < head) {
    if (clock.monotonic() >= until) throw new Error('the views do not catch up with the log');
    await clock.sleep(10);
  }
}
