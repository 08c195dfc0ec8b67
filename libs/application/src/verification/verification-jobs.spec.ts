import { seededRandom, VirtualClock } from '@arauto/clock';
import { VerificationJobs } from './verification-jobs';
import type { VerificationReport } from './verification.body';

const MINUTE = 60_000;

/** A recount that goes on until it is told to end. */
function endless(signal: AbortSignal): Promise<VerificationReport> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

describe('recounts that were asked for', () => {
  const clock = new VirtualClock();
  const jobs = new VerificationJobs(seededRandom('jobs'), clock);

  it('go on while their asker looks, and end when nobody does', async () => {
    const { id } = jobs.start('ana', endless);
    for (let looks = 0; looks < 4; looks++) {
      await clock.advance(9 * MINUTE);
      expect(jobs.get(id, 'ana')).toMatchObject({ status: 'running' });
    }
    // A stranger's look is none.
    await clock.advance(9 * MINUTE);
    expect(jobs.get(id, 'bia')).toBeUndefined();
    await clock.advance(2 * MINUTE);
    expect(jobs.get(id, 'ana')).toMatchObject({ status: 'failed', error: expect.stringContaining('nobody looked') });
  });

  it('end when so many others were asked for that they are forgotten', async () => {
    const signals: AbortSignal[] = [];
    const work = (signal: AbortSignal) => (signals.push(signal), endless(signal));
    for (let n = 0; n < 101; n++) jobs.start('ana', work);
    await clock.advance(0);
    expect(signals.filter(({ aborted }) => aborted)).toEqual([signals[0]]);
  });

  it('end with the engine', async () => {
    const { id } = jobs.start('ana', endless);
    jobs.onModuleDestroy();
    await clock.advance(0);
    expect(jobs.get(id, 'ana')).toMatchObject({ status: 'failed', error: expect.stringContaining('the engine stops') });
  });

  it('leave no timer behind once they are done', async () => {
    const { id } = jobs.start('ana', () => Promise.resolve({ ok: true, events: 1, differences: [] }));
    await clock.advance(11 * MINUTE);
    expect(jobs.get(id, 'ana')).toMatchObject({ status: 'completed', ok: true, error: null });
  });
});
