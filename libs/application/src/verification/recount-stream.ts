import { contactDecider } from '@arauto/domain';
import { eventOf, type Position } from '@arauto/event-store';
import { ContactRecount, type Recounted } from './contact-recount';
import type { Findings } from './findings';
import type { Log } from './views-at';

/**
 * Reads one contact's stream and tells what it came to at each of some positions; undefined where it had not begun. Events that
 * contradict what came about go to `findings`.
 */
export async function recountStream(
  log: Log,
  campaignId: string,
  stream: string,
  at: readonly Position[],
  findings: Findings,
): Promise<(Recounted | undefined)[]> {
  const contact = new ContactRecount();
  const counted = new Array<Recounted | undefined>(at.length);
  const order = at.map((_, index) => index).sort((a, b) => (at[a]! < at[b]! ? -1 : 1));
  let next = 0;
  let begun = false;
  for await (const recorded of await log.readStream(stream)) {
    for (; next < order.length && at[order[next]!]! < recorded.position; next++) {
      if (begun) counted[order[next]!] = contact.counted;
    }
    if (next === order.length) break;
    begun = true;
    const { revision, type } = recorded;
    for (const { field, recounted, claimed } of contact.take(eventOf(contactDecider, recorded), revision)) {
      const what = `${revision} ${type}: ${field}`;
      findings.add({ campaignId, view: 'log', id: stream, field: what, log: recounted, shown: claimed });
    }
  }
  for (; begun && next < order.length; next++) counted[order[next]!] = contact.counted;
  return counted;
}
