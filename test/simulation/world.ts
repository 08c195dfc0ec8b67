import { type Clock, sleepBy } from '@arauto/clock';
import { Chance } from './chance';
import type { Mishap, StoreName } from './faces';
import type { Life } from './life';
import { Machine, type Shared } from './machine';
import { Admin } from './people';
import type { Account, App, BusinessNumber, Component, Portfolio, Template } from './platform/accounts';
import { type CallFaults, NO_CALL_FAULTS } from './platform/calls';
import { CODES } from './platform/errors';
import type { Person } from './platform/handsets';
import { subscriberOf } from './platform/phones';
import { Platform } from './platform/platform';
import { NO_WEBHOOK_FAULTS, type WebhookFaults } from './platform/webhooks';
import type { Happening, Plan, StoreTrouble } from './plan';
import { Scheduler, type Step } from './scheduler';
import { Disks } from './stores/memory-stores';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const BODY: readonly Component[] = [{ type: 'BODY', text: 'Olá {{1}}' }];
/** Refusals after which others can still be sent to. */
const PASSING_CODES = [4, 80007, 130429, 131016, 131026, 131049, 131050, 131056, 130472, 131053, 131000] as const;
/** How long the platform waits for an answer to a webhook, milliseconds. */
const WEBHOOK_PATIENCE = 20_000;
/** When an admin comes and mends what is in the way, milliseconds from each time to the next: the first when it has become calm. */
const MENDED = [0, 10 * MINUTE, 2 * 60 * MINUTE, DAY, DAY, DAY];
/** How long a world goes on after it has become calm, milliseconds: the longest that a webhook may be late, and a bit. */
const AFTERWARDS = 12 * DAY;

/** A campaign of the plan, as it is known to everybody. */
export interface Known {
  readonly id: string;
  readonly subaccountId: string;
  readonly senderId: string;
  readonly number: BusinessNumber;
  readonly template: Template;
}

export interface WorldOptions {
  readonly onStep?: (step: Step) => void;
  readonly onHappening?: (happening: Happening) => void;
  readonly onLog?: (who: string, message: string, facts: object) => void;
}

/** The whole of a plan: engines on their machines, what they stand on, the platform, people, and what goes wrong. */
export class World {
  readonly scheduler: Scheduler;
  readonly disks: Disks;
  readonly platform: Platform;
  readonly machines: readonly Machine[];
  readonly admin: Admin;
  readonly campaigns: Known[] = [];
  readonly people: Person[] = [];
  /** What nobody foresaw. */
  readonly troubles: string[] = [];
  /** Told of what the plan says, before it happens. */
  private readonly onHappening: (happening: Happening) => void = () => undefined;
  private readonly chance: Chance;
  private readonly callFaults: CallFaults = { ...NO_CALL_FAULTS };
  private readonly webhookFaults: WebhookFaults = { ...NO_WEBHOOK_FAULTS };
  /** By store, and by the name of the machine that has it alone. */
  private readonly storeTroubles = new Map<string, { readonly what: StoreTrouble; readonly until: number }>();
  private readonly portfolios: Portfolio[] = [];
  private readonly accounts: Account[] = [];
  private readonly numbers: {
    readonly number: BusinessNumber;
    readonly senderId: string;
    readonly subaccountId: string;
  }[] = [];
  private readonly subaccounts: string[] = [];
  private connections: { readonly machine: string; readonly opened: ReturnType<Platform['dispatcher']> }[] = [];
  /** What people are still about to do. */
  private busy = 0;

  constructor(
    readonly plan: Plan,
    { onStep, onLog, onHappening }: WorldOptions = {},
  ) {
    this.chance = new Chance(plan.seed).branch('world');
    const { chance } = this;
    this.scheduler = new Scheduler(
      plan.start,
      chance.branch('ties'),
      () => plan.engines.length > 1 && !this.haveAllEnded(),
      plan.leastLate,
      plan.later,
    );
    const { scheduler } = this;
    if (onStep) scheduler.onStep = onStep;
    if (onHappening) this.onHappening = onHappening;
    this.disks = new Disks(clockOf(scheduler), plan.lanes, plan.engines.length > 1);
    this.platform = new Platform(
      scheduler,
      chance.branch('platform'),
      (request) => this.deliver(request),
      this.webhookFaults,
    );
    const trouble = (what: string) => void this.troubles.push(what);
    const shared: Shared = {
      ...{ scheduler, disks: this.disks, trouble },
      chance: chance.branch('machines'),
      weather: (machine, life) => this.weatherOf(machine, chance.branch(`weather of ${life}`)),
      connect: (machine) => () => {
        const opened = this.platform.dispatcher(machine, this.callFaults);
        this.connections.push({ machine, opened });
        return opened;
      },
      disconnect: (machine) => {
        for (const each of this.connections) if (each.machine === machine) each.opened.die();
        this.connections = this.connections.filter((each) => each.machine !== machine);
      },
      log: onLog ?? (() => undefined),
    };
    this.machines = plan.engines.map((duties, n) => new Machine(`engine-${n + 1}`, duties, shared));
    const served = chance.branch('served');
    this.admin = new Admin(scheduler, chance.branch('admin'), () => this.anyLife(served), trouble);
  }

