/** Turns under way, and what else must be waited for before the process ends; and how many calls of each campaign have no answer. */
export class OpenTurns {
  private readonly running = new Set<Promise<void>>();
  private readonly calls = new Map<string, number>();

  /** Of all campaigns. */
  get size(): number {
    return this.running.size;
  }

  /** Calls of the campaign that have no answer. */
  callsOf(campaignId: string): number {
    return this.calls.get(campaignId) ?? 0;
  }

  /** A call is being written. Answers what says that it is over, to be called once. */
  called(campaignId: string): () => void {
    this.calls.set(campaignId, this.callsOf(campaignId) + 1);
    return () => {
      const left = this.callsOf(campaignId) - 1;
      if (left > 0) this.calls.set(campaignId, left);
      else this.calls.delete(campaignId);
    };
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
