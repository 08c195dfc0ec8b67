import type { Random } from '@arauto/clock';
import type { ContactLog } from '@arauto/dispatch';
import { campaignDecider, type ContactCommand, stream } from '@arauto/domain';
import { type EventStore, execute, WrongExpectedRevision } from '@arauto/event-store';
import type { Cursor, Document, ViewReader } from '@arauto/read-models';
import { campaignCountersView, campaignsView, dueQueueView, stateCounter } from '@arauto/read-models/operational';
import type { Reaction } from './reaction';

const PAGE = 1000;

/**
 * Ends every unsent contact of a campaign that was canceled, or that pre-flight refused to start. An attempt that is open is waited
 * for: it is canceled after its outcome, or not at all when the message was out.
 */
export function cancelFanOut(store: EventStore, views: ViewReader, contacts: ContactLog, random: Random): Reaction {
  return {
    name: 'cancel fan-out',
    every: 200,
    async look(signal) {
      let more = false;
      for (const status of ['canceling', 'failed']) {
        const query = { where: [{ field: 'status', equals: status }], fields: ['openUploads', 'revision'] };
        for await (const page of views.stream(campaignsView, query)) {
          for (const { id, doc } of page) more = (await endUnsent(id, status, doc, signal)) || more;
        }
      }
      return more;
    },
  };

  async function endUnsent(id: string, status: string, campaign: Document, signal: AbortSignal): Promise<boolean> {
    const counters = await views.get(campaignCountersView, id);
    const count = (field: string) => Number(counters?.[field] ?? 0);
    const unsent = count(stateCounter('initial')) + count(stateCounter('retry_scheduled'));
    if (unsent > 0) {
      const command: ContactCommand =
        status === 'canceling' ? { type: 'CancelContact' } : { type: 'EndInError', error: { code: 'ENG_PREFLIGHT' } };
      return (await endWaiting(id, command, signal)) > 0;
    }
    if (status === 'canceling' && Number(campaign['openUploads']) === 0 && count('open') === 0) {
      await finish(id, Number(campaign['revision']));
    }
    return false;
  }

  /** Every contact in the queue, page by page; the rows go as the views catch up. Answers how many were ended. */
  async function endWaiting(campaignId: string, command: ContactCommand, signal: AbortSignal): Promise<number> {
    let after: Cursor | undefined;
    let ended = 0;
    do {
      const rows = await views.find(dueQueueView, {
        where: [{ field: 'campaignId', equals: campaignId }],
        sort: [{ field: 'dueAt' }],
        limit: PAGE,
        ...(after && { after }),
      });
      const done = await Promise.all(
        rows.map(({ doc }) => contacts.execute(campaignId, String(doc['contactKey']), command)),
      );
      ended += done.filter(({ events }) => events.length > 0).length;
      const last = rows.at(-1);
      after = last && rows.length === PAGE ? { values: [Number(last.doc['dueAt'])], id: last.id } : undefined;
    } while (after && !signal.aborted);
    return ended;
  }

  /** At the revision the counters were judged at: they are of a moment not before the campaign's last event. */
  async function finish(id: string, revision: number): Promise<void> {
    try {
      await execute(
        store,
        campaignDecider,
        stream.campaign(id),
        { type: 'FinishCancel' },
        {
          eventId: () => random.uuid(),
          metadata: { v: 1, $correlationId: id, actor: { id: 'cancel', name: 'cancel' } },
          expectedRevision: revision,
        },
      );
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}
