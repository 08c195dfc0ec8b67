import type { Clock } from '@arauto/clock';
import type { ContactLog, SendingFloor } from '@arauto/dispatch';
import { testContactKey, WAITING_STATES } from '@arauto/domain';
import type { Document, Found, ViewReader } from '@arauto/read-models';
import { campaignsView, testContactsView, testRequestsView } from '@arauto/read-models/operational';
import { testRow } from '../sending/test-contacts';
import { eachAtOnce } from './each-apart';
import type { Failed, Reaction } from './reaction';

/** The latest requests, which are looked at all the time: what is cut off while the engine runs is among them. */
const LATEST = 200;
/** How often all requests are looked through, milliseconds; the first time at the start. */
const SWEEP_EVERY = 10 * 60_000;

/**
 * Brings test messages to their end whose process died, or whose store failed, after they were asked for: the contact is made if it is
 * not there, and handed over if it waits. Whoever has it in hand already does not take it twice.
 */
export function testMessages(
  views: ViewReader,
  contacts: ContactLog,
  floor: Pick<SendingFloor, 'sendTest'>,
  clock: Pick<Clock, 'monotonic'>,
): Reaction {
  let sweepAt = -Infinity;
  return {
    name: 'test messages',
    every: 2000,
    async look(signal, failed) {
      const sort = [{ field: 'requestedAt', descending: true }];
      if (clock.monotonic() < sweepAt) {
        await goOnWith(await views.find(testRequestsView, { sort, limit: LATEST }), failed);
        return false;
      }
      for await (const requests of views.stream(testRequestsView, { sort })) {
        await goOnWith(requests, failed);
        if (signal.aborted) return false;
      }
      sweepAt = clock.monotonic() + SWEEP_EVERY;
      return false;
    },
  };

  async function goOnWith(requests: readonly Found[], failed: Failed): Promise<void> {
    const known = await views.getMany(
      testContactsView,
      requests.map(({ id }) => id),
    );
    const each = requests.map((request, index) => ({ request, contact: known[index] }));
    await eachAtOnce(each, ({ request, contact }) => goOn(request, contact), failed);
  }

  async function goOn({ doc }: Found, contact: Document | undefined): Promise<boolean> {
    const campaignId = String(doc['campaignId']);
    const n = Number(doc['n']);
    const contactKey = testContactKey(n);
    if (contact === undefined && !(await make(doc, campaignId, n))) return false;
    if (contact !== undefined && !waits(contact)) return false;
    // Not waited for: one that waits for a minute would keep the next from being handed over.
    void floor.sendTest(campaignId, contactKey);
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
