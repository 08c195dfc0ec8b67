import { type CampaignContent, type CampaignFile, kindOfFile, uploadedFileOf } from '@arauto/domain';
import type { Problems } from '../use-case/problems';

const PATH = 'content.media.uploaded';

/** A campaign that is made now has no files, whatever others have. */
export function refuseUploaded(problems: Problems, content: CampaignContent): void {
  if (uploadedFileOf(content) === undefined) return;
  const message =
    'A new campaign has no files yet: create it with a link or other content, upload the file to it, then edit its content.';
  problems.add(PATH, 'file_missing', message);
}

/**
 * Content with the name of its file, where it says no other: by that people know it.
 * @param files of the campaign, and no other's
 */
export function withFile<Content extends CampaignContent | undefined>(
  problems: Problems,
  content: Content,
  files: readonly CampaignFile[],
): Content {
  if (content?.type !== 'media' || !('uploaded' in content.media)) return content;
  const { type, uploaded } = content.media;
  const file = files.find(({ fileId }) => fileId === uploaded);
  if (!file) {
    problems.add(PATH, 'file_missing', `The campaign has no file ${uploaded}: upload it to this campaign first.`);
    return content;
  }
  const { mimeType, filename } = file;
  if (kindOfFile(mimeType) !== type) {
    problems.add(PATH, 'file_unfit', `The file ${filename} is of the type ${mimeType}, which is not sent as ${type}.`);
  }
  return { ...content, filename: content.filename ?? filename };
}
