import { type Position, START } from '@arauto/event-store';

/** Keys heard of lately that are remembered, at most. */
const MOST_HEARD = 50_000;

/** When keys were last heard of in the log. Of those longest ago, half is forgotten when there are too many. */
export class HeardOf {
  /** Keys by the last event of theirs, in the order of the log. */
  private readonly heard = new Map<string, Position>();
  /** Who was heard of up to here may have been forgotten. */
  private forgottenUpTo: Position = START;
  private last: Position = START;

  /** @param onForgotten told of every key that is forgotten */
  constructor(private readonly onForgotten: (key: string) => void = () => undefined) {}

  take(key: string, position: Position): void {
    this.heard.delete(key);
    this.heard.set(key, position);
    this.last = position;
    if (this.heard.size > MOST_HEARD) this.forgetOlderHalf();
  }

  /** Whether nothing at all was heard after `position`: then nobody needs to be asked about. */
  nothingSince(position: Position): boolean {
    return this.last <= position;
  }

  /** Whether anything was heard of the key after `position`, or whether nobody knows any more. */
  since(position: Position, key: string): boolean {
    return position < this.forgottenUpTo || (this.heard.get(key) ?? START) > position;
  }

  private forgetOlderHalf(): void {
    let left = this.heard.size >> 1;
    for (const [key, position] of this.heard) {
      if (left-- === 0) return;
      this.heard.delete(key);
      this.forgottenUpTo = position;
      this.onForgotten(key);
    }
  }
}
