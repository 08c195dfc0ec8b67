/**
 * What became of each row of a file? Asked by the verdict list and its download.
 * Costs one put per chunk of rows: a letter a row; reasons and contacts are looked up by the page that shows them.
 */
import { idOf, streamPrefix, type UploadEvent } from '@arauto/domain';
import type { View } from '../port';
import { projection } from '../projection';

export const verdictsView: View = {
  name: 'verdicts',
  version: 1,
  group: 'operational',
  fields: { uploadId: 'symbol', from: 'integer', to: 'integer', letters: 'json' },
  indexes: [['uploadId', 'to']],
};

export const verdictsProjection = projection<UploadEvent>(verdictsView, {
  RowsJudged: ({ from, to, verdicts }, event) => {
    const uploadId = idOf(event.stream, streamPrefix.upload);
    const id = `${uploadId}.${String(from).padStart(9, '0')}`;
    return [{ op: 'put', view: verdictsView.name, id, doc: { uploadId, from, to, letters: verdicts } }];
  },
});
