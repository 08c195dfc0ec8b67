/**
 * Whom may the dispatcher attempt next? Asked by the dispatcher, and by the cancel fan-out (it holds exactly the unsent).
 * Costs a put when a contact begins to wait and a remove when it stops. `revision` is the one the claim is appended at. At revision 0 the
 * row holds all that is known of the contact, so that its first attempt reads no stream.
 *
 * Whoever was not tried yet is due whatever the clock says: a clock that was set back must not put off a whole audience. Such rows have the
 * time of their upload less `FIRST`, before any time that a clock shows, and still in the order of their uploads.
 */
import type { ContactUploaded } from '@arauto/domain';
import { patch, put, remove } from '../change';
import { defineView, type Document, integer, symbol, text } from '../view';
import { contactProjection } from './contact-event';

export const dueQueueView = defineView({
  name: 'due-queue',
  version: 3,
  group: 'operational',
  fields: {
    campaignId: symbol(),
    contactKey: text(),
    ref: text(),
    /** These three at revision 0 only. */
    uploadId: symbol<string | null>(),
    row: integer<number | null>(),
    correlationId: text<string | null>(),
    /** 0–63, from the person key: which of a campaign's senders takes it. */
    bucket: integer(),
    dueAt: integer(),
    revision: integer(),
  },
  /**
   * In the order of the file, in which the log and the other views have them, too: what is sent together then lies together on disk. In
   * random order a batch of 500 messages wrote as many pages of every table and index.
   */
  indexes: [['campaignId', 'dueAt', 'row']],
});

export type DueDocument = Document<typeof dueQueueView>;

/** Milliseconds: three thousand years. */
const FIRST = 1e14;

/** When the contact of a row began to wait, or may be tried again. */
export function dueAtOf(dueAt: number): number {
  return dueAt < 0 ? dueAt + FIRST : dueAt;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export const dueQueueProjection = contactProjection(dueQueueView, ({ event, recorded, campaignId, contactKey, id }) => {
  switch (event.type) {
    case 'ContactUploaded':
    case 'RetryScheduled':
    case 'SendWithdrawn': {
      const { state, open } = event.data.to;
      if (open || (state !== 'initial' && state !== 'retry_scheduled')) break;
      const { ref, dueAt } = event.data;
      const bucket = Math.max(0, BASE64URL.indexOf(contactKey.charAt(0)));
      const due = state === 'initial' ? Date.parse(dueAt) - FIRST : Date.parse(dueAt);
      const waits = { campaignId, contactKey, ref, bucket, dueAt: due, revision: recorded.revision };
      const doc =
        event.type === 'ContactUploaded' && recorded.revision === 0 ? { ...waits, ...rowOf(event.data) } : waits;
      return [put(dueQueueView, id, doc)];
    }
    default:
  }
  const waited = event.data.from?.state === 'initial' || event.data.from?.state === 'retry_scheduled';
  if (!waited) return [];
  const waits = event.data.to.state === 'initial' || event.data.to.state === 'retry_scheduled';
  if (!waits || event.data.to.open) return [remove(dueQueueView, id)];
  return [patch(dueQueueView, id, { revision: recorded.revision })];
});

function rowOf({ uploadId, row, correlationId }: ContactUploaded['data']) {
  return { uploadId, row, correlationId: correlationId ?? null };
}
