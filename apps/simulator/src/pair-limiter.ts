/**
 * Messages from one number to one user: one in `intervalMs`, and a burst that borrows from the future. Kept as the instant
 * at which the debt is paid off (generic cell rate algorithm), one number a pair.
 */
export class PairLimiter {
  private readonly paidAt = new Map<string, number>();

  /** Whether the pair may have a message at `now`; it then counts. */
  take(pair: string, now: number, intervalMs: number, burst: number): boolean {
    const paidAt = Math.max(now, this.paidAt.get(pair) ?? 0);
    if (paidAt - now > (burst - 1) * intervalMs) return false;
    this.paidAt.set(pair, paidAt + intervalMs);
    if (this.paidAt.size > 500_000) this.forgetPaid(now);
    return true;
  }

  private forgetPaid(now: number): void {
    for (const [pair, paidAt] of this.paidAt) if (paidAt <= now) this.paidAt.delete(pair);
  }
}
