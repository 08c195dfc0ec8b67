import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import type { StoredEntry, VaultEntry } from '@arauto/privacy';
import type { UploadDocument } from '@arauto/read-models/operational';
import { shownText } from '../use-case/personal';
import type { UploadBody } from './upload.body';

/** @param name of the file, as the vault has it */
export function showUpload(
  id: string,
  upload: UploadDocument,
  name: StoredEntry | undefined,
  principal: Principal,
): UploadBody {
  const { campaignId, source, status, bytes, receivedAt, receivedBy, error } = upload;
  const { rows, accepted, duplicate, invalid, suppressed, again } = upload;
  const known = (name?.data as { readonly fileName?: string } | undefined)?.fileName;
  return {
    ...{ id, campaignId, source, name: shownText(known, principal), bytes },
    ...{ receivedAt: instant(receivedAt), user: receivedBy, status },
    ...{ rows, accepted, duplicate, invalid, suppressed, again, error },
  };
}

/** Names of files are chosen by people, often after people: they go to the vault. */
export function fileNameEntry(uploadId: string, fileName: string): VaultEntry {
  return { ref: `${uploadId}.name`, kind: 'text', person: null, campaign: null, data: { fileName } };
}
