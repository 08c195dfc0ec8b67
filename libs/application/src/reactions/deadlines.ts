import type { Clock } from '@arauto/clock';
import type { ContactLog } from '@arauto/dispatch';
import { contactOfDocument, type UnknownOutcomePolicy } from '@arauto/domain';
import type { Cursor, ViewReader } from '@arauto/read-models';
import { campaignsView, contactsView, ON_THEIR_WAY, OPEN_ATTEMPTS } from '@arauto/read-models/operational';
import { DueRows } from './due-rows';
import { eachAtOnce } from './each-apart';
import type { Failed, Reaction } from './reaction';

/** A deadline that a contact has. */
interface Deadline {
  readonly campaignId: string;
  readonly contactKey: string;
  /** Of the last attempt. */
  readonly senderId: string;
  /** Which attempt an outcome is due of. */
  readonly attempt: number;
  /** When its message expires; 0 where none is on its way. */
  readonly expiresAt: number;
  readonly dueAt: number;
  readonly row: number;
}

/**
 * Says *unknown* of attempts that had neither an answer nor a webhook in time, and applies what the campaign wants to assume then.
 * Nothing is ever sent again because of it.
 * @param holds whether a process has an attempt of the contact in hand, or has to look after it: it will say itself what became of it, also after the machine
 * slept for longer than every time-out, or the store took long to take an acceptance
 */
export function unknownOutcomeWatch(
  views: ViewReader,
  contacts: ContactLog,
  clock: Clock,
  holds: (campaignId: string, contactKey: string, senderId: string) => boolean | Promise<boolean>,
): Reaction {
  return watch('unknown outcomes', OPEN_ATTEMPTS, views, clock, async (docs, failed) => {
    const ids = [...new Set(docs.map(({ campaignId }) => campaignId))];
    const campaigns = await views.getMany(campaignsView, ids);
    const assumed = new Map(ids.map((id, index) => [id, assumption(campaigns[index]?.unknownOutcome)]));
    const tell = async ({ campaignId, contactKey, senderId, attempt }: Deadline) => {
      if (await holds(campaignId, contactKey, senderId)) return false;
      const outcome = assumed.get(campaignId);
      const unknown = { type: 'RecordUnknownOutcome', attempt, ...(outcome && { assume: outcome }) } as const;
      const { events } = await contacts.execute(campaignId, contactKey, unknown);
      return events.length > 0;
    };
    return eachAtOnce(docs, tell, failed);
  });
}

function assumption(policy: UnknownOutcomePolicy | undefined): 'delivered' | 'not_sent' | undefined {
  switch (policy?.then) {
    case 'assume_delivered':
      return 'delivered';
    case 'assume_not_sent':
      return 'not_sent';
    default:
      return undefined;
  }
}

/** Concludes that a message was not delivered when its horizon has passed. A delivery that comes later overrides it. */
export function expiry(views: ViewReader, contacts: ContactLog, clock: Clock): Reaction {
  const expire = async ({ campaignId, contactKey, expiresAt }: Deadline) => {
    if (expiresAt > clock.now()) return false;
    const { events } = await contacts.execute(campaignId, contactKey, { type: 'ExpireContact' });
    return events.length > 0;
  };
  return watch('expiry', ON_THEIR_WAY, views, clock, (docs, failed) => eachAtOnce(docs, expire, failed));
}

function watch(
  name: string,
  queue: string,
  views: ViewReader,
  clock: Clock,
  settle: (docs: readonly Deadline[], failed: Failed) => Promise<number>,
): Reaction {
  const page = async (until: number, after: Cursor | undefined, limit: number) => {
    const found = await views.find(contactsView, {
      where: [
        { field: 'queue', equals: queue },
        { field: 'dueAt', to: until + 1 },
      ],
      sort: [{ field: 'dueAt' }, { field: 'row' }],
      after,
      limit,
      fields: ['sentBy', 'outcomeAttempt', 'expiresAt', 'dueAt', 'row'],
    });
    return found.map(({ id, doc: { sentBy, outcomeAttempt, expiresAt, dueAt, row } }) => {
      const at = { senderId: sentBy ?? '', dueAt: dueAt ?? 0, row, expiresAt: expiresAt ?? 0 };
      return { id, doc: { ...contactOfDocument(id), attempt: outcomeAttempt ?? 0, ...at } };
    });
  };
  const due = new DueRows(page, clock);
  return {
    name,
    every: 500,
    look: (signal, failed) =>
      due.look(
        (rows) =>
          settle(
            rows.map(({ doc }) => doc),
            failed,
          ),
        signal,
      ),
  };
}
