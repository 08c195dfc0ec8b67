import { type ArrivalTime } from './arrival-times';

/** Every request to the surfaces of the platforms, in the order of arrival; columns for the same reason as in the ledger. */
export class RequestJournal {
  private readonly times: number[] = [];
  private readonly earliest: number[] = [];
  private readonly methods: string[] = [];
  private readonly paths: string[] = [];
  private readonly recipients: (string | null)[] = [];
  private readonly callbacks: (string | null)[] = [];
  private readonly statuses: number[] = [];
  private readonly knownPaths = new Map<string, string>();

  get size(): number {
    return this.times.length;
  }

  /**
   * Notes that a request's headers arrived; answers its number.
   * @param arrivedAt when they were read (wall clock, ms with fraction)
   * @param notBefore when nothing of them was there yet: between the two this process may have had no time to read them
   */
  open({ arrivedAt, notBefore }: ArrivalTime, method: string, path: string): number {
    this.times.push(arrivedAt);
    this.earliest.push(notBefore);
    this.methods.push(method);
    this.paths.push(this.interned(path));
    this.recipients.push(null);
    this.callbacks.push(null);
    this.statuses.push(0);
    return this.times.length - 1;
  }

  /** Notes whom the request was for, once its body is read. */
  describe(request: number, to: string | null, callbackData: string | null): void {
    this.recipients[request] = to;
    this.callbacks[request] = callbackData;
  }

  /** Notes the answer. A request that was never answered keeps status null. */
  answered(request: number, status: number): void {
    this.statuses[request] = status;
  }

  /** One JSON text a request that arrived at or after `since` (ms). */
  *lines(since = 0): Generator<string> {
    const end = this.times.length;
    for (let index = this.firstSince(since); index < end; index++) {
      yield JSON.stringify({
        arrivedAt: this.times[index],
        notBefore: this.earliest[index],
        method: this.methods[index],
        path: this.paths[index],
        to: this.recipients[index],
        status: this.statuses[index] || null,
        callbackData: this.callbacks[index],
      });
    }
  }

  private firstSince(since: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! < since) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private interned(path: string): string {
    const known = this.knownPaths.get(path);
    if (known !== undefined) return known;
    if (this.knownPaths.size < 1000) this.knownPaths.set(path, path);
    return path;
  }
}
