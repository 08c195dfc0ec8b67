/**
 * How far is this contact file, and how many of its rows were what? Asked by whoever waits for an upload.
 * Costs one addition per chunk of rows.
 */
import { countVerdicts, idOf, streamPrefix, type CampaignContent, type UploadEvent } from '@arauto/domain';
import { add, patch, put } from '../change';
import { actorName, projection } from '../projection';
import { defineView, type Document, integer, json, symbol, text } from '../view';

export const uploadsView = defineView({
  name: 'uploads',
  version: 6,
  group: 'operational',
  fields: {
    campaignId: symbol(),
    subaccountId: symbol(),
    source: symbol<'csv' | 'xlsx' | 'json' | 'campaign'>(),
    status: symbol<'reading' | 'completed' | 'failed'>(),
    rows: integer(),
    accepted: integer(),
    duplicate: integer(),
    invalid: integer(),
    suppressed: integer(),
    /** Of those accepted and suppressed, rows that made no contact since there was one. */
    again: integer(),
    error: json<{ readonly code: string; readonly message: string } | null>(),
    receivedAt: integer(),
    receivedBy: text(),
    bytes: integer<number | null>(),
    nameRef: text<string | null>(),
    /** The position at which it was read: whoever is told so finds its contacts once every lane is there. */
    readAt: text<string | null>(),
    required: json<readonly string[]>(),
    content: json<CampaignContent | null>(),
  },
  indexes: [
    ['campaignId', 'receivedAt'],
    ['status', 'receivedAt'],
  ],
});

export type UploadDocument = Document<typeof uploadsView>;

export const uploadsProjection = projection<UploadEvent>(uploadsView, {
  ContactFileReceived: ({ campaignId, subaccountId, source, required, content, bytes, nameRef }, event) => [
    put(uploadsView, idOf(event.stream, streamPrefix.upload), {
      campaignId,
      subaccountId,
      source,
      required,
      content: content ?? null,
      status: 'reading',
      ...{ rows: 0, accepted: 0, duplicate: 0, invalid: 0, suppressed: 0, again: 0 },
      receivedAt: event.at,
      receivedBy: actorName(event),
      bytes: bytes ?? null,
      nameRef: nameRef ?? null,
      readAt: null,
    }),
  ],
  RowsJudged: ({ verdicts }, event) => [
    add(uploadsView, idOf(event.stream, streamPrefix.upload), countVerdicts(verdicts)),
  ],
  ContactFileRead: ({ error }, event) => [
    patch(uploadsView, idOf(event.stream, streamPrefix.upload), {
      status: error === null ? 'completed' : 'failed',
      error,
      readAt: event.position,
    }),
  ],
});
