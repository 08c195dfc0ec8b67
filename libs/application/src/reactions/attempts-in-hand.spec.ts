import { ContactLog } from '@arauto/dispatch';
import { stream } from '@arauto/domain';
import { StateCache } from '@arauto/event-store';
import { GetContact } from '../contacts/get-contact';
import { look, never } from '../testing/look';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { typesOf } from '../testing/streams';
import { unknownOutcomeWatch } from './deadlines';
import { refusing } from './stuck-rows.fixture';

let engine: SmallEngine;
let tenant: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
});
afterAll(() => engine.close());

/** Two contacts with an attempt each that had no outcome in time; the first is in the hand of this process. */
it('says unknown of no attempt that this process has in hand, however long the machine slept, and of every other', async () => {
  const campaignId = await makeCampaign(engine, tenant);
  await uploadRows(engine, tenant, campaignId, [{ phone: number(1) }, { phone: number(2) }]);
  const [mine, lost] = [await contactIdOf(engine, tenant, number(1)), await contactIdOf(engine, tenant, number(2))];
  const sending = sendingOf(engine, campaignId, tenant.senderId);
  await sending.attempt(mine);
  await sending.attempt(lost);
  engine.clock.setBy(24 * 3600 * 1000);
  const contacts = new ContactLog(engine.store, engine.random, new StateCache(10), { id: 'r', name: 'r' });
  const held = new Set([`${campaignId} ${mine}`]);
  const holds = (campaign: string, contact: string) => held.has(`${campaign} ${contact}`);
  const watch = unknownOutcomeWatch(engine.views.operational, contacts, engine.clock, holds);
  const flagged = async (contactId: string) =>
    (await engine.ask(new GetContact(engine.query(), { campaignId, contactId }))).needsAttention;
  await look(engine, watch);
  expect([await flagged(mine), await flagged(lost)]).toEqual([false, true]);
  held.clear();
  await look(engine, watch);
  expect(await flagged(mine)).toBe(true);
});

/** Both are concluded by one look, and nothing comes back to what was only half said. */
it('assumes what the campaign says of an attempt that it calls unknown, also where the store takes one append and no other', async () => {
  const campaignId = await makeCampaign(engine, tenant, { unknownOutcome: { then: 'assume_not_sent' } });
  await uploadRows(engine, tenant, campaignId, [{ phone: number(3) }]);
  const contactId = await contactIdOf(engine, tenant, number(3));
  await sendingOf(engine, campaignId, tenant.senderId).attempt(contactId);
  await engine.clock.advance(61_000);
  const name = stream.contact(campaignId, contactId);
  let appends = 0;
  const store = refusing(
    engine.store,
    () => ++appends > 1,
    () => undefined,
  );
  const contacts = new ContactLog(store, engine.random, new StateCache(10), { id: 'r', name: 'r' });
  const watch = unknownOutcomeWatch(engine.views.operational, contacts, engine.clock, () => false);
  await engine.views.project();
  await watch.look(never, () => undefined);
  expect((await typesOf(engine, name)).slice(-2)).toEqual(['SendOutcomeUnknown', 'OutcomeAssumed']);
});
