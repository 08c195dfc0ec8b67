/** What somebody may still do, as of an instant. */
interface Bucket {
  left: number;
  at: number;
}

const MINUTE = 60_000;
/** Most of whom something is remembered; above it whoever came first is forgotten, about 100 bytes each. */
const MOST_REMEMBERED = 10_000;

/**
 * So many a minute for each of many: a bucket that holds a minute's worth and fills evenly. Time is given, in milliseconds of a clock
 * that never goes backwards. Whoever comes from very many addresses can make it forget others, and only forget.
 */
export class RateLimit {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly perMinute: number,
    private readonly mostRemembered = MOST_REMEMBERED,
  ) {}

  /** Takes one. Answers 0, or the milliseconds until there is one again: then nothing was taken. */
  take(who: string, now: number): number {
    const bucket = this.bucketOf(who, now);
    bucket.left = Math.min(this.perMinute, bucket.left + ((now - bucket.at) * this.perMinute) / MINUTE);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return 0;
    }
    return ((1 - bucket.left) * MINUTE) / this.perMinute;
  }

  get remembered(): number {
    return this.buckets.size;
  }

  private bucketOf(who: string, now: number): Bucket {
    const known = this.buckets.get(who);
    if (known) return known;
    const [first] = this.buckets.size < this.mostRemembered ? [] : this.buckets.keys();
    if (first !== undefined) this.buckets.delete(first);
    const bucket = { left: this.perMinute, at: now };
    this.buckets.set(who, bucket);
    return bucket;
  }
}
