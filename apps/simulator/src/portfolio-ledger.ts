import { type Handset } from './handsets';

/** Unique users a portfolio started a conversation with, over a rolling window. */
export class PortfolioLedger {
  /** @param users in the order of their first message, which a Map keeps */
  constructor(readonly users = new Map<Handset, number>()) {}

  /** Users counted at `now`. */
  used(now: number, windowMs: number): number {
    for (const [user, since] of this.users) {
      if (since > now - windowMs) break;
      this.users.delete(user);
    }
    return this.users.size;
  }

  /** Counts the user unless the limit is reached; a user already counted in the window is free. */
  admit(user: Handset, now: number, windowMs: number, limit: number): boolean {
    if (limit === Infinity) return true;
    const used = this.used(now, windowMs);
    if (this.users.has(user)) return true;
    if (used >= limit) return false;
    this.users.set(user, now);
    return true;
  }
}
