/** Turns under way, and how many of each campaign. */
export class OpenTurns {
  private readonly counts = new Map<string, number>();
  private readonly running = new Set<Promise<void>>();

  /** Of all campaigns. */
  get size(): number {
    return this.running.size;
  }

  of(campaignId: string): number {
    return this.counts.get(campaignId) ?? 0;
  }

  /** Counted until `ended`. */
  begin(campaignId: string): void {
    this.counts.set(campaignId, this.of(campaignId) + 1);
  }

  ended(campaignId: string): void {
    const left = this.of(campaignId) - 1;
    if (left > 0) this.counts.set(campaignId, left);
    else this.counts.delete(campaignId);
  }

  /** Something that must be waited for before the process ends. @param work never rejects */
  track(work: Promise<void>, after: () => void): void {
    const running = work.finally(() => {
      this.running.delete(running);
      after();
    });
    this.running.add(running);
  }

  async settled(): Promise<void> {
    await Promise.all(this.running);
  }
}
