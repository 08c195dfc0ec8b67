import type { Random } from '@arauto/clock';
import { Inject, Injectable } from '@nestjs/common';
import { RANDOM } from '../tokens';
import type { VerificationJob, VerificationReport } from './verification.body';

/** Recounts that were asked for since the start. A recount is a question and no fact: it is not in the log. */
const KEPT = 100;

const UNKNOWN = { ok: null, events: null, differences: [], error: null };

@Injectable()
export class VerificationJobs {
  private readonly jobs = new Map<string, { readonly askedBy: string; job: VerificationJob }>();

  constructor(@Inject(RANDOM) private readonly random: Random) {}

  /** Starts `work` and answers at once. */
  start(askedBy: string, work: () => Promise<VerificationReport>): VerificationJob {
    const id = this.random.id();
    const job: VerificationJob = { ...UNKNOWN, id, status: 'running' };
    this.jobs.set(id, { askedBy, job });
    const [oldest] = this.jobs.keys();
    if (this.jobs.size > KEPT && oldest !== undefined) this.jobs.delete(oldest);
    void this.finish(id, work);
    return job;
  }

  /** Whoever asked may look. */
  get(id: string, askedBy: string): VerificationJob | undefined {
    const kept = this.jobs.get(id);
    return kept?.askedBy === askedBy ? kept.job : undefined;
  }

  private async finish(id: string, work: () => Promise<VerificationReport>): Promise<void> {
    const ended = await work().then(
      (report): VerificationJob => ({ id, status: 'completed', ...report, error: null }),
      (error: unknown): VerificationJob => ({ ...UNKNOWN, id, status: 'failed', error: String(error) }),
    );
    const kept = this.jobs.get(id);
    if (kept) kept.job = ended;
  }
}
