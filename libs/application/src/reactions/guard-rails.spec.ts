import { senderDecider, stream } from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { ResumeCampaign } from '../campaigns/resume-campaign';
import { look } from '../testing/look';
import { contactDoes, makeTenant, number, rowsOf, startCampaign, type Tenant } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { campaignOf } from '../testing/streams';
import { guardRails } from './guard-rails';

describe('guard rails', () => {
  let engine: SmallEngine;
  let tenant: Tenant;

  beforeEach(async () => {
    engine = await openSmallEngine();
    tenant = await makeTenant(engine);
  });
  afterEach(() => engine.close());

  const reaction = () => guardRails(engine.store, engine.views.operational, engine.random);
  const pausesOf = async (campaignId: string) => {
    const { pauseReasons } = await campaignOf(engine, campaignId);
    return pauseReasons.map(({ by, reason, remedy }) => [by, reason, remedy]);
  };

  it('pause a campaign of whose last contacts too many failed, say what was seen, and not again for what somebody let pass', async () => {
    const rails = { maxFailureRate: 0.4, overLast: 20 };
    const { campaignId, contactIds } = await startCampaign(engine, tenant, rowsOf(60), { guardRails: rails });
    const sending = sendingOf(engine, campaignId, tenant.senderId);
    const guard = reaction();
    const send = async (from: number, to: number, isRefused: (n: number) => boolean) => {
      for (const [n, id] of contactIds.slice(from, to).entries()) {
        await sending.attempt(id);
        if (isRefused(n)) await sending.refuse(id, '131026', 'no account');
        else await sending.accept(id);
      }
      await look(engine, guard);
    };
    await look(engine, guard);
    await send(0, 19, () => true);
    expect(await pausesOf(campaignId)).toEqual([]);
    await send(19, 20, () => true);
    const seen = 'Of the last 20 contacts 20 failed, more than 40 %.';
    expect(await pausesOf(campaignId)).toEqual([['system', 'guard_failure_rate', expect.stringContaining(seen)]]);
    await engine.run(new ResumeCampaign(engine.command(), { campaignId }));
    await look(engine, guard);
    await send(20, 40, (n) => n % 3 === 0);
    expect(await pausesOf(campaignId)).toEqual([]);
    await send(40, 60, (n) => n % 2 === 0);
    expect(await pausesOf(campaignId)).toMatchObject([['system', 'guard_failure_rate', expect.any(String)]]);
  });

  it('leave alone who wants no more or had no session, a campaign without them, and one that another has let go on since', async () => {
    const { campaignId, contactIds } = await startCampaign(engine, tenant, rowsOf(25));
    const guarded = await startCampaign(
      engine,
      tenant,
      rowsOf(25).map((row, n) => ({ ...row, phone: number(n + 100) })),
      { guardRails: { maxFailureRate: 0.1, overLast: 20 } },
    );
    const guard = reaction();
    await look(engine, guard);
    for (const [id, ids, code] of [
      [campaignId, contactIds, '131026'],
      [guarded.campaignId, guarded.contactIds, '131050'],
    ] as const) {
      const sending = sendingOf(engine, id, tenant.senderId);
      for (const [n, contactId] of ids.entries()) {
        if (code === '131050' && n % 2 === 0) {
          await contactDoes(engine, id, contactId, { type: 'EndInError', error: { code: 'ENG_NO_SESSION' } });
          continue;
        }
        await sending.attempt(contactId);
        await sending.refuse(contactId, code, 'no');
      }
    }
    await look(engine, guard);
    expect(await pausesOf(campaignId)).toEqual([]);
    expect(await pausesOf(guarded.campaignId)).toEqual([]);
  });

  it('pause when the platform thinks less of the number, once', async () => {
    const { campaignId } = await startCampaign(engine, tenant, rowsOf(3), { guardRails: { onQualityDrop: true } });
    const guard = reaction();
    await look(engine, guard);
    const sunk = { type: 'HearFacts', saidAt: '2026-01-02T00:00:00.000Z', quality: 'YELLOW' } as const;
    const write = { eventId: () => engine.random.uuid(), metadata: { v: 1 } };
    await execute(engine.store, senderDecider, stream.sender(tenant.senderId), sunk, write);
    await look(engine, guard);
    expect(await pausesOf(campaignId)).toEqual([['system', 'guard_quality', expect.stringContaining('to YELLOW.')]]);
    await engine.run(new ResumeCampaign(engine.command(), { campaignId }));
    await look(engine, guard);
    await look(engine, guard);
    expect(await pausesOf(campaignId)).toEqual([]);
  });
});
