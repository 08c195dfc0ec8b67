import { Button, Skeleton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import { useMay } from '../../session/me';
import classes from './bubble.module.css';
import { mediaFile, mediaPath, type Message, whyNoMedia } from './queries';

interface MediaProps {
  readonly conversationId: string;
  readonly message: Message;
  readonly media: NonNullable<Message['media']>;
}

type Shown = 'image' | 'audio' | 'video';

/** What a person sent is fetched when somebody asks for it, and not before: it comes from the provider, and is personal. */
export function Media({ conversationId, message, media }: MediaProps) {
  const { t } = useTranslation(['conversations', 'shell']);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const path = mediaPath(conversationId, message.id);
  const why = useMutation({ mutationFn: () => whyNoMedia(path) });
  const kind = kindOf(message, media);
  const name = media.fileName ?? media.mimeType ?? '';
  const save = useMutation({
    mutationFn: async () => {
      const file = URL.createObjectURL(await mediaFile(path));
      Object.assign(document.createElement('a'), { href: file, download: media.fileName ?? message.id }).click();
      URL.revokeObjectURL(file);
    },
  });
  // It is there, and no file that a browser can show: it can still be saved.
  const isBroken = why.isSuccess && why.data === null;
  const failure = why.data ?? save.error;
  if (!may('personal:read')) {
    return <p className={classes.file}>{t('permission.missing', { ns: 'shell', permission: 'personal:read' })}</p>;
  }
  return (
    <div className={classes.media}>
      {kind !== undefined && isOpen && !failure && !isBroken && (
        <Player kind={kind} path={path} label={name || t(`media.${kind}`)} failed={() => why.mutate()} />
      )}
      {(kind === undefined || !isOpen || isBroken) && (
        <p className={classes.file}>
          <Icon name="file" size={15} />
          <span>{name}</span>
        </p>
      )}
      {isBroken && <p role="status">{t('media.broken')}</p>}
      {failure ? (
        <div className={classes.problem} role="alert">
          <ProblemText error={failure} />
        </div>
      ) : (
        <div className={classes.mediaActions}>
          {kind !== undefined && !isOpen && (
            <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
              {t(`media.show.${kind}`)}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('media.save')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What a browser shows by itself; anything else is saved. */
function kindOf({ contentType }: Message, { mimeType }: MediaProps['media']): Shown | undefined {
  if (contentType === 'sticker') return 'image';
  const [kind] = (mimeType ?? '').split('/');
  return (['image', 'audio', 'video'] as const).find((each) => each === contentType && (kind === '' || kind === each));
}

interface PlayerProps {
  readonly kind: Shown;
  readonly path: string;
  readonly label: string;
  readonly failed: () => void;
}

function Player({ kind, path, label, failed }: PlayerProps) {
  const [isThere, setThere] = useState(false);
  if (kind === 'image') {
    return (
      <>
        {!isThere && <Skeleton height={160} width={220} />}
        <img
          src={path}
          alt={label}
          className={classes.image}
          hidden={!isThere}
          onLoad={() => setThere(true)}
          onError={failed}
        />
      </>
    );
  }
  const Element = kind;
  return <Element src={path} controls aria-label={label} className={classes.player} onError={failed} />;
}
