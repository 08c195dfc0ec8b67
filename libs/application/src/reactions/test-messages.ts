import type { ContactLog, SendingFloor } from '@arauto/dispatch';
import { testContactKey, WAITING_STATES } from '@arauto/domain';
import type { Document, Found, ViewReader } from '@arauto/read-models';
import { campaignsView, testContactsView, testRequestsView } from '@arauto/read-models/operational';
import { testRow } from '../sending/test-contacts';
import { eachAtOnce } from './each-apart';
import type { Reaction } from './reaction';

/** The latest requests that are looked at. What was cut off is among what was asked for last, and never so many at once. */
const LATEST = 200;

/**
 * Brings test messages to their end whose process died, or whose store failed, after they were asked for: the contact is made if it is
 * not there, and handed over if it waits. Whoever has it in hand already does not take it twice.
 */
export function testMessages(views: ViewReader, contacts: ContactLog, floor: Pick<SendingFloor, 'sendTest'>): Reaction {
  return {
    name: 'test messages',
    every: 2000,
    async look(_signal, failed) {
      const sort = [{ field: 'requestedAt', descending: true }];
      const requests = await views.find(testRequestsView, { sort, limit: LATEST });
      const known = await views.getMany(
        testContactsView,
        requests.map(({ id }) => id),
      );
      const each = requests.map((request, index) => ({ request, contact: known[index] }));
      await eachAtOnce(each, ({ request, contact }) => goOn(request, contact), failed);
      return false;
    },
  };

  async function goOn({ doc }: Found, contact: Document | undefined): Promise<boolean> {
    const campaignId = String(doc['campaignId']);
    const n = Number(doc['n']);
    const contactKey = testContactKey(n);
    if (contact === undefined && !(await make(doc, campaignId, n))) return false;
    if (contact !== undefined && !waits(contact)) return false;
    await floor.sendTest(campaignId, contactKey);
    return true;
  }

  async function make(doc: Document, campaignId: string, n: number): Promise<boolean> {
    const person = doc['person'];
    const campaign = await views.get(campaignsView, campaignId);
    // Requests of long ago do not say whose they are; what became of them is long over.
    if (typeof person !== 'string' || !campaign) return false;
    const correlationId = doc['correlationId'];
    const request = { n, ref: String(doc['ref']), person, ...(typeof correlationId === 'string' && { correlationId }) };
    const at = new Date(Number(doc['requestedAt'])).toISOString();
    await contacts.execute(campaignId, testContactKey(n), testRow(String(campaign['subaccountId']), request, at));
    return true;
  }
}

function waits(contact: Document): boolean {
  return WAITING_STATES.some((state) => state === contact['state']) && contact['open'] !== true;
}
