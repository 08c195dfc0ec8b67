/**
 * Chance of one world, from its seed: deterministic, quick and made of named branches, so that drawing more in one place changes nothing in
 * another. The generator is sfc32 of PractRand, seeded from the text by xmur3.
 */
export class Chance {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(private readonly seed: string) {
    const next = hashed(seed);
    [this.a, this.b, this.c] = [next(), next(), next()];
    // Seeds that differ in a letter begin alike until they have been mixed.
    for (let n = 0; n < 12; n++) this.next();
  }

  /** An independent stream, which depends on this seed and the name only. */
  branch(name: string): Chance {
    return new Chance(`${this.seed}\u0000${name}`);
  }

  /** [0, 1) */
  fraction(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** An integer in [0, n). */
  below(n: number): number {
    return Math.floor(this.fraction() * n);
  }

  /** An integer, both ends included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** @throws Error for nothing to pick from */
  pick<T>(of: readonly T[]): T {
    if (of.length === 0) throw new Error('there is nothing to pick from');
    return of[this.below(of.length)] as T;
  }

  /** @throws Error where no weight is above 0 */
  weighted<T>(of: readonly (readonly [weight: number, value: T])[]): T {
    const possible = of.filter(([weight]) => weight > 0);
    const last = possible.at(-1);
    if (!last) throw new Error('there is nothing to pick from');
    let rest = this.fraction() * possible.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of possible) {
      if (rest < weight) return value;
      rest -= weight;
    }
    return last[1];
  }

  shuffled<T>(of: readonly T[]): T[] {
    const all = [...of];
    for (let n = all.length - 1; n > 0; n--) {
      const other = this.below(n + 1);
      [all[n], all[other]] = [all[other] as T, all[n] as T];
    }
    return all;
  }

  private next(): number {
    const { a, b, c } = this;
    const drawn = (a + b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = b ^ (b >>> 9);
    this.b = (c + (c << 3)) | 0;
    this.c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  }
}

/** 32-bit numbers of a text. */
function hashed(text: string): () => number {
  let h = 1_779_033_703 ^ text.length;
  for (let n = 0; n < text.length; n++) {
    h = Math.imul(h ^ text.charCodeAt(n), 3_432_918_353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}
