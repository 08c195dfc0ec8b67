import { senderDecider, stream } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import type { CreateCampaignBody } from '../campaigns/create-campaign';
import { EditSender } from '../senders/edit-sender';
import { RegisterSender } from '../senders/register-sender';
import { FakeProvider, RunningFloor } from '../testing/floor';
import {
  contactDoes,
  contactIdOf,
  makeTenant,
  number,
  rowsOf,
  SENDER,
  startCampaign,
  type Tenant,
} from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';

const DAY = 24 * 3600_000;
/** People in 24 hours that the platform allows; 19 of them are used. */
const TIER = 20;
const ALLOWED = 19;

describe('the messaging limit of a portfolio', () => {
  let engine: SmallEngine;
  let tenant: Tenant;
  let provider: FakeProvider;
  let floor: RunningFloor;
  /** Test numbers given away. */
  let people: number;

  beforeEach(async () => {
    engine = await openSmallEngine();
    provider = new FakeProvider();
    people = 0;
    limited(TIER);
    tenant = await makeTenant(engine);
    floor = new RunningFloor(engine, provider);
  });
  afterEach(async () => {
    await floor.stop();
    await engine.close();
  });

  /** What the platform says of the numbers that are registered from now on. */
  function limited(tier: number | null): void {
    const facts = { connected: true, quality: 'GREEN', throughput: 1000 } as const;
    engine.platform.facts = { ...facts, tier };
  }

  /** @param downMs how long nothing runs */
  async function restart(downMs = 0): Promise<void> {
    await floor.stop();
    await engine.clock.advance(downMs);
    floor = new RunningFloor(engine, provider);
  }

  async function register(portfolioId: string, n: number, subaccountId = tenant.subaccountId): Promise<string> {
    const connection = { ...SENDER.connection, phoneNumberId: `20${n}` };
    const input = { ...SENDER, subaccountId, name: `Number ${n}`, phone: number(500 + n), portfolioId, connection };
    return (await engine.run(new RegisterSender(engine.command(), input))).id;
  }

  /** A campaign to so many people nobody has written to yet; returns when it has sent what it may. */
  async function send(count: number, of: Tenant = tenant, changes: Partial<CreateCampaignBody> = {}) {
    const { campaignId } = await startCampaign(engine, of, rowsOf(count, people + 1), changes);
    people += count;
    const before = provider.sentTo.length;
    await floor.pass(3000, () => provider.sentTo.length - before === count);
    await floor.pass(200);
    return { campaignId, sent: provider.sentTo.length - before };
  }

  it('counts whom it sent to before a restart, also when no campaign is under way', async () => {
    const { campaignId, sent } = await send(12);
    expect(sent).toBe(12);
    await engine.complete(campaignId, 12);
    const second = engine.clock.now();
    await restart(3600_000);
    const next = await send(20);
    expect(next.sent).toBe(ALLOWED - 12);
    expect(floor.dispatcher.waiting(next.campaignId)).toMatchObject({ code: 'tier_full' });
    // The first place frees a day after the first message of all, which was written less than a second before the last.
    const until = Date.parse(floor.dispatcher.waiting(next.campaignId)!.until!);
    expect(until).toBeLessThanOrEqual(second + DAY);
    await restart(until - engine.clock.now() - 200);
    const before = provider.sentTo.length;
    await floor.pass(150);
    expect(engine.clock.now()).toBeLessThan(until);
    expect(provider.sentTo.length).toBe(before);
    await floor.pass(3000);
    expect(provider.sentTo.length).toBe(before + 12);
  });

  it('is one for all numbers of the portfolio', async () => {
    const other = { ...tenant, senderId: await register(SENDER.portfolioId, 1) };
    const { campaignId } = await send(12);
    await engine.complete(campaignId, 12);
    await restart();
    expect((await send(4, other)).sent).toBe(4);
    expect((await send(20)).sent).toBe(ALLOWED - 16);
  });

  it('counts attempts without an answer and those that were given up on, and not what was refused', async () => {
    const answers = ['unknown', 'unknown', 'unknown', 'refused', 'refused', 'accepted'] as const;
    const given = new Map<string, (typeof answers)[number]>();
    provider.answerTo = (phone) => {
      const answer = given.get(phone) ?? answers[given.size % answers.length]!;
      given.set(phone, answer);
      return answer;
    };
    const { campaignId } = await send(12);
    const unknown = [...given].flatMap(([phone, answer]) => (answer === 'unknown' ? [phone] : []));
    expect(unknown).toHaveLength(6);
    for (const phone of unknown.slice(0, 3)) {
      const contactId = await contactIdOf(engine, tenant, phone);
      await contactDoes(engine, campaignId, contactId, { type: 'RecordUnknownOutcome', attempt: 1 });
      if (phone === unknown[0]) {
        await contactDoes(engine, campaignId, contactId, { type: 'AssumeOutcome', outcome: 'not_sent' });
      }
    }
    await restart();
    provider.answerTo = () => 'accepted';
    expect((await send(20)).sent).toBe(ALLOWED - 6 - 2);
  });

  it('counts a person once, from the newest message, whatever campaign it was of', async () => {
    const first = await send(5);
    await engine.complete(first.campaignId, 5);
    await restart(20 * 3600_000);
    people = 0;
    const again = await send(5);
    expect(again.sent).toBe(5);
    await engine.complete(again.campaignId, 5);
    await restart();
    expect((await send(20)).sent).toBe(ALLOWED - 5);
    // A day after the first message the second still counts.
    const before = provider.sentTo.length;
    await restart(5 * 3600_000);
    await floor.pass(500);
    expect(provider.sentTo.length).toBe(before);
  });

  it('counts what was sent before there was a limit, and what is under way when it comes', async () => {
    limited(null);
    const other = { ...tenant, senderId: await register('pf-2', 2) };
    expect((await send(10, other)).sent).toBe(10);
    const held: (() => void)[] = [];
    provider.answerTo = () => new Promise((resolve) => held.push(() => resolve('accepted')));
    const { campaignId } = await send(4, other);
    expect(held).toHaveLength(4);
    await execute(
      engine.store,
      senderDecider,
      stream.sender(other.senderId),
      { type: 'ConnectSender', quality: 'GREEN', tier: TIER, throughput: 1000 },
      { eventId: () => engine.random.uuid(), metadata: { v: 1 } },
    );
    provider.answerTo = () => 'accepted';
    const next = await send(20, other);
    expect(next.sent).toBe(0);
    expect(floor.dispatcher.waiting(next.campaignId)).toMatchObject({ code: 'tier_counting' });
    expect(floor.dispatcher.inFlight(campaignId)).toBe(4);
    held.forEach((answer) => answer());
    const before = provider.sentTo.length;
    await floor.pass(3000);
    expect(provider.sentTo.length - before).toBe(ALLOWED - 14);
  });

  it('counts what a number sent that was put into the portfolio, also if it sends no more', async () => {
    const other = { ...tenant, senderId: await register('pf-2', 3) };
    expect((await send(12)).sent).toBe(12);
    expect((await send(4, other)).sent).toBe(4);
    await engine.run(new EditSender(engine.command(), { senderId: tenant.senderId, portfolioId: 'pf-2' }));
    await floor.pass(500);
    expect((await send(20, other)).sent).toBe(ALLOWED - 16);
  });

  it('is not filled by another subaccount that claims the name of the portfolio', async () => {
    const rival = await makeTenant(engine, 'Another');
    expect((await send(20, rival)).sent).toBe(ALLOWED);
    expect((await send(20)).sent).toBe(ALLOWED);
  });
});
