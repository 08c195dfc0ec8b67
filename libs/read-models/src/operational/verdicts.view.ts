/**
 * What became of each row of a file? Asked by the verdict list and its download.
 * Costs one put per chunk of rows: a letter a row; reasons and contacts are looked up by the page that shows them.
 */
import { idOf, streamPrefix, type UploadEvent, type VerdictLetters } from '@arauto/domain';
import { put } from '../change';
import { projection } from '../projection';
import { defineView, integer, json, symbol } from '../view';

export const verdictsView = defineView({
  name: 'verdicts',
  version: 1,
  group: 'operational',
  fields: { uploadId: symbol(), from: integer(), to: integer(), letters: json<VerdictLetters>() },
  indexes: [['uploadId', 'to']],
});

export const verdictsProjection = projection<UploadEvent>(verdictsView, {
  RowsJudged: ({ from, to, verdicts }, event) => {
    const uploadId = idOf(event.stream, streamPrefix.upload);
    const id = `${uploadId}.${String(from).padStart(9, '0')}`;
    return [put(verdictsView, id, { uploadId, from, to, letters: verdicts })];
  },
});
