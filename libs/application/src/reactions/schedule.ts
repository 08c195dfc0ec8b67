import { type Clock, instant, type Random } from '@arauto/clock';
import { campaignAggregate, Refusal } from '@arauto/domain';
import { type EventStore, load } from '@arauto/event-store';
import type { Found, ViewReader } from '@arauto/read-models';
import { campaignsView } from '@arauto/read-models/operational';
import type { Preflight } from '../campaigns/preflight';
import { atRevision } from './at-revision';
import { eachInTurn } from './each-apart';
import type { Reaction } from './reaction';
import { Rests } from './rests';

const FIRST_REST = 250;
const LONGEST_REST = 60_000;

type Scheduled = Found<typeof campaignsView, 'user' | 'revision'>;

/**
 * Starts campaigns at their time; what pre-flight refuses then fails the campaign, since nobody is there to ask. At the revision
 * that was looked at, so that a late start cannot beat a reschedule. While a contact file is being read it waits.
 */
export function schedule(
  store: EventStore,
  views: ViewReader,
  preflight: Pick<Preflight, 'check'>,
  clock: Clock,
  random: Random,
): Reaction {
  const rests = new Rests(clock, FIRST_REST, LONGEST_REST);
  return {
    name: 'schedule',
    every: 250,
    async look(signal, failed) {
      const query = {
        where: [
          { field: 'status', equals: 'scheduled' },
          { field: 'startsAt', to: clock.now() + 1 },
          { field: 'openUploads', equals: 0 },
        ],
        fields: ['user', 'revision'],
      } as const;
      for await (const page of views.stream(campaignsView, query)) {
        await eachInTurn(page, startUnlessResting, failed, signal);
      }
      return false;
    },
  };

  /** One that cannot be started, or that the views still show as it was, is left alone for a while. */
  async function startUnlessResting({ id, doc: { user, revision } }: Scheduled): Promise<boolean> {
    const seen = String(revision);
    if (rests.isResting(id, seen)) return false;
    rests.rest(id, seen);
    return start(id, user ?? '', revision);
  }

  async function start(id: string, user: string, revision: number): Promise<boolean> {
    const { state: campaign } = await load(store, campaignAggregate, id);
    const { problems, template, weights } = await preflight.check(campaign);
    const now = instant(clock.now());
    const command = { type: 'StartCampaign', now, user, template, problems, weights, scheduled: true } as const;
    try {
      return await atRevision({ store, random }, { id, revision }, command, {
        id: 'schedule',
        name: user || 'schedule',
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return false;
    }
  }
}
