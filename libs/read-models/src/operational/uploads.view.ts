/**
 * How far is this contact file, and how many of its rows were what? Asked by whoever waits for an upload.
 * Costs one addition per chunk of rows.
 */
import { countVerdicts, idOf, streamPrefix, type UploadEvent } from '@arauto/domain';
import type { View } from '../port';
import { projection } from '../projection';

export const uploadsView: View = {
  name: 'uploads',
  version: 3,
  group: 'operational',
  fields: {
    campaignId: 'symbol',
    subaccountId: 'symbol',
    source: 'symbol',
    status: 'symbol',
    rows: 'integer',
    accepted: 'integer',
    duplicate: 'integer',
    invalid: 'integer',
    suppressed: 'integer',
    /** Of those accepted and suppressed, rows that made no contact since there was one. */
    again: 'integer',
    error: 'json',
    receivedAt: 'integer',
    required: 'json',
    content: 'json',
  },
  indexes: [['campaignId', 'receivedAt']],
};

export const uploadsProjection = projection<UploadEvent>(uploadsView, {
  ContactFileReceived: ({ campaignId, subaccountId, source, required, content }, event) => [
    {
      op: 'put',
      view: uploadsView.name,
      id: idOf(event.stream, streamPrefix.upload),
      doc: {
        campaignId,
        subaccountId,
        source,
        required,
        content: content ?? null,
        status: 'reading',
        rows: 0,
        accepted: 0,
        duplicate: 0,
        invalid: 0,
        suppressed: 0,
        again: 0,
        receivedAt: event.at,
      },
    },
  ],
  RowsJudged: ({ verdicts }, event) => [
    {
      op: 'add',
      view: uploadsView.name,
      id: idOf(event.stream, streamPrefix.upload),
      amounts: { ...countVerdicts(verdicts) },
    },
  ],
  ContactFileRead: ({ error }, event) => [
    {
      op: 'patch',
      view: uploadsView.name,
      id: idOf(event.stream, streamPrefix.upload),
      doc: { status: error === null ? 'completed' : 'failed', error },
    },
  ],
});
