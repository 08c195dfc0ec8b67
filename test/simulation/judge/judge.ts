import { settle } from '../scheduler';
import type { World } from '../world';
import { FactsUpTo, judgeCounters } from './counters';
import { Facts } from './facts';
import type { Failure, Rule } from './failure';
import { FreeForm } from './free-form';
import { Gates } from './gates';
import { GuardRails } from './guard-rails';
import type { Judging, Rules } from './judging';
import { Limits } from './limits';
import { LivesOfCampaigns } from './lives-of-campaigns';
import { Numbers } from './numbers';
import { References } from './references';
import { Sending } from './sending';
import { Words } from './words';

/** Steps from one recount of what the views count to the next. */
const COUNTED_EVERY = 1_000;

/**
 * What should be, as the papers say it, and nothing that the engine thinks. It looks at what really came to handsets and at the log as it lies on
 * the disk.
 */
export class Judge implements Judging {
  readonly failures: Failure[] = [];
  readonly facts = new Facts();
  private readonly rules: readonly Rules[];
  private readonly upTo: FactsUpTo;
  private countAt = COUNTED_EVERY;
  /** How much of each list has been looked at. */
  private readonly seen = new Map<readonly unknown[], number>();

  constructor(private readonly world: World) {
    this.rules = [FreeForm, Gates, GuardRails, Sending, Limits, LivesOfCampaigns, Numbers, References, Words].map(
      (Of) => new Of(world, this),
    );
    this.upTo = new FactsUpTo(world.disks.log.events);
  }

  /** Looks at what has come since it looked last. @returns whether something is wrong */
  look(): boolean {
    const { rules, facts, world } = this;
    const { truth } = world.platform;
    // In the order in which they can have known of each other.
    this.each(world.disks.log.events, (event) => {
      facts.take(event);
      for (const what of facts.wrong.splice(0)) this.fail('the log is sound', what);
      for (const each of rules) each.heard?.(event);
    });
    this.each(truth.calls, (call) => rules.forEach((each) => each.called?.(call)));
    this.each(truth.accepted, (message) => rules.forEach((each) => each.accepted?.(message)));
    this.each(truth.requests, (request) => rules.forEach((each) => each.requested?.(request)));
    this.each(truth.receipts, (receipt) => rules.forEach((each) => each.received?.(receipt)));
    this.each(world.troubles, (trouble) => this.fail('everything is foreseen', trouble));
    if (world.scheduler.steps >= this.countAt) {
      this.countAt = world.scheduler.steps + COUNTED_EVERY;
      void judgeCounters(world, this, this.upTo);
      // Before anything else comes: what it read is of this moment.
      settle();
    }
    return this.failures.length > 0;
  }

  fail(rule: Rule, what: string): void {
    this.failures.push({ rule, what, at: this.world.scheduler.now() });
  }

  /** What has come to a list that only grows, each thing once. */
  private each<T>(all: readonly T[], take: (item: T) => void): void {
    let seen = this.seen.get(all) ?? 0;
    if (seen === all.length) return;
    while (seen < all.length) take(all[seen++]!);
    this.seen.set(all, seen);
  }
}
