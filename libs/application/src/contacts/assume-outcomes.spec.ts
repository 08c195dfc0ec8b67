import { lifeOf } from '../testing/contact-life';
import { contactDoes, makeTenant, number, startCampaign, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { GetCampaign } from '../campaigns/get-campaign';
import { AssumeOutcomes, type AssumeOutcomesBody } from './assume-outcomes';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;
let ids: readonly string[];

/** Of four contacts the first two have an unknown outcome, the third was delivered, the fourth waits. */
beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  const rows = [1, 2, 3, 4].map((n) => ({ phone: number(n), name: 'Ana' }));
  ({ campaignId, contactIds: ids } = await startCampaign(engine, tenant, rows));
  for (const id of ids.slice(0, 3)) await contactDoes(engine, campaignId, id, lifeOf(engine, tenant, id).attempt());
  for (const id of ids.slice(0, 2)) {
    await contactDoes(engine, campaignId, id, { type: 'RecordUnknownOutcome', attempt: 1 });
  }
  await contactDoes(engine, campaignId, ids[2]!, lifeOf(engine, tenant, ids[2]!).tell('delivered'));
  await engine.views.project();
});
afterEach(() => engine.close());

const assume = (body: AssumeOutcomesBody, context = engine.command()) =>
  engine.run(new AssumeOutcomes(context, { ...body, campaignId }));

const attention = async () => {
  const { needsAttention, counters } = await engine.ask(new GetCampaign(engine.query(), { campaignId }));
  return [needsAttention, counters.delivered, counters.error];
};

it('decides every unknown outcome of a campaign, once', async () => {
  const answer = await assume({ outcome: 'delivered', all: true });
  expect(answer).toMatchObject({ id: campaignId, assumed: 2, known: [], more: false });
  expect(answer.position).toBe(await engine.store.head());
  expect(await attention()).toEqual([0, 3, 0]);
  expect(await assume({ outcome: 'not_sent', all: true })).toMatchObject({ assumed: 0, known: [] });
  expect(await attention()).toEqual([0, 3, 0]);
});

it('decides those that are named, and says of whom the outcome is known', async () => {
  const contactIds = [ids[0]!, ids[0]!, ids[2]!, ids[3]!];
  const answer = await assume({ outcome: 'not_sent', contactIds });
  expect(answer).toMatchObject({ assumed: 1, known: [ids[2], ids[3]], more: false });
  expect(await attention()).toEqual([1, 1, 1]);
});

it('answers a repeat under the same key what it answered the first time', async () => {
  const context = engine.command({ idempotency: { commandId: 'a-1', bodyHash: 'body' } });
  const first = await assume({ outcome: 'delivered', all: true }, context);
  expect(await assume({ outcome: 'delivered', all: true }, context)).toEqual(first);
});

it('changes nothing where one is foreign or none, and knows no foreign campaign', async () => {
  const other = await makeTenant(engine, 'Outra');
  const { contactIds: foreign } = await startCampaign(engine, other, [{ phone: number(9), name: 'Eva' }]);
  for (const wrong of [foreign[0]!, 'unknown', 'test-1']) {
    const asked = assume({ outcome: 'delivered', contactIds: [ids[0]!, wrong] });
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  }
  const who = engine.command({ principal: principal({ subaccountIds: [other.subaccountId] }) });
  await expect(assume({ outcome: 'delivered', all: true }, who)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect(await attention()).toEqual([2, 1, 0]);
});

it.each<[string, AssumeOutcomesBody]>([
  ['neither', { outcome: 'delivered' }],
  ['both', { outcome: 'delivered', all: true, contactIds: ['x'] }],
])('asks for contacts or all of them, not %s', async (_, body) => {
  await expect(assume(body)).rejects.toMatchObject({ details: { errors: [{ path: 'contactIds' }] } });
});
