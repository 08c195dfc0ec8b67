import type { CampaignEvent } from '@arauto/domain';

/** The upload that a command opened, from its events. */
export function openedUpload(events: readonly CampaignEvent[]): string | undefined {
  return events.find((event) => event.type === 'UploadOpened')?.data.uploadId;
}