  /** An engine that serves at this moment. */
  anyLife(chance: Chance): Life | undefined {
    const lives = this.machines.flatMap(({ life }) => (life?.has('api') ? [life] : []));
    return lives.length === 0 ? undefined : chance.pick(lives);
  }

  /**
   * Lives from the beginning to the end, when nothing more is going to happen.
   * @param look called after every step; a world ends when it answers true
   */
  async run(look: () => boolean = () => false): Promise<void> {
    const { scheduler, plan } = this;
    for (const machine of this.machines) machine.start();
    let isSetUp = false;
    const settingUp = this.setUp().then(
      () => (isSetUp = true),
      (error: unknown) => this.troubles.push(`it could not be set up: ${String(error)}`),
    );
    await scheduler.runUntil(scheduler.now() + 5 * MINUTE, () => isSetUp || this.troubles.length > 0);
    if (!isSetUp) {
      this.troubles.push('it was not set up within five minutes');
      return;
    }
    await settingUp;
    for (const happening of plan.happenings) {
      scheduler.after(happening.at, happening.kind, () => {
        scheduler.changed();
        this.onHappening(happening);
        this.happens(happening);
      });
    }
    this.become(plan.mishaps);
    if (await scheduler.runUntil(scheduler.now() + plan.calmAfter, look)) {
      this.become(0);
      this.storeTroubles.clear();
      for (const machine of this.machines) machine.start();
      this.mendAfter(...MENDED);
      await scheduler.runUntil(scheduler.now() + AFTERWARDS, () => look() || this.isOver());
    }
  }

  private mendAfter(ms?: number, ...later: readonly number[]): void {
    if (ms === undefined) return;
    this.scheduler.after(ms, 'an admin looks', () => {
      if (this.haveAllEnded()) return;
      void this.mend();
      this.mendAfter(...later);
    });
  }

  /** What an admin does who finds that campaigns wait for something: sees to it that nothing is in their way, and lets them go on. */
  private async mend(): Promise<void> {
    const { platform, scheduler, admin } = this;
    scheduler.changed();
    for (const portfolio of this.portfolios) if (portfolio.tier.now !== null) platform.changeTier(portfolio, null);
    for (const account of this.accounts) if (account.restriction.now) platform.lift(account);
    for (const person of this.people) if (!person.isOn.now) platform.switch(person, true);
    for (const { template } of this.campaigns) {
      if (template.status.now !== 'APPROVED') platform.changeTemplateStatus(template, 'APPROVED', { title: 'UNPAUSE' });
    }
    this.busy++;
    for (const { number, senderId } of this.numbers) {
      if (number.quality.now === 'RED') platform.changeQuality(number, 'GREEN');
      await admin.pauseSender(senderId, false);
    }
    for (const { id } of this.campaigns) {
      // Also one that was resumed of some reasons and not of others: where there are none it changes nothing.
      if (['CampaignPaused', 'CampaignResumed'].includes(standOf(this.disks, id) ?? '')) {
        await admin.order(id, 'resume', true);
      }
    }
    this.busy--;
  }

  /** Whether nothing more is going to happen: nothing is under way, and no campaign goes on. */
  private isOver(): boolean {
    if (this.busy > 0 || this.scheduler.isSomethingComing) return false;
    return this.haveAllEnded();
  }

  private haveAllEnded(): boolean {
    return this.campaigns.every(({ id }) => !GOES_ON.has(standOf(this.disks, id) ?? ''));
  }

