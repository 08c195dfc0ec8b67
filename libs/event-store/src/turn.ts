/**
 * Resolves after the input and output that is waiting now has had its turn. This is no timer: nothing waits for time to
 * pass, so it runs under a virtual clock as well.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => atEndOfTurn(resolve));
}

/** Runs `callback` when this turn of the event loop has handed out all it has. */
export function atEndOfTurn(callback: () => void): void {
  // eslint-disable-next-line no-restricted-globals -- a turn of the loop, not time
  setImmediate(callback);
}
