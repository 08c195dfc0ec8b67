import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StorePlaces } from '../../../../config/store-places';
import type { VerificationReport, Verifier } from '@arauto/application';

/** What a recount's thread is given when it starts. */
export interface VerifierData {
  readonly places: StorePlaces;
  /** Null for all. */
  readonly campaigns: readonly string[] | null;
}

/**
 * Recounts in a thread that lives for one recount, with readers of its own: what serves and sends goes on meanwhile. One after the
 * other, since each reads the whole log.
 */
export class VerifierThread implements Verifier {
  private readonly stopping = new AbortController();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly places: StorePlaces) {}

  verify(campaigns: readonly string[] | null, signal: AbortSignal): Promise<VerificationReport> {
    const either = AbortSignal.any([signal, this.stopping.signal]);
    const report = this.last.then(() => this.recount({ places: this.places, campaigns }, either));
    this.last = report.catch(() => undefined);
    return report;
  }

  /** Ends the recount under way and those that wait, and lets go of the files. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the engine stops'));
    await this.last;
  }

  private recount(workerData: VerifierData, signal: AbortSignal): Promise<VerificationReport> {
    signal.throwIfAborted();
    const worker = new Worker(join(__dirname, 'verifier.worker.js'), { workerData });
    const end = () => void worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    let report: VerificationReport | undefined;
    let failure: unknown;
    worker.once('message', (message: VerificationReport) => (report = message));
    worker.once('error', (error) => (failure = error));
    // Only an exit says that its files are closed.
    return new Promise((resolve, reject) => {
      worker.once('exit', () => {
        signal.removeEventListener('abort', end);
        if (report) resolve(report);
        else reject((signal.aborted ? signal.reason : (failure ?? new Error('the recount ended by itself'))) as Error);
      });
    });
  }
}