  private async setUp(): Promise<void> {
    const { plan, platform, admin } = this;
    this.portfolios.push(...plan.portfolios.map((tier, n) => platform.portfolio(`portfolio-${n}`, tier)));
    this.accounts.push(...this.portfolios.map((portfolio, n) => platform.account(`20000${n}`, portfolio, appOf(n))));
    for (const { phone, isOnWhatsApp, isOld, reads } of plan.people) {
      // One subscriber may be in a plan twice.
      const known = this.people.find((each) => each.subscriber === subscriberOf(phone.slice(1)));
      this.people.push(known ?? platform.person({ phone, isOnWhatsApp, isOld, reads }));
    }
    while (this.machines.every(({ life }) => !life?.has('api'))) await this.wait(50);
    for (const tenant of plan.tenants) this.subaccounts.push(await admin.createSubaccount(tenant));
    for (const [n, numberPlan] of plan.numbers.entries()) {
      const account = this.accounts[numberPlan.portfolio]!;
      const number = platform.number(account, {
        id: `70010${n}`,
        display: numberPlan.phone.slice(1),
        countryCode: '1',
      });
      const subaccountId = this.subaccounts[numberPlan.tenant]!;
      const { id: portfolioId } = account.portfolio;
      const settings = { phoneNumberId: number.id, businessAccountId: account.id };
      const { accessToken, appSecret, verifyToken } = account.app;
      const credentials = { accessToken, appSecret, verifyToken };
      const senderId = await admin.registerSender(numberPlan, subaccountId, portfolioId, settings, credentials);
      if (account.app.callback === '') account.app.callback = senderId;
      number.address = senderId;
      this.numbers.push({ number, senderId, subaccountId });
    }
    for (const [n, campaign] of plan.campaigns.entries()) {
      const { number, senderId, subaccountId } = this.numbers[campaign.number]!;
      const { category } = campaign;
      const name = `aviso_${n}`;
      const template = platform.template(number.account, { name, language: 'pt_BR', components: BODY, category });
      const templateId = await admin.registerTemplate(subaccountId, senderId, name, category, BODY as never);
      const id = await admin.createCampaign(campaign, subaccountId, senderId, templateId, `Campaign ${n}`);
      this.campaigns.push({ id, subaccountId, senderId, number, template });
    }
  }

  private happens(happening: Happening): void {
    const { platform, admin, plan } = this;
    const machine = (n: number) => this.machines[n]!;
    switch (happening.kind) {
      case 'order':
        return this.does(admin.order(this.campaigns[happening.campaign]!.id, happening.order, happening.hasKey));
      case 'upload': {
        const { id, subaccountId } = this.campaigns[happening.campaign]!;
        const file = plan.campaigns[happening.campaign]!.files[happening.file]!;
        return this.does(admin.upload(id, subaccountId, file, true));
      }
      case 'suppress':
      case 'lift':
        return this.does(
          admin.suppress(
            this.subaccounts[happening.tenant]!,
            happening.phone ?? plan.people[happening.person]!.phone,
            happening.kind === 'suppress',
          ),
        );
      case 'pauseNumber':
      case 'resumeNumber':
        return this.does(admin.pauseSender(this.numbers[happening.number]!.senderId, happening.kind === 'pauseNumber'));
      case 'writes':
        platform.write(this.people[happening.person]!, this.numbers[happening.number]!.number, {
          type: 'text',
          content: { body: happening.text },
        });
        return;
      case 'prefers':
        return platform.prefer(this.people[happening.person]!, this.numbers[happening.number]!.number, happening.value);
      case 'handset':
        return platform.switch(this.people[happening.person]!, happening.isOn);
      case 'blocks':
        return platform.block(this.people[happening.person]!, this.numbers[happening.number]!.number, true);
      case 'tier':
        return platform.changeTier(this.portfolios[happening.portfolio]!, happening.tier);
      case 'ban':
        return this.ofPortfolio(happening.portfolio).forEach((account) => platform.restrict(account, 'DISABLE', null));
      case 'reinstate':
        return this.ofPortfolio(happening.portfolio).forEach((account) => platform.lift(account));
      case 'quality':
        return platform.changeQuality(this.numbers[happening.number]!.number, happening.quality);
      case 'template':
        return platform.changeTemplateStatus(this.campaigns[happening.campaign]!.template, happening.status);
      case 'category':
        return platform.changeTemplateCategory(this.campaigns[happening.campaign]!.template, happening.category);
      case 'crash':
        return machine(happening.engine).kill(happening.forMs);
      case 'stop':
        return machine(happening.engine).stop(happening.forMs);
      case 'sleep':
        return machine(happening.engine).process?.sleep(happening.forMs);
      case 'clock':
        machine(happening.engine).wall.setBy += happening.byMs;
        return;
      case 'views':
        return happening.what === 'torn'
          ? this.disks.views[happening.group].tear()
          : this.disks.views[happening.group].wipe();
      case 'store':
        this.storeTroubles.set(troubleOf(happening.store, this.machines[happening.engine ?? -1]?.name), {
          what: happening.what,
          until: this.scheduler.now() + happening.forMs,
        });
    }
  }

