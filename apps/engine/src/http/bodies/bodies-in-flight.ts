import type { Readable } from 'node:stream';
import { bodyTooLarge, HttpProblem } from '../problems/problem';

type Done = (error: Error | null, body?: Buffer) => void;

/** A body of which a part is held in memory until the rest has come. */
interface Arriving {
  readonly owner: string;
  bytes: number;
  giveWay(): void;
}

/**
 * Bodies that are held in memory while they arrive, and how many bytes of them there may be in all. What counts is what has come, not
 * what was announced: an announcement costs nothing, and must keep nobody out.
 */
export class BodiesInFlight {
  private bytes = 0;
  private readonly arriving = new Set<Arriving>();

  /**
   * @param mostBytes of all bodies together
   * @param givesWay when there is no more room: `oldest` where strangers send, so that one who holds bodies back shuts nobody out;
   * `newest` where they are known, so that what is nearly there is not sent again and again: the newest of the owner that holds most, so
   * that a tenant who holds bodies back shuts out itself
   */
  constructor(
    private readonly mostBytes: number,
    private readonly givesWay: 'oldest' | 'newest',
  ) {}

  /** Bytes that are held now. */
  get held(): number {
    return this.bytes;
  }

  /**
   * Reads a body to its end. `done` is called once, with HttpProblem `payload_too_large`, `too_many_requests`, or `validation_failed`
   * where the connection broke off, or with the body.
   * @param owner whose it is, where that is known
   */
  collect(payload: Readable, largest: number, done: Done, owner = ''): void {
    const chunks: Buffer[] = [];
    const body: Arriving = { owner, bytes: 0, giveWay: () => finish(noRoom()) };
    const finish = (error: Error | null) => {
      if (!this.arriving.delete(body)) return;
      this.bytes -= body.bytes;
      payload.removeListener('data', onData);
      if (error) done(error);
      else done(null, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    };
    const onData = (chunk: Buffer) => {
      body.bytes += chunk.length;
      this.bytes += chunk.length;
      if (body.bytes > largest) {
        finish(bodyTooLarge());
        return;
      }
      chunks.push(chunk);
      if (this.bytes > this.mostBytes) this.makeRoom();
    };
    this.arriving.add(body);
    payload.on('data', onData);
    payload.once('end', () => finish(null));
    // Every body closes, most after their end: an error with its stack for each would cost a tenth of a webhook.
    const brokeOff = () => {
      if (this.arriving.has(body)) finish(new HttpProblem('validation_failed', 'The body ended too early.'));
    };
    payload.once('error', brokeOff);
    payload.once('close', brokeOff);
  }

  private makeRoom(): void {
    const inTurn = this.givesWay === 'oldest' ? [...this.arriving] : this.ofGreediest();
    for (const body of inTurn) {
      if (this.bytes <= this.mostBytes) return;
      body.giveWay();
    }
  }

  /** Bodies of the owner that holds most, the newest first. */
  private ofGreediest(): readonly Arriving[] {
    const held = new Map<string, number>();
    for (const { owner, bytes } of this.arriving) held.set(owner, (held.get(owner) ?? 0) + bytes);
    const most = Math.max(...held.values());
    return [...this.arriving].filter(({ owner }) => held.get(owner) === most).reverse();
  }
}

/** @throws HttpProblem `payload_too_large` for a body that says so itself, before it is read */
export function refuseLength(declared: string | undefined, largest: number): void {
  if (Number(declared) > largest) throw bodyTooLarge();
}

function noRoom(): HttpProblem {
  const detail = 'Too many bodies are on their way at this moment. Send this one again.';
  return new HttpProblem('too_many_requests', detail, {}, { 'retry-after': '5' });
}
