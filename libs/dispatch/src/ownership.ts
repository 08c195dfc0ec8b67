import { createHash } from 'node:crypto';
import type { Clock } from '@arauto/clock';
import type { Lease, Leases } from '@arauto/coordination';
import type { KnownSender } from '@arauto/domain';
import type { Owners } from './deps';

/** Whoever has many portfolios already leaves the next to others for so long each, milliseconds. */
const LEFT_TO_OTHERS = 300;

/**
 * The portfolios that this process sends for. It wants one when it is first asked about it, and has it until the process ends, or cannot say in time
 * that it lives. What it protects is pace: who may write to whom is decided by the claim.
 */
export class Ownership {
  private readonly wanted = new Set<string>();
  private readonly held = new Map<string, Lease>();

  /** @param onTaken a portfolio that others may have sent for is this process's now; by its key */
  constructor(
    private readonly leases: Leases,
    private readonly owners: Pick<Owners, 'portfolioOf'>,
    private readonly clock: Clock,
    private readonly onTaken: (key: string) => void,
    private readonly stopping: AbortSignal,
  ) {}

  owns(sender: KnownSender): boolean {
    const key = this.owners.portfolioOf(sender);
    if (!this.wanted.has(key)) {
      this.wanted.add(key);
      void this.keep(key).finally(() => this.wanted.delete(key));
    }
    return this.held.get(key)?.isHeld ?? false;
  }

  /** Gives back all of them: nothing more is sent. */
  async release(): Promise<void> {
    await Promise.all([...this.held.values()].map((lease) => lease.release()));
  }

  private async keep(key: string): Promise<void> {
    const { leases, clock, stopping } = this;
    const name = `portfolio-${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`;
    while (!stopping.aborted) {
      await clock.sleep(this.held.size * LEFT_TO_OTHERS, stopping);
      const lease = await leases.acquire(name, stopping);
      if (!lease) return;
      this.held.set(key, lease);
      this.onTaken(key);
      await new Promise<void>((resolve) => {
        if (lease.lost.aborted) resolve();
        else lease.lost.addEventListener('abort', () => resolve(), { once: true });
      });
      this.held.delete(key);
    }
  }
}
