import { type Clock, sleepBy } from '@arauto/clock';
import { Chance } from './chance';
import type { Life } from './life';
import { Machine, type Shared } from './machine';
import { Admin } from './people';
import type { Account, App, BusinessNumber, Component, Portfolio, Template } from './platform/accounts';
import type { Person } from './platform/handsets';
import { subscriberOf } from './platform/phones';
import { Platform } from './platform/platform';
import type { CampaignPlan, Happening, Plan } from './plan';
import { Scheduler, type Step } from './scheduler';
import { Disks } from './stores/memory-stores';
import { Weather } from './weather';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const BODY: readonly Component[] = [{ type: 'BODY', text: 'Olá {{1}}' }];
/** How long the platform waits for an answer to a webhook, milliseconds. */
const WEBHOOK_PATIENCE = 20_000;
/** When an admin comes and mends what is in the way, milliseconds from each time to the next: the first when it has become calm. */
const MENDED = [0, 10 * MINUTE, 2 * 60 * MINUTE, DAY, DAY, DAY];
/** How long a world goes on after it has become calm, milliseconds: the longest that a webhook may be late, and a bit. */
const AFTERWARDS = 12 * DAY;
/** What engines need to come to a rest again, or begin anew. */
const UNSETTLING: ReadonlySet<string> = new Set(['crash', 'stop', 'sleep', 'clock', 'store', 'views', 'busy']);
const SETTLED_AFTER = MINUTE;
/** Every one is longer. */
const WITHIN_A_WINDOW = 45 * MINUTE;

/** A campaign of the plan, as it is known to everybody. */
export interface Known {
  readonly id: string;
  readonly subaccountId: string;
  /** The first of its numbers, and its template there. */
  readonly senderId: string;
  readonly number: BusinessNumber;
  readonly template: Template;
  /** All of its numbers, by their place in the plan. */
  readonly numbers: readonly number[];
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
  private readonly weather: Weather;
  readonly portfolios: Portfolio[] = [];
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

  /** True time until which engines may have forgotten what they had in memory, or stores may keep them waiting. */
  unsettledUntil = 0;

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
    const weather = new Weather(plan, () => scheduler.now());
    this.weather = weather;
    const atPlatform = chance.branch('platform');
    this.platform = new Platform(scheduler, atPlatform, (request) => this.deliver(request), weather.webhooks);
    const trouble = (what: string) => void this.troubles.push(what);
    const shared: Shared = {
      ...{ scheduler, disks: this.disks, trouble },
      chance: chance.branch('machines'),
      weather: (machine, life) => weather.of(machine, chance.branch(`weather of ${life}`)),
      connect: (machine) => () => {
        const opened = this.platform.dispatcher(machine, weather.calls);
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

  /** What a campaign was planned to be. */
  planOf(campaignId: string): CampaignPlan | undefined {
    return this.plan.campaigns[this.campaigns.findIndex(({ id }) => id === campaignId)];
  }

  /** Which number of the plan bears an id of the platform; -1 for none. */
  numberOf(id: string): number {
    return this.numbers.findIndex(({ number }) => number.id === id);
  }

  /** The sender of a number, by its id of the platform. */
  senderOf(numberId: string): string | undefined {
    return this.numbers.find(({ number }) => number.id === numberId)?.senderId;
  }

  /** The platform's id of a sender's number. */
  numberOfSender(senderId: string): string | undefined {
    return this.numbers.find((each) => each.senderId === senderId)?.number.id;
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
    if (plan.campaigns.some(({ sendWindow }) => sendWindow)) this.keepAwake(scheduler.now() + plan.calmAfter);
    this.weather.become(plan.mishaps);
    if (await scheduler.runUntil(scheduler.now() + plan.calmAfter, look)) {
      this.weather.become(0);
      this.weather.clear();
      for (const machine of this.machines) machine.start();
      this.mendAfter(...MENDED);
      await scheduler.runUntil(scheduler.now() + AFTERWARDS, () => look() || this.isOver());
    }
  }

  /** Timers are late where nothing happens, and the opening of a window is nothing that the world brings: nobody is to miss one altogether. */
  private keepAwake(until: number): void {
    const { scheduler } = this;
    scheduler.after(WITHIN_A_WINDOW, 'clocks go on', () => {
      if (scheduler.now() > until && this.haveAllEnded()) return;
      scheduler.changed();
      this.keepAwake(until);
    });
  }

  private mendAfter(ms?: number, ...later: readonly number[]): void {
    if (ms === undefined) return;
    this.scheduler.after(ms, 'an admin looks', () => {
      // What somebody still waits for may begin one.
      if (this.busy === 0 && this.haveAllEnded()) return;
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
    for (const person of plan.people) {
      // One subscriber may be in a plan twice.
      const known = this.people.find((each) => each.subscriber === subscriberOf(person.phone.slice(1)));
      this.people.push(known ?? platform.person(person));
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
      if (numberPlan.warmUp) await admin.planWarmUp(senderId, numberPlan.warmUp);
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
      const numbers = [campaign.number, ...(campaign.others ?? [])];
      for (const each of (campaign.others ?? []).map((other) => this.numbers[other]!)) {
        // One template is all that an account has of a name.
        if (!each.number.account.templates.some((known) => known.name === name)) {
          platform.template(each.number.account, { name, language: 'pt_BR', components: BODY, category });
        }
        await admin.registerTemplate(subaccountId, each.senderId, name, category, BODY as never);
      }
      const senderIds = numbers.map((each) => this.numbers[each]!.senderId);
      const id = await admin.createCampaign(campaign, subaccountId, senderIds, templateId, `Campaign ${n}`);
      this.campaigns.push({ id, subaccountId, senderId, number, template, numbers });
    }
  }

  private happens(happening: Happening): void {
    const { platform, admin, plan } = this;
    if (UNSETTLING.has(happening.kind)) {
      const lasts = 'forMs' in happening ? happening.forMs : 0;
      this.unsettledUntil = Math.max(this.unsettledUntil, this.scheduler.now() + lasts + SETTLED_AFTER);
    }
    const machine = (n: number) => this.machines[n]!;
    switch (happening.kind) {
      case 'order': {
        const { campaign, order, hasKey } = happening;
        return this.does(admin.order(this.campaigns[campaign]!.id, order, hasKey, plan.campaigns[campaign]!.canary));
      }
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
      case 'weary':
        return platform.weary(this.people[happening.person]!, true);
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
      case 'busy':
        this.weather.beBusy(true);
        this.scheduler.after(happening.forMs, 'connections are free', () => this.weather.beBusy(false));
        return undefined;
      case 'store':
        this.weather.trouble(
          happening.store,
          happening.what,
          happening.forMs,
          this.machines[happening.engine ?? -1]?.name,
        );
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
