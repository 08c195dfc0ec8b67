/** What becomes of an append: what is answered, and whether it is in the log all the same. */
export type AppendFault =
  | { readonly answer: 'busy' }
  | {
      /**
       * `timedOut`: as after the two seconds a write may take. `never`: nothing. `halfClosed`: the server ends the call as if all was well;
       * of a batch, that is the call all appends of the client share. `unavailable`: the call fails.
       */
      readonly answer: 'timedOut' | 'never' | 'halfClosed' | 'unavailable';
      readonly committed: boolean;
    };

/** What becomes of a read or of a new subscription. */
export interface ReadFault {
  readonly answer: 'busy' | 'never' | 'unavailable';
  /** It strikes when so many events were sent. */
  readonly afterEvents: number;
}

export type Readers = 'reads' | 'subscriptions';

interface Awaited<Fault> {
  readonly fault: Fault;
  readonly applies: (to: string) => boolean;
  readonly struck: () => void;
  left: number;
}

/** The faults that calls to come will meet, used up in the order in which they were asked for. */
export class DoubleFaults {
  private readonly appends: Awaited<AppendFault>[] = [];
  private readonly reads: Awaited<ReadFault>[] = [];

  /** For the next appends (to a stream whose name begins so). Resolves when it struck as often as it should. */
  failAppends(fault: AppendFault, { times = 1, stream = '' } = {}): Promise<void> {
    return ask(this.appends, fault, times, (name) => name.startsWith(stream));
  }

  /** For the next reads or the next new subscriptions. Resolves when it struck as often as it should. */
  failReads(of: Readers, fault: ReadFault, { times = 1 } = {}): Promise<void> {
    return ask(this.reads, fault, times, (readers) => readers === of);
  }

  /** None waits for calls any longer. */
  clear(): void {
    this.appends.length = 0;
    this.reads.length = 0;
  }

  nextAppend(stream: string): AppendFault | undefined {
    return take(this.appends, stream);
  }

  nextRead(of: Readers): ReadFault | undefined {
    return take(this.reads, of);
  }
}

function ask<Fault>(list: Awaited<Fault>[], fault: Fault, times: number, applies: (to: string) => boolean) {
  return new Promise<void>((struck) => list.push({ fault, applies, struck, left: times }));
}

function take<Fault>(list: Awaited<Fault>[], to: string): Fault | undefined {
  const at = list.findIndex(({ applies }) => applies(to));
  const found = list[at];
  if (found === undefined) return undefined;
  found.left -= 1;
  if (found.left === 0) {
    list.splice(at, 1);
    found.struck();
  }
  return found.fault;
}
