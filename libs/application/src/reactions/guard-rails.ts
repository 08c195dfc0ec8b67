import type { Random } from '@arauto/clock';
import {
  type BrokenRail,
  brokenRail,
  type ContactState,
  type GuardRails,
  looksOfUse,
  type SendsSoFar,
} from '@arauto/domain';
import { duty, type EventStore } from '@arauto/event-store';
import type { Found, ViewReader } from '@arauto/read-models';
import {
  campaignCountersView,
  campaignErrorsView,
  campaignsView,
  milestoneCounter,
  sendersView,
} from '@arauto/read-models/operational';
import { countIn, countOf, type Counters, failuresIn } from '../campaigns/show-campaign';
import { atRevision } from './at-revision';
import { eachInTurn } from './each-apart';
import type { Reaction } from './reaction';

/** Causes that a campaign may have; the catalogue has about a hundred. */
const MOST_CAUSES = 200;
/** Who wanted no more, had no place, or no session, says nothing about what is sent, or from where. */
const EXCUSED: ReadonlySet<string> = new Set(['ENG_OPTED_OUT', 'ENG_TIER', 'ENG_WARMUP', 'ENG_NO_SESSION', '131050']);
const REACHED_OR_UNDER_WAY: readonly ContactState[] = ['in_progress', 'sent', 'delivered', 'read'];

type Sending = Found<typeof campaignsView, 'guardRails' | 'senderIds' | 'revision'>;

/**
 * Pauses campaigns that break one of their guard rails. Looked at from when the campaign began or was let go on, or this process began to look: what somebody has
 * seen and let pass counts no more.
 */
export function guardRails(store: EventStore, views: ViewReader, random: Random): Reaction {
  /** Of campaigns that are sending, at the revision at which they were let go on. */
  let looked = new Map<string, { readonly revision: number; readonly looks: readonly SendsSoFar[] }>();
  return {
    name: 'guard rails',
    every: 1000,
    async look(signal, failed) {
      const query = {
        where: [{ field: 'status', equals: 'sending' }],
        fields: ['guardRails', 'senderIds', 'revision'],
      } as const;
      const before = looked;
      looked = new Map();
      for await (const page of views.stream(campaignsView, query)) {
        const guarded = page.filter(({ doc }) => doc.guardRails);
        const counters = await views.getMany(
          campaignCountersView,
          guarded.map(({ id }) => id),
        );
        const campaigns = guarded.map((campaign, n) => ({ campaign, counters: counters[n] }));
        await eachInTurn(campaigns, (each) => judge(each.campaign, each.counters, before), failed, signal);
      }
      return false;
    },
  };

  async function judge({ id, doc }: Sending, counters: Counters, before: typeof looked): Promise<boolean> {
    const { guardRails: rails, revision, senderIds } = doc;
    if (!rails) return false;
    const known = before.get(id);
    const now = await sendsOf(id, counters, senderIds);
    const looks = looksOfUse(rails, [...(known?.revision === revision ? known.looks : []), now]);
    looked.set(id, { revision, looks });
    const broken = brokenRail(rails, looks);
    return broken !== null && pause(id, revision, broken, rails);
  }

  async function sendsOf(campaignId: string, counters: Counters, senderIds: readonly string[]): Promise<SendsSoFar> {
    const where = [{ field: 'campaignId', equals: campaignId }] as const;
    const [causes, senders] = await Promise.all([
      views.find(campaignErrorsView, { where, limit: MOST_CAUSES }),
      views.getMany(sendersView, senderIds),
    ]);
    const excused = causes.reduce((total, { doc }) => total + (EXCUSED.has(doc.code) ? doc.contacts : 0), 0);
    const failed = failuresIn(counters) - excused;
    return {
      attempted: countIn(counters, REACHED_OR_UNDER_WAY) + failed,
      failed,
      delivered: countOf(counters, milestoneCounter('delivered')),
      optOuts: countOf(counters, 'optOuts'),
      qualities: senders.map((sender) => sender?.quality ?? null),
    };
  }

  function pause(id: string, revision: number, broken: BrokenRail, rails: GuardRails): Promise<boolean> {
    const reason = `guard_${broken.rail}`;
    const command = { type: 'PauseCampaign', by: 'system', reason, remedy: remedyOf(broken, rails) } as const;
    return atRevision({ store, random }, { id, revision }, command, duty('guard'));
  }
}

function remedyOf(broken: BrokenRail, { maxFailureRate, maxOptOutRate }: GuardRails): string {
  switch (broken.rail) {
    case 'failure_rate':
      return `Of the last ${broken.of} contacts ${broken.count} failed, more than ${percent(maxFailureRate)} %. Look at the errors by cause and mend them, then resume the campaign, or cancel it.`;
    case 'opt_out_rate':
      return `Of ${broken.of} persons who were reached ${broken.count} want no more, over ${percent(maxOptOutRate)} %. Look at whom it is sent to, then resume the campaign, or cancel it.`;
    case 'quality':
      return `The platform has lowered the quality of the number to ${broken.quality}. Look at how people take the messages, then resume the campaign, or cancel it.`;
  }
}

function percent(share: number | null): string {
  return String(Math.round((share ?? 0) * 10_000) / 100);
}
