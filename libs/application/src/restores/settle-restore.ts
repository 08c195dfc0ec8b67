import type { Random } from '@arauto/clock';
import {
  type Campaign,
  campaignDecider,
  courseOf,
  logDecider,
  type Restore,
  stream,
  streamPrefix,
  unsettledRestore,
} from '@arauto/domain';
import {
  duty,
  eventOf,
  type EventStore,
  execute,
  type ExecuteOptions,
  firstEventOf,
  metadataOf,
  type Position,
} from '@arauto/event-store';
import type { Marks } from './marks';

/** Why a campaign is paused that was under way in a log that was put back. */
const REASON = 'log_restored';

export interface Noticed {
  /** The course of the log from here on. */
  readonly course: string;
  /** Where the log ended. */
  readonly head: Position;
  /** Whether any mark of this log was there to compare it with. */
  readonly isMarked: boolean;
  /** A restore that this start has noticed, or found unsettled, and settled. */
  readonly restore: (Restore & { readonly paused: number; readonly unscheduled: number }) | undefined;
}

/**
 * Compares the log with what is remembered of it outside. One that ends before that was put back from a backup, and does not know any more whom the
 * lost part sent to: every campaign under way is paused, and every schedule taken back, until a person who knows lets it go on. To be called at the
 * start, before anything is sent, served or appended. Where it is cut short, the next start goes on with it, and campaigns that a person has resumed since
 * are left alone.
 */
export async function settleRestore(store: EventStore, marks: Marks | undefined, random: Random): Promise<Noticed> {
  const log = marks && (await firstEventOf(store));
  const known = marks && log !== undefined ? await marks.read(log) : [];
  // Asked last: other processes go on, and a mark that is younger than this would look like a part that was lost.
  const head = await store.head();
  const write = {
    eventId: () => random.uuid(),
    metadata: metadataOf({ actor: duty('restore'), correlationId: stream.log() }),
  };
  const compare = { type: 'CompareMarks', course: random.uuid(), head, marks: known } as const;
  const { state } = await execute(store, logDecider, stream.log(), compare, write);
  const noticed = { course: courseOf(state), head, isMarked: known.length > 0 };
  const restore = unsettledRestore(state);
  if (!restore) return { ...noticed, restore };
  const held = await holdCampaigns(store, restore, write);
  await execute(store, logDecider, stream.log(), { type: 'SettleRestore', course: restore.course, ...held }, write);
  const { paused, unscheduled } = held;
  return { ...noticed, restore: { ...restore, paused: paused.length, unscheduled: unscheduled.length } };
}

async function holdCampaigns(store: EventStore, restore: Restore, write: ExecuteOptions<Campaign>) {
  const paused: string[] = [];
  const unscheduled: string[] = [];
  const pause = { type: 'PauseCampaign', by: 'system', reason: REASON, remedy: remedyOf(restore) } as const;
  for (const [name, { status }] of await campaignsBefore(store, restore.head)) {
    const id = name.slice(streamPrefix.campaign.length);
    if (status === 'sending' || status === 'paused') {
      await execute(store, campaignDecider, name, pause, write);
      paused.push(id);
    } else if (status === 'scheduled') {
      // It may have been started in the lost part; a pause would not keep it from being started again.
      await execute(store, campaignDecider, name, { type: 'UnscheduleCampaign' }, write);
      unscheduled.push(id);
    }
  }
  return { paused, unscheduled };
}

/** Campaigns as they are, by their streams, but for those that an administrator has resumed since the log ended at `head`. */
async function campaignsBefore(store: EventStore, head: string): Promise<Map<string, Campaign>> {
  const campaigns = new Map<string, Campaign>();
  const resumed = new Set<string>();
  for await (const recorded of store.readAll({ filter: { streamPrefixes: [streamPrefix.campaign] } })) {
    const event = eventOf(campaignDecider, recorded);
    campaigns.set(
      recorded.stream,
      campaignDecider.evolve(campaigns.get(recorded.stream) ?? campaignDecider.initial, event),
    );
    const byAdmin = event.type === 'CampaignResumed' && event.data.by === 'admin';
    if (byAdmin && recorded.position > head) resumed.add(recorded.stream);
  }
  for (const name of resumed) campaigns.delete(name);
  return campaigns;
}

function remedyOf({ marks }: Restore): string {
  const lastKnown = marks.reduce((latest, { at }) => (at > latest ? at : latest), '');
  return (
    `The log was put back from a backup, and whoever was sent to after that backup, until ${lastKnown} at least, may be sent to again. ` +
    'Compare with what the provider says was sent in that time, and resume the campaign only if a second message is acceptable, or cancel it.'
  );
}
