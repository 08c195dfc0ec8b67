import type { CampaignContent, CampaignFile, CampaignMedia } from './campaign.events';
import type { KnownCampaign } from './campaign.state';

const MB = 1024 * 1024;

interface FileKind {
  readonly mimeTypes: readonly string[];
  readonly maxBytes: number;
}

/** What the platform takes as which kind of message, and how large. Source: Meta, *Media*: Supported media types. */
export const CAMPAIGN_FILES: Readonly<Record<CampaignMedia['type'], FileKind>> = {
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  audio: { mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], maxBytes: 16 * MB },
  document: {
    mimeTypes: [
      ...['text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel'],
      'application/vnd.ms-powerpoint',
      ...['presentationml.presentation', 'spreadsheetml.sheet', 'wordprocessingml.document'].map(
        (name) => `application/vnd.openxmlformats-officedocument.${name}`,
      ),
    ],
    maxBytes: 100 * MB,
  },
};

/** As what a file can be sent; undefined where the platform takes none of its type. */
export function kindOfFile(mimeType: string): CampaignMedia['type'] | undefined {
  const kinds = Object.entries(CAMPAIGN_FILES) as [CampaignMedia['type'], FileKind][];
  return kinds.find(([, { mimeTypes }]) => mimeTypes.includes(mimeType))?.[0];
}

/** The id of the file that content sends; undefined where it sends none that was uploaded. */
export function uploadedFileOf(content: CampaignContent): string | undefined {
  return content.type === 'media' && 'uploaded' in content.media ? content.media.uploaded : undefined;
}

/** The file that a campaign sends, as it was received. */
export function fileOf({ settings, files }: Pick<KnownCampaign, 'settings' | 'files'>): CampaignFile | undefined {
  const sent = uploadedFileOf(settings.content);
  return files.find(({ fileId }) => fileId === sent);
}