  private ofPortfolio(nth: number): Account[] {
    return this.accounts.filter(({ portfolio }) => portfolio === this.portfolios[nth]);
  }

  private does(work: Promise<unknown>): void {
    this.busy++;
    void work.then(
      () => this.busy--,
      (error: unknown) => this.troubles.push(`an order failed: ${String(error)}`),
    );
  }

  /** How likely calls and webhooks go wrong from now on. */
  private become(mishaps: number): void {
    const each = mishaps / 8;
    Object.assign(this.callFaults, {
      ...{ unreachable: each, lostBeforeWrite: each, cut: each, cutAfterArrival: each, silent: each },
      ...{
        silentAfterArrival: each,
        empty: each,
        garbled: each,
        withoutId: each,
        broken: each,
        brokenAfterwards: each,
      },
      ...{ throttled: each, slow: each, offeredAgain: each, refused: mishaps, failsLater: each },
      ...{ failsAndArrives: each / 4, arrivesAndFails: each / 4, queued: 2 * each, shortPages: each },
      codes: this.plan.hasGraveRefusals ? CODES : PASSING_CODES,
    } satisfies Partial<CallFaults>);
    Object.assign(this.webhookFaults, {
      ...{
        lost: each,
        late: each / 4,
        duplicated: mishaps,
        reordered: mishaps,
        batched: mishaps,
        beforeAnswer: mishaps,
      },
      ...{ broken: each, elsewhere: each },
      givenUpAfter: this.plan.givenUpAfter,
    } satisfies Partial<WebhookFaults>);
  }

  private weatherOf(machine: string, chance: Chance) {
    return (store: StoreName, what: string, isWrite: boolean): Mishap => {
      const now = this.scheduler.now();
      const trouble = [troubleOf(store, machine), troubleOf(store)]
        .map((name) => this.storeTroubles.get(name))
        .find((each) => each && each.until >= now);
      if (!trouble) return 'none';
      switch (trouble.what) {
        case 'away':
          return 'refused';
        case 'slow':
          return 'slow';
        case 'full':
          return isWrite ? 'refused' : 'none';
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
    };
  }

  /** A webhook on its way to an engine; nothing comes back from one that is away. */
  private deliver({ callback, headers, body }: { callback: string; headers: Record<string, string>; body: Buffer }) {
    const { scheduler } = this;
    return new Promise<number | undefined>((resolve) => {
      const life = this.anyLife(this.chance);
      if (!life) return resolve(undefined);
      const cancel = scheduler.after(WEBHOOK_PATIENCE, 'nobody answers a webhook', () => resolve(undefined));
      life
        .serve('webhook', () => life.webhook(callback, headers, body))
        .then(
          (status) => {
            cancel();
            resolve(status);
          },
          () => undefined,
        );
    });
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.scheduler.after(ms, 'somebody waits', resolve));
  }
}

/** Events of a campaign after which something more is to come of it. */
const GOES_ON: ReadonlySet<string> = new Set([
  ...['CampaignScheduled', 'CampaignStarted', 'CampaignPaused', 'CampaignResumed', 'CampaignCancelRequested'],
]);
const STANDS: ReadonlySet<string> = new Set([
  ...[...GOES_ON, 'CampaignUnscheduled', 'CampaignCompleted', 'CampaignCanceled', 'CampaignFailed'],
]);

/** The last event of a campaign that says how it stands; undefined of one that was never begun. */
function standOf({ log }: Disks, campaignId: string): string | undefined {
  return log.streams.get(`campaign-${campaignId}`)?.findLast(({ type }) => STANDS.has(type))?.type;
}

function troubleOf(store: StoreName, machine = 'all'): string {
  return `${store} of ${machine}`;
}

function appOf(n: number): App {
  return {
    ...{ id: `app-${n}`, appSecret: `secret-of-app-${n}`, verifyToken: `verify-${n}`, accessToken: `token-${n}` },
    ...{ callback: '', webhookVersion: 25 },
  };
}

/** Of the stores themselves: they tell true time. */
function clockOf(scheduler: Scheduler): Clock {
  const start = scheduler.now();
  const clock: Clock = {
    now: () => Math.floor(scheduler.now()),
    monotonic: () => scheduler.now() - start,
    sleep: (ms, signal) => sleepBy(clock, ms, signal),
    after: (ms, callback) => scheduler.after(ms, 'a store', callback),
    endOfTick: () => Promise.resolve(),
  };
  return clock;
}
