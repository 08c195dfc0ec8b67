import type { Clock, Random } from '@arauto/clock';
import type { ContactLog } from '@arauto/dispatch';
import { type ContactCommand, stream } from '@arauto/domain';
import { duty, type EventStore, newestOf } from '@arauto/event-store';
import type { Condition, Cursor, Found, ViewReader } from '@arauto/read-models';
import { campaignCountersView, campaignsView, contactsView } from '@arauto/read-models/operational';
import { type Counters, countOf, waitingIn } from '../campaigns/show-campaign';
import { atRevision } from './at-revision';
import { eachAtOnce, eachInTurn } from './each-apart';
import type { Failed, Reaction } from './reaction';
import { Rests } from './rests';

const PAGE = 1000;
/** Pages of one campaign before the next has its turn. */
const SHARE = 20;
const FIRST_REST = 200;
const LONGEST_REST = 60_000;
/** So long after its end a campaign is looked at all the time, milliseconds: what was decided of a contact before may be stored after. */
const LATELY = 10 * 60_000;
/** How often those that ended before are looked through, milliseconds; the first time at the start. */
const SWEEP_EVERY = 10 * 60_000;

type CampaignCondition = Condition<typeof campaignsView>;
type Ended = Found<typeof campaignsView, 'status' | 'openUploads' | 'revision'>;

interface Pass {
  readonly after: Cursor;
  readonly ended: number;
}

/**
 * Ends every unsent contact of a campaign that was canceled, or that pre-flight refused to start; also one that begins to wait after
 * the campaign has ended. An attempt that is open is waited for: it is canceled after its outcome, or not at all when the message was out.
 */
export function cancelFanOut(
  store: EventStore,
  views: ViewReader,
  contacts: ContactLog,
  clock: Clock,
  random: Random,
): Reaction {
  /** Where the fan-out is in campaigns that it did not get through in one look. */
  const passes = new Map<string, Pass>();
  const rests = new Rests(clock, FIRST_REST, LONGEST_REST);
  let sweepAt = -Infinity;
  return {
    name: 'cancel fan-out',
    every: 200,
    async look(signal, failed) {
      const sweeps = clock.monotonic() >= sweepAt;
      const ended: CampaignCondition = { field: 'status', in: ['canceled', 'failed'] };
      const lately: CampaignCondition = { field: 'completedAt', from: clock.now() - LATELY };
      const canceling = await lookAt([{ field: 'status', equals: 'canceling' }], signal, failed);
      const late = await lookAt(sweeps ? [ended] : [ended, lately], signal, failed);
      // What was found is gone through to the end, however long ago its campaign ended.
      if (late) sweepAt = -Infinity;
      else if (sweeps && !signal.aborted) sweepAt = clock.monotonic() + SWEEP_EVERY;
      return canceling || late;
    },
  };

  /** Answers whether another look would find more to do at once. */
  async function lookAt(where: readonly CampaignCondition[], signal: AbortSignal, failed: Failed): Promise<boolean> {
    let more = 0;
    for await (const page of views.stream(campaignsView, { where, fields: ['status', 'openUploads', 'revision'] })) {
      const ids = page.map(({ id }) => id);
      const counters = await views.getMany(campaignCountersView, ids);
      const campaigns = page.map((campaign, index) => ({ campaign, counters: counters[index] }));
      const end = ({ campaign, counters }: (typeof campaigns)[number]) => endUnsent(campaign, counters, signal, failed);
      more += await eachInTurn(campaigns, end, failed, signal);
    }
    return more > 0;
  }

  async function endUnsent(
    { id, doc: { status, openUploads, revision } }: Ended,
    counters: Counters,
    signal: AbortSignal,
    failed: Failed,
  ): Promise<boolean> {
    const unsent = waitingIn(counters);
    const open = countOf(counters, 'open');
    const canFinish = status === 'canceling' && openUploads === 0 && open === 0;
    if (unsent === 0 && !canFinish) return false;
    const seen = `${revision} ${unsent} ${open}`;
    if (!passes.has(id) && rests.isResting(id, seen)) return false;
    // Whatever comes of it, even an error: another look at the same can wait.
    if (!passes.has(id)) rests.rest(id, seen);
    if (unsent > 0) return endWaiting(id, status === 'failed' ? FAIL : CANCEL, signal, failed);
    await finish(id, revision);
    return false;
  }

  /** The contacts in the queue, page by page; the rows go as the views catch up. Answers whether any were ended, or more are left. */
  async function endWaiting(
    campaignId: string,
    command: ContactCommand,
    signal: AbortSignal,
    failed: Failed,
  ): Promise<boolean> {
    const where = [{ field: 'queue', equals: campaignId }] as const;
    const sort = [{ field: 'dueAt' }, { field: 'row' }] as const;
    const fields = ['contactKey', 'dueAt', 'row'] as const;
    let { after, ended }: { after?: Cursor; ended: number } = passes.get(campaignId) ?? { ended: 0 };
    for (let pages = 0; pages < SHARE; pages++) {
      const rows = await views.find(contactsView, { where, sort, limit: PAGE, after, fields });
      const end = async ({ doc }: (typeof rows)[number]) =>
        (await contacts.execute(campaignId, doc.contactKey, command)).events.length > 0;
      ended += await eachAtOnce(rows, end, failed);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE || signal.aborted) {
        passes.delete(campaignId);
        return ended > 0;
      }
      after = { values: [last.doc.dueAt, last.doc.row], id: last.id };
      passes.set(campaignId, { after, ended });
    }
    return true;
  }

  /**
   * At the revision that the campaign was seen at, and by counters that are of no moment before it: where several write the views, the campaign may be
   * ahead of contacts that somebody else is still counting.
   */
  async function finish(id: string, revision: number): Promise<void> {
    const newest = await newestOf(store, stream.campaign(id));
    if (newest?.revision !== revision || newest.position > (await views.position('operational'))) return;
    const [counters] = await views.getMany(campaignCountersView, [id]);
    if (waitingIn(counters) > 0 || countOf(counters, 'open') > 0) return;
    await atRevision({ store, random }, { id, revision }, { type: 'FinishCancel' }, duty('cancel'));
  }
}

const CANCEL: ContactCommand = { type: 'CancelContact' };
const FAIL: ContactCommand = { type: 'EndInError', error: { code: 'ENG_PREFLIGHT' } };
