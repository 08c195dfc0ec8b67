import type { Random } from '@arauto/clock';

const DRAWN_AT_ONCE = 4096;

/** Random bytes, drawn many at once: a call takes 2 µs however few they are (Node 20), and an entry needs three. */
export class PooledBytes implements Pick<Random, 'bytes'> {
  private pool: Buffer = Buffer.alloc(0);

  constructor(private readonly random: Pick<Random, 'bytes'>) {}

  bytes(length: number): Buffer {
    if (this.pool.byteLength < length) this.pool = this.random.bytes(Math.max(DRAWN_AT_ONCE, length));
    const drawn = this.pool.subarray(0, length);
    this.pool = this.pool.subarray(length);
    return drawn;
  }
}
