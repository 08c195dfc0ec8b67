import type { Clock } from '@arauto/clock';

/** How often the owner of a lane gives a sign of life. */
const BEAT_MS = 1_000;
/** Who gave none for so long is taken for dead. */
const SILENCE_MS = 3_000;
const LOOK_MS = 500;

/** Gives signs of life until it is stopped. One that fails is missed by those who stand by; commits tell what the matter is. */
export function keepBeating(clock: Clock, sayOnce: () => Promise<unknown>): () => void {
  let stopped = false;
  let cancel = () => {};
  const next = () => {
    if (stopped) return;
    void sayOnce()
      .catch(() => undefined)
      .then(() => (cancel = stopped ? cancel : clock.after(BEAT_MS, next)));
  };
  next();
  return () => {
    stopped = true;
    cancel();
  };
}

/**
 * Resolves when a lane's owner let it go, or gave no sign of life for 3 s by this clock, or `signal` aborts.
 * @param signOfLife another each time that its owner gave one; undefined where nobody has it
 */
export async function untilSilent(
  clock: Clock,
  signOfLife: () => Promise<string | undefined>,
  signal: AbortSignal,
): Promise<void> {
  let seen = await signOfLife();
  let since = clock.monotonic();
  while (seen !== undefined && !signal.aborted && clock.monotonic() - since < SILENCE_MS) {
    await clock.sleep(LOOK_MS, signal);
    const sign = await signOfLife();
    if (sign === seen) continue;
    seen = sign;
    since = clock.monotonic();
  }
}
