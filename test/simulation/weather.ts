import type { Chance } from './chance';
import type { Mishap, StoreName, StoreWeather } from './faces';
import type { Plan, StoreTrouble } from './plan';
import { type CallFaults, NO_CALL_FAULTS } from './platform/calls';
import { CODES } from './platform/errors';
import { NO_WEBHOOK_FAULTS, type WebhookFaults } from './platform/webhooks';

/** Refusals after which others can still be sent to. */
const PASSING_CODES = [4, 80007, 130429, 131016, 131026, 131049, 131050, 131056, 130472, 131053, 131000] as const;

/** How things go on the way between engines, stores and the platform. */
export class Weather {
  readonly calls: CallFaults = { ...NO_CALL_FAULTS };
  readonly webhooks: WebhookFaults = { ...NO_WEBHOOK_FAULTS };
  /** By store, and by the name of the machine that has it alone. */
  private readonly troubles = new Map<string, { readonly what: StoreTrouble; readonly until: number }>();

  private mishaps = 0;

  constructor(
    private readonly plan: Pick<Plan, 'hasGraveRefusals' | 'givenUpAfter'>,
    private readonly now: () => number,
  ) {}

  /** How likely calls and webhooks go wrong from now on. */
  become(mishaps: number): void {
    this.mishaps = mishaps;
    const each = mishaps / 8;
    Object.assign(this.calls, {
      ...{ unreachable: each, lostBeforeWrite: each, cut: each, cutAfterArrival: each, silent: each },
      ...{ silentAfterArrival: each, empty: each, garbled: each, withoutId: each, broken: each },
      ...{ brokenAfterwards: each, throttled: each, slow: each, offeredAgain: each, refused: mishaps },
      ...{ failsLater: each, failsAndArrives: each / 4, arrivesAndFails: each / 4, queued: 2 * each, shortPages: each },
      codes: this.plan.hasGraveRefusals ? CODES : PASSING_CODES,
    } satisfies Partial<CallFaults>);
    Object.assign(this.webhooks, {
      ...{ lost: each, late: each / 4, duplicated: mishaps, reordered: mishaps, batched: mishaps },
      ...{ beforeAnswer: mishaps, broken: each, elsewhere: each },
      givenUpAfter: this.plan.givenUpAfter,
    } satisfies Partial<WebhookFaults>);
  }

  /** No call gets a connection at once; until weather changes, or somebody says that it is over. */
  beBusy(isBusy: boolean): void {
    this.become(this.mishaps);
    if (isBusy) Object.assign(this.calls, { ...NO_CALL_FAULTS, queued: 1 });
  }

  /** @param machine which has the trouble alone; all have it where none is named */
  trouble(store: StoreName, what: StoreTrouble, forMs: number, machine?: string): void {
    this.troubles.set(troubleOf(store, machine), { what, until: this.now() + forMs });
  }

  /** Every store can be had again. */
  clear(): void {
    this.troubles.clear();
  }

  /** How stores behave towards one life of an engine. */
  of(machine: string, chance: Chance): StoreWeather {
    return (store, what, isWrite) => {
      const trouble = [troubleOf(store, machine), troubleOf(store)]
        .map((name) => this.troubles.get(name))
        .find((each) => each && each.until >= this.now());
      return trouble ? mishapOf(trouble.what, what, isWrite, chance) : 'none';
    };
  }
}

function mishapOf(trouble: StoreTrouble, what: string, isWrite: boolean, chance: Chance): Mishap {
  switch (trouble) {
    case 'away':
      return 'refused';
    case 'full':
      return isWrite ? 'refused' : 'none';
    case 'slow':
      return 'slow';
    case 'behind':
      return what === 'subscribe' ? 'slow' : 'none';
    case 'stuck':
      return chance.happens(0.3) ? 'stuck' : 'slow';
    case 'forgetful':
      return chance.weighted<Mishap>([
        [2, 'none'],
        [1, 'unknown, done'],
        [1, 'unknown, not done'],
        [1, 'refused'],
      ]);
  }
}

function troubleOf(store: StoreName, machine = 'all'): string {
  return `${store} of ${machine}`;
}
