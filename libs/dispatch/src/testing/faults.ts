export interface Plan {
  readonly times: number;
  readonly skip: number;
  readonly make: () => Error;
}

/** Where a test lets something fail: `store.append SendAttempted`, `vault.put message`, `connections.provider`. */
export class Faults {
  private readonly planned: { readonly point: string; skip: number; left: number; readonly make: () => Error }[] = [];
  /** Every point that was passed, in order. */
  readonly passed: string[] = [];

  /** The next `times` passings of a point fail, without the first `skip`. */
  at(point: string, { times = 1, skip = 0, make = () => new Error(`${point} failed`) }: Partial<Plan> = {}): void {
    this.planned.push({ point, skip, left: times, make });
  }

  /** What still fails does no longer. */
  end(): void {
    this.planned.length = 0;
  }

  /** @throws what was planned */
  pass(point: string): void {
    this.passed.push(point);
    const fault = this.planned.find((each) => each.point === point && each.left > 0);
    if (!fault) return;
    if (fault.skip > 0) {
      fault.skip--;
      return;
    }
    fault.left--;
    throw fault.make();
  }

  /** Like `pass`, for what answers by a promise. */
  passing<Answer>(point: string, work: () => Promise<Answer>): Promise<Answer> {
    try {
      this.pass(point);
    } catch (error) {
      return Promise.reject(error as Error);
    }
    return work();
  }

  /** Nothing that was planned is left over: a test whose fault never came shows nothing. */
  get left(): readonly string[] {
    return this.planned.filter(({ left }) => left > 0).map(({ point }) => point);
  }
}
