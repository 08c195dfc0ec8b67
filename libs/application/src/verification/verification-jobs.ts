import type { Clock, Random } from '@arauto/clock';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CLOCK, RANDOM } from '../tokens';
import type { VerificationJob, VerificationReport } from './verification.body';

/** Recounts that were asked for since the start. A recount is a question and no fact: it is not in the log. */
const KEPT = 100;
/** A recount that nobody has looked at for so long has lost its asker, and ends: milliseconds. */
const PATIENCE = 10 * 60_000;

const UNKNOWN = { ok: null, events: null, differences: [], error: null };

interface Kept {
  readonly askedBy: string;
  readonly ending: AbortController;
  /** Monotonic, milliseconds. */
  lookedAt: number;
  job: VerificationJob;
}

@Injectable()
export class VerificationJobs implements OnModuleDestroy {
  private readonly jobs = new Map<string, Kept>();

  constructor(
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Starts `work` and answers at once. Its signal aborts when nobody looks any more, and when the engine stops. */
  start(askedBy: string, work: (signal: AbortSignal) => Promise<VerificationReport>): VerificationJob {
    const id = this.random.id();
    const job: VerificationJob = { ...UNKNOWN, id, status: 'running' };
    const kept: Kept = { askedBy, ending: new AbortController(), lookedAt: this.clock.monotonic(), job };
    this.jobs.set(id, kept);
    const [oldest] = this.jobs;
    if (this.jobs.size > KEPT && oldest) {
      oldest[1].ending.abort(new Error('too many recounts were asked for after it'));
      this.jobs.delete(oldest[0]);
    }
    void this.finish(kept, work);
    return job;
  }

  /** Whoever asked may look. */
  get(id: string, askedBy: string): VerificationJob | undefined {
    const kept = this.jobs.get(id);
    if (kept?.askedBy !== askedBy) return undefined;
    kept.lookedAt = this.clock.monotonic();
    return kept.job;
  }

  onModuleDestroy(): void {
    for (const { ending } of this.jobs.values()) ending.abort(new Error('the engine stops'));
  }

  private async finish(kept: Kept, work: (signal: AbortSignal) => Promise<VerificationReport>): Promise<void> {
    const { id } = kept.job;
    const forget = this.endWhenForgotten(kept);
    kept.job = await work(kept.ending.signal).then(
      (report): VerificationJob => ({ id, status: 'completed', ...report, error: null }),
      (error: unknown): VerificationJob => ({ ...UNKNOWN, id, status: 'failed', error: String(error) }),
    );
    forget();
  }

  /** @returns a function that stops looking */
  private endWhenForgotten(kept: Kept): () => void {
    let cancel: () => void = () => undefined;
    const look = () => {
      const left = kept.lookedAt + PATIENCE - this.clock.monotonic();
      if (left > 0) cancel = this.clock.after(left, look);
      else kept.ending.abort(new Error('nobody looked at it any more'));
    };
    look();
    return () => cancel();
  }
}
