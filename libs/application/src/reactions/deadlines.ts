import type { Clock } from '@arauto/clock';
import type { ContactLog } from '@arauto/dispatch';
import type { ContactCommand } from '@arauto/domain';
import type { Found, ViewReader } from '@arauto/read-models';
import { campaignsView, deadlinesView } from '@arauto/read-models/operational';
import type { Reaction } from './reaction';

const PAGE = 1000;

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
  return watch('unknown outcomes', 'outcome', views, clock, async (page) => {
    const ids = [...new Set(page.map(({ doc }) => String(doc['campaignId'])))];
    const campaigns = await views.getMany(campaignsView, ids);
    const assumed = new Map(ids.map((id, index) => [id, assumption(campaigns[index]?.['unknownOutcome'])]));
    await Promise.all(
      page.map(async ({ doc }) => {
        const campaignId = String(doc['campaignId']);
        const contactKey = String(doc['contactKey']);
        const attempt = Number(doc['attempt']);
        if (holds(campaignId, contactKey)) return;
        const { state } = await contacts.execute(campaignId, contactKey, { type: 'RecordUnknownOutcome', attempt });
        const command = assumed.get(campaignId);
        if (command && state.status === 'known' && state.situation.needsAttention) {
          await contacts.execute(campaignId, contactKey, command);
        }
      }),
    );
  });
}

function assumption(policy: unknown): ContactCommand | undefined {
  switch ((policy as { readonly then?: string } | undefined)?.then) {
    case 'assume_delivered':
      return { type: 'AssumeOutcome', outcome: 'delivered' };
    case 'assume_not_sent':
      return { type: 'AssumeOutcome', outcome: 'not_sent' };
    default:
      return undefined;
  }
}

/** Concludes that a message was not delivered when its horizon has passed. A delivery that comes later overrides it. */
export function expiry(views: ViewReader, contacts: ContactLog, clock: Clock): Reaction {
  return watch('expiry', 'expiry', views, clock, async (page) => {
    await Promise.all(
      page.map(({ doc }) =>
        contacts.execute(String(doc['campaignId']), String(doc['contactKey']), { type: 'ExpireContact' }),
      ),
    );
  });
}

function watch(
  name: string,
  kind: 'outcome' | 'expiry',
  views: ViewReader,
  clock: Clock,
  act: (page: readonly Found[]) => Promise<void>,
): Reaction {
  /** What the last look acted on: the same again means that the views have not caught up with it yet. */
  let last = '';
  return {
    name,
    every: 500,
    async look() {
      const page = await views.find(deadlinesView, {
        where: [
          { field: 'kind', equals: kind },
          { field: 'dueAt', to: clock.now() + 1 },
        ],
        sort: [{ field: 'dueAt' }],
        limit: PAGE,
      });
      if (page.length === 0) return false;
      await act(page);
      const acted = `${page[0]!.id} ${page.at(-1)!.id}`;
      const again = acted === last;
      last = acted;
      return page.length === PAGE && !again;
    },
  };
}
