/**
 * Chance that repeats: every decision about a message is a function of the message's key and the decision's name, never
 * of the order in which decisions are made, so runs repeat whatever the concurrency and one knob moves no other decision.
 */
export class Draws {
  private readonly high: number;
  private readonly low: number;

  constructor(readonly key: string) {
    this.high = mix(key, 0xdeadbeef);
    this.low = mix(key, 0x41c6ce57);
  }

  /** Uniform in [0, 1), the same for the same name. */
  uniform(name: string): number {
    return (mix(name, this.high) * 2 ** 21 + (mix(name, this.low) >>> 11)) / 2 ** 53;
  }

  /** True with the given probability. */
  chance(name: string, probability: number): boolean {
    return probability > 0 && this.uniform(name) < probability;
  }

  /** Standard normal (Box-Muller). */
  normal(name: string): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform(`${name}.r`)));
    return radius * Math.cos(2 * Math.PI * this.uniform(`${name}.a`));
  }

  /** One of the items, all equally likely. */
  pick<T>(name: string, items: readonly [T, ...T[]]): T {
    return items[Math.floor(this.uniform(name) * items.length)]!;
  }
}

/** 53 bits of a text, for keys of large maps where the text itself would cost too much memory. */
export function fingerprint(text: string): number {
  return mix(text, 0x9e3779b9) * 2 ** 21 + (mix(text, 0x7f4a7c15) >>> 11);
}

/** 32 well-mixed bits of a text (FNV-1a with murmur3's finalizer). */
function mix(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
