import type { Clock } from '@arauto/clock';
import type { ContactLog } from '@arauto/dispatch';
import { contactOfDocument, type UnknownOutcomePolicy } from '@arauto/domain';
import type { Condition, Cursor, ViewReader } from '@arauto/read-models';
import { campaignsView, contactsView } from '@arauto/read-models/operational';
import { DueRows } from './due-rows';
import { eachAtOnce } from './each-apart';
import type { Failed, Reaction } from './reaction';

/** A deadline that a contact has. */
interface Deadline {
  readonly campaignId: string;
  readonly contactKey: string;
  /** Which attempt an outcome is due of. */
  readonly attempt: number;
  readonly dueAt: number;
}

/**
 * Says *unknown* of attempts that had neither an answer nor a webhook in time, and applies what the campaign wants to assume then.
 * Nothing is ever sent again because of it.
 * @param holds whether this process has an attempt of the contact in hand: it will say itself what became of it, also after the machine
 * slept for longer than every time-out, or the store took long to take an acceptance
 */
export function unknownOutcomeWatch(
  views: ViewReader,
  contacts: ContactLog,
  clock: Clock,
  holds: (campaignId: string, contactKey: string) => boolean,
): Reaction {
  return watch('unknown outcomes', 'outcomeDueAt', views, clock, async (docs, failed) => {
    const ids = [...new Set(docs.map(({ campaignId }) => campaignId))];
    const campaigns = await views.getMany(campaignsView, ids);
    const assumed = new Map(ids.map((id, index) => [id, assumption(campaigns[index]?.unknownOutcome)]));
    const tell = async ({ campaignId, contactKey, attempt }: Deadline) => {
      if (holds(campaignId, contactKey)) return false;
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
  const expire = async ({ campaignId, contactKey }: Deadline) => {
    const { events } = await contacts.execute(campaignId, contactKey, { type: 'ExpireContact' });
    return events.length > 0;
  };
  return watch('expiry', 'expiresAt', views, clock, (docs, failed) => eachAtOnce(docs, expire, failed));
}

/** Which deadlines run, and run out before an instant. */
const RUNNING_OUT = {
  outcomeDueAt: (to: number) => [
    { field: 'outcomeDueAt', set: true },
    { field: 'outcomeDueAt', to },
  ],
  expiresAt: (to: number) => [
    { field: 'expiresAt', set: true },
    { field: 'expiresAt', to },
  ],
} satisfies Record<string, (to: number) => Condition<typeof contactsView>[]>;

function watch(
  name: string,
  field: keyof typeof RUNNING_OUT,
  views: ViewReader,
  clock: Clock,
  settle: (docs: readonly Deadline[], failed: Failed) => Promise<number>,
): Reaction {
  const page = async (until: number, after: Cursor | undefined, limit: number) => {
    const found = await views.find(contactsView, {
      where: RUNNING_OUT[field](until + 1),
      sort: [{ field }],
      after,
      limit,
      fields: ['outcomeAttempt', field],
    });
    return found.map(({ id, doc }) => {
      const deadline = { ...contactOfDocument(id), attempt: doc.outcomeAttempt ?? 0, dueAt: doc[field] ?? 0 };
      return { id, doc: deadline };
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
