/** An installation cannot be moved, or not to its end, and what to do: one sentence or two for people. */
export class NotMoved extends Error {
  override readonly name = 'NotMoved';
}
