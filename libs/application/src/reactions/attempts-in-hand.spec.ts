import { ContactLog } from '@arauto/dispatch';
import { StateCache } from '@arauto/event-store';
import { GetContact } from '../contacts/get-contact';
import { look } from '../testing/look';
import { contactIdOf, makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { sendingOf } from '../testing/sending';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { unknownOutcomeWatch } from './deadlines';

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
