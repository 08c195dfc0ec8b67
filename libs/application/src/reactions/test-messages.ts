import { type Clock, instant } from '@arauto/clock';
import type { ContactLog, SendingFloor } from '@arauto/dispatch';
import { testContactKey, waits } from '@arauto/domain';
import type { Found, ViewReader } from '@arauto/read-models';
import { campaignsView, type ContactDocument, contactsView, testRequestsView } from '@arauto/read-models/operational';
import { testRow } from '../sending/test-contacts';
import { eachAtOnce } from './each-apart';
import type { Failed, Reaction } from './reaction';

type Request = Found<typeof testRequestsView>;

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
      const sort = [{ field: 'requestedAt', descending: true }] as const;
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

  async function goOnWith(requests: readonly Request[], failed: Failed): Promise<void> {
    const known = await views.getMany(
      contactsView,
      requests.map(({ id }) => id),
    );
    const each = requests.map((request, index) => ({ request, contact: known[index] }));
    await eachAtOnce(each, ({ request, contact }) => goOn(request, contact), failed);
  }

  async function goOn({ doc }: Request, contact: ContactDocument | undefined): Promise<boolean> {
    const { campaignId, n } = doc;
    const contactKey = testContactKey(n);
    if (contact === undefined && !(await make(doc))) return false;
    if (contact !== undefined && !waits(contact)) return false;
    // Not waited for: one that waits for a minute would keep the next from being handed over.
    void floor.sendTest(campaignId, contactKey);
    return true;
  }

  async function make({ campaignId, n, ref, person, correlationId, requestedAt }: Request['doc']): Promise<boolean> {
    const campaign = await views.get(campaignsView, campaignId);
    // Requests of long ago do not say whose they are; what became of them is long over.
    if (person === null || !campaign) return false;
    const request = { n, ref, person, ...(correlationId !== null && { correlationId }) };
    const at = instant(requestedAt);
    await contacts.execute(campaignId, testContactKey(n), testRow(campaign.subaccountId, request, at));
    return true;
  }
}
