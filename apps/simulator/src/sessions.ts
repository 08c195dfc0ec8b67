import { type Handset } from './handsets';

/** Customer-service windows: opened and reset by every message of the person, per number. */
export class Sessions {
  /** @param lastInbound by `number|handset`, wall clock */
  constructor(readonly lastInbound = new Map<string, number>()) {}

  open(number: string, handset: Handset, now: number): void {
    this.lastInbound.set(`${number}|${handset}`, now);
  }

  isOpen(number: string, handset: Handset, now: number, windowMs: number): boolean {
    if (this.lastInbound.size === 0) return false;
    const last = this.lastInbound.get(`${number}|${handset}`);
    return last !== undefined && now < last + windowMs;
  }
}
