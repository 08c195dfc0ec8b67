import type { RecordedEvent } from '@arauto/event-store';
import type { SendRequest, SentMessage, WrittenCall } from '../platform/ground-truth';
import { type CampaignPlan, DAYS, HOURS_AHEAD } from '../plan';
import type { World } from '../world';
import { addresseeOf, areClocksTrue, isUndisturbed, type Judging, ON_ITS_WAY, type Rules } from './judging';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** An engine counts a person from its claim, the platform from the delivery: so much may lie between, before the platform refuses. */
const BETWEEN = 60 * SECOND;
/** Messages over which a pace is looked at: it may not be kept to the message. */
const LOOKED_AT = 10;

/** How fast and to how many, held against what was agreed: by what really left, and what the platform took. */
export class Limits implements Rules {
  /** By number, and by campaign: when calls left. */
  private readonly left = new Map<string, number[]>();

  /** Of campaigns that nobody has resumed since: so many are sent to, and these have been. */
  private readonly canaries = new Map<string, { readonly most: number; readonly keys: Set<string> }>();

  /** By the platform's id of a number: since when it warms up. */
  private readonly warmUps = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly judge: Judging,
  ) {}

  /** A number or a campaign that has a pace does not go faster. Whoever takes over from another begins anew, so only a world of one engine that was never away tells. */
  called({ at, number: id, callbackData }: WrittenCall): void {
    const { campaignId } = addresseeOf(callbackData);
    const { plan, campaigns } = this.world;
    const nth = campaigns.findIndex(({ id }) => id === campaignId);
    const campaign = plan.campaigns[nth];
    if (!campaign) return;
    this.judgeHour(campaign, at);
    if (!isUndisturbed(plan)) return;
    const number = this.world.numberOf(id);
    this.judgePace(`number ${number}`, plan.numbers[number]!.pace, at);
    const isEdited = plan.happenings.some(
      (each) => each.kind === 'order' && each.order === 'edit' && each.campaign === nth,
    );
    if (!isEdited) this.judgePace(`campaign ${nth}`, campaign.pace, at);
  }

  /** Nothing leaves at another hour than a campaign says, by the clocks of its subaccount. */
  private judgeHour({ number, sendWindow }: CampaignPlan, at: number): void {
    const { plan } = this.world;
    if (!sendWindow || sendWindow.zone === 'contact' || !areClocksTrue(plan)) return;
    const shown = new Date(at + HOURS_AHEAD[plan.tenants[plan.numbers[number]!.tenant]!.zone]! * HOUR);
    if (isIn(sendWindow, shown)) return;
    const said = `${sendWindow.from} to ${sendWindow.to}: one left at ${shown.toISOString()}`;
    this.judge.fail('nothing leaves outside the send window', said);
  }

  /** Nor by the clocks of any zone of the country of whom it is to, where those count. */
  requested({ to, at, callbackData }: SendRequest): void {
    const { plan } = this.world;
    const sendWindow = this.world.planOf(addresseeOf(callbackData).campaignId)?.sendWindow;
    if (sendWindow?.zone !== 'contact' || !areClocksTrue(plan)) return;
    for (const zone of zonesOf(to)) {
      if ([at, at - ON_ITS_WAY].some((each) => isIn(sendWindow, shownIn(zone, each)))) continue;
      const said = `${sendWindow.from} to ${sendWindow.to} in ${zone}: ${callbackData} left at ${shownIn(zone, at).toISOString()}`;
      return this.judge.fail('nothing leaves outside the send window', said);
    }
  }

  private judgePace(whose: string, pace: number | null, at: number): void {
    if (pace === null) return;
    const left = this.left.get(whose) ?? [];
    this.left.set(whose, left);
    left.push(at);
    const first = left.at(-1 - LOOKED_AT);
    if (first === undefined) return;
    const least = ((LOOKED_AT - 1) / pace) * SECOND * 0.98;
    if (at - first < least) {
      this.judge.fail(
        'nobody goes faster than set',
        `${LOOKED_AT + 1} messages of ${whose} left within ${at - first} ms, at ${pace}/s`,
      );
    }
  }

  heard(event: RecordedEvent): void {
    const { type, stream, data } = event;
    if (type === 'WarmUpPlanned') {
      const number = this.world.numberOfSender(stream.slice('sender-'.length));
      if (number) this.warmUps.set(number, Date.parse(String(data['startsAt'])));
    }
    this.judgeCanary(event);
    this.judgePlace(event);
  }

  /** Nobody else is sent to before somebody has looked at what became of a canary. */
  private judgeCanary({ type, stream, data }: RecordedEvent): void {
    const [, kind, campaignId = '', key = ''] = /^(campaign|contact)-([^.]+)\.?(.*)$/.exec(stream) ?? [];
    if (kind === undefined) return;
    if (type === 'CampaignStarted') {
      const most = this.world.planOf(campaignId)?.canary;
      if (most && data['canary']) this.canaries.set(campaignId, { most, keys: new Set() });
    }
    const removed = (data['removed'] ?? []) as readonly { readonly reason: string }[];
    if (type === 'CampaignResumed' && removed.some(({ reason }) => reason === 'canary_sent')) {
      this.canaries.delete(campaignId);
    }
    const canary = this.canaries.get(campaignId);
    if (type !== 'SendAttempted' || !canary) return;
    if (canary.keys.add(key).size > canary.most) {
      this.judge.fail('a canary goes alone', `${key} of ${campaignId} is claimed, beside ${canary.most} of its canary`);
    }
  }

  /** Nobody ends for want of a place but in a campaign that says so, from a number whose portfolio has so many. */
  private judgePlace({ type, stream, data }: RecordedEvent): void {
    const { code } = (data['error'] ?? {}) as { readonly code?: string };
    const [, campaignId, key] = /^contact-([^.]+)\.(.*)$/.exec(stream) ?? [];
    if (type !== 'SendErrored' || !/^ENG_(TIER|WARMUP)$/.test(code ?? '') || key === undefined) return;
    const { plan, campaigns } = this.world;
    const nth = campaigns.findIndex(({ id }) => id === campaignId);
    const { portfolios } = this.world;
    const numbers = (campaigns[nth]?.numbers ?? []).map((number) => plan.numbers[number]!);
    const isLimited = numbers.some(({ portfolio }) =>
      portfolios[portfolio]!.tier.all.some(({ value }) => value !== null),
    );
    const isPlanned = numbers.some(({ warmUp }) => warmUp);
    const mayEnd =
      code === 'ENG_TIER'
        ? plan.campaigns[nth]?.whenTierIsFull === 'fail' && isLimited
        : plan.campaigns[nth]?.whenWarmUpIsFull === 'fail' && isPlanned;
    if (!mayEnd) {
      this.judge.fail('who is to wait for a place waits', `${key} of ${campaignId} ended for want of one`);
    }
  }

  accepted(message: SentMessage): void {
    this.judgeTier(message);
    this.judgeWarmUp(message);
  }

  /** A number that warms up reaches no more persons in 24 h than its plan has for the day. */
  private judgeWarmUp(message: SentMessage): void {
    const { number, acceptedAt } = message;
    const { plan } = this.world;
    const nth = this.world.numberOf(number.id);
    const limits = plan.numbers[nth]?.warmUp;
    const begun = this.warmUps.get(number.id);
    if (!limits || begun === undefined || !areClocksTrue(plan)) return;
    const most = limits[Math.floor((acceptedAt - begun) / DAY)];
    if (most === undefined) return;
    const reached = this.reachedWithinDay(message, (each) => each.number === number);
    if (reached > most) {
      const seen = `number ${nth + 1} reached ${reached} persons within 24 h, and has ${most} in its plan`;
      this.judge.fail('a number warms up as planned', seen);
    }
  }

  /** A portfolio reaches no more persons in 24 h than its tier allows, those apart who had written. A tier that was ever higher may not be known to have sunk. */
  private judgeTier(message: SentMessage): void {
    const { portfolio } = message.number.account;
    const tiers = portfolio.tier.all.map(({ value }) => value);
    // What a day is the wall clock of the engine says: where it was set, nobody else's day is kept to.
    if (tiers.includes(null) || !areClocksTrue(this.world.plan)) return;
    const most = Math.max(...(tiers as number[]));
    const isCounted = (each: SentMessage) => each.number.account.portfolio === portfolio && !this.hadWritten(each);
    const reached = this.reachedWithinDay(message, isCounted);
    if (reached > most) {
      this.judge.fail(
        'no more persons than the tier allows',
        `${portfolio.id} reached ${reached} persons within 24 h, and may reach ${most}`,
      );
    }
  }

  /** Different persons of whose messages, in the 24 h up to this one, some count. */
  private reachedWithinDay(last: SentMessage, isCounted: (each: SentMessage) => boolean): number {
    const all = this.world.platform.truth.accepted;
    const reached = new Set<string>();
    for (let n = all.lastIndexOf(last); n >= 0 && all[n]!.acceptedAt > last.acceptedAt - DAY + BETWEEN; n--) {
      if (isCounted(all[n]!)) reached.add(all[n]!.subscriber);
    }
    return reached.size;
  }

  private hadWritten({ number, subscriber, acceptedAt }: SentMessage): boolean {
    return this.world.platform.truth.written.some(
      ({ at, person, number: id }) =>
        id === number.id && person.subscriber === subscriber && at <= acceptedAt && at > acceptedAt - DAY,
    );
  }
}

/** @param shown what clocks show, as if they were those of UTC */
function isIn({ from, to, days }: NonNullable<CampaignPlan['sendWindow']>, shown: Date): boolean {
  const time = shown.toISOString().slice(11, 16);
  const today = days.includes(DAYS[shown.getUTCDay()]!);
  const yesterday = days.includes(DAYS[(shown.getUTCDay() + 6) % 7]!);
  return from < to ? today && time >= from && time < to : (today && time >= from) || (yesterday && time < to);
}

const COUNTRIES = { '+55': 'BR', '+52': 'MX', '+54': 'AR', '+12': 'US' } as const;

/** Of the country that a number of the plans is in. */
function zonesOf(phone: string): readonly string[] {
  const region = COUNTRIES[phone.slice(0, 3) as keyof typeof COUNTRIES];
  const { timeZones = [] } = new Intl.Locale('und', { region }) as { readonly timeZones?: readonly string[] };
  return timeZones;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function shownIn(timeZone: string, at: number): Date {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, hourCycle: 'h23', ...parts });
    clocks.set(timeZone, clock);
  }
  return new Date(`${clock.format(at).replace(' ', 'T')}Z`);
}
