const chains = new WeakMap<object, Map<string, Promise<void>>>();

/** Runs `work` after all earlier work of this process on the same stream of the same store; at once when there is none. */
export function inOrder<T>(store: object, stream: string, work: () => Promise<T>): Promise<T> {
  let tails = chains.get(store);
  if (!tails) chains.set(store, (tails = new Map()));
  const tail = tails.get(stream);
  const result = tail ? tail.then(work) : work();
  const forget = () => {
    if (tails.get(stream) === end) tails.delete(stream);
  };
  const end: Promise<void> = result.then(forget, forget);
  tails.set(stream, end);
  return result;
}
