import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { useFormats } from '../../words/formats';
import { FileDrop } from './file-drop';
import type { FreeDraft } from './free-draft';
import classes from './media-file.module.css';
import { uploadMedia } from './queries';

/** Where files of a campaign can be uploaded: it must be there. */
export interface FilePlace {
  readonly campaignId: string;
  /** Takes an uploaded file into what is being written, or out of it where there is none. */
  readonly attach: (uploaded: string, filename: string) => void;
}

interface MediaFileProps extends FilePlace {
  readonly type: Exclude<FreeDraft['type'], 'text'>;
  readonly free: Pick<FreeDraft, 'uploaded' | 'filename'>;
}

/** What the engine takes as which kind of message. */
const ACCEPT: Readonly<Record<MediaFileProps['type'], string>> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  audio: 'audio/aac,audio/amr,audio/mpeg,audio/mp4,audio/ogg',
  document: '.pdf,.txt,.doc,.docx,.xls,.xlsx,.ppt,.pptx',
};

/** A file in place of a link: chosen, uploaded at once, and shown with what it is called. */
export function MediaFile({ campaignId, attach, type, free }: MediaFileProps) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const upload = useMutation({
    mutationFn: (file: File) => uploadMedia(campaignId, file),
    onSuccess: ({ id, filename }) => attach(id, filename),
  });
  if (free.uploaded !== '') {
    const bytes = upload.data?.id === free.uploaded ? upload.data.bytes : undefined;
    return (
      <div className={classes.file}>
        <Icon name="upload" size={20} />
        <p>
          <strong>{free.filename}</strong>
          {bytes !== undefined && <span>{formats.bytes(bytes)}</span>}
        </p>
        <Button variant="default" onClick={() => attach('', '')}>
          {t('content.remove')}
        </Button>
      </div>
    );
  }
  return (
    <FileDrop
      isBusy={upload.isPending}
      error={upload.error}
      hasOthers
      choose={upload.mutate}
      other={{ accept: ACCEPT[type], title: t('content.drop'), text: t(`content.limits.${type}`) }}
    />
  );
}
