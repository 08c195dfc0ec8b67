import { Button, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../parts/confirm';
import { Badge } from '../../parts/badge';
import { Icon, type IconName } from '../../parts/icon';
import { Segments } from '../../parts/segments';
import { Time } from '../../parts/time';
import { toast } from '../../parts/toast';
import type { Tone } from '../../parts/tone';
import { useFormats } from '../../words/formats';
import classes from './file-row.module.css';
import { discardExport, type Export, isBusy } from './queries';

const LOOKS: Readonly<Record<Export['status'], readonly [Tone, IconName]>> = {
  queued: ['grey', 'clock'],
  running: ['amber', 'retry'],
  completed: ['green', 'check'],
  failed: ['red', 'alert'],
  canceled: ['grey', 'cross'],
  expired: ['grey', 'clock'],
};

/** One file: what it is of, how far it is, who asked for it, and the way to have it. */
export function FileRow({ file, isOwn = true }: { readonly file: Export; readonly isOwn?: boolean }) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const { status, format, rows, bytes, fileName, moment, requestedAt, requestedBy, expiresAt, error, expired } = file;
  const [tone, icon] = LOOKS[status];
  const isThere = status === 'completed';
  const facts = [
    rows !== null && t('files.rows', { count: rows, number: formats.number(rows) }),
    bytes !== null && isThere && formats.bytes(bytes),
    t('files.by', { name: requestedBy.name }),
  ].filter((fact) => fact !== false);
  return (
    <li className={classes.row}>
      <span className={classes.format} aria-hidden="true">
        {format.toUpperCase()}
      </span>
      <div className={classes.what}>
        <strong className={classes.name}>
          {fileName ?? t(`files.reports.${file.report}`)}
          <span className={classes.hidden}> ({format.toUpperCase()})</span>
        </strong>
        <p className={classes.facts}>
          <span>
            {t('files.asked')} <Time at={requestedAt} />
          </span>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          {moment && (
            <Tooltip label={t('files.momentTip')} multiline maw={260}>
              <span>
                {t('files.moment')} <time dateTime={moment.at}>{formats.time(moment.at)}</time>
              </span>
            </Tooltip>
          )}
          {isThere && expiresAt !== null && (
            <span>
              {t('files.until')} <Time at={expiresAt} />
            </span>
          )}
        </p>
        {isBusy(file) && <Progress file={file} />}
        {error && <p className={classes.error}>{error.message}</p>}
        {expired && <p className={classes.facts}>{t(`files.expired.${expired}`)}</p>}
      </div>
      <Badge tone={tone} icon={icon} moves={status === 'running'}>
        {t(`files.status.${status}`)}
      </Badge>
      <div className={classes.actions}>
        {isThere && (
          <Button
            size="xs"
            leftSection={<Icon name="download" size={14} />}
            renderRoot={(props) => <a href={`/v1/exports/${file.id}/file`} download={fileName ?? true} {...props} />}
          >
            {t('files.download')}
          </Button>
        )}
        {isOwn && (isThere || isBusy(file)) && <Discard file={file} />}
      </div>
    </li>
  );
}

function Progress({ file: { progress, rows } }: { readonly file: Export }) {
  const { t } = useTranslation('reports');
  const formats = useFormats();
  const label =
    progress === null
      ? t('files.waits')
      : t('files.progress', { percent: formats.percent(progress), rows: formats.number(rows ?? 0) });
  return (
    <div className={classes.progress}>
      <Segments total={1} segments={[{ value: progress ?? 0, fill: 'accent' }]} label={label} done={progress ?? 0} />
      <span>{label}</span>
    </div>
  );
}

/** What is being made is canceled at once; a file that is there is deleted at the second step. */
function Discard({ file }: { readonly file: Export }) {
  const { t } = useTranslation('reports');
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const discard = async () => {
    await discardExport(file.id);
    toast.done(t(isBusy(file) ? 'files.canceled' : 'files.deleted'));
    await queries.invalidateQueries({ queryKey: ['exports'] });
  };
  const cancel = useMutation({
    mutationFn: discard,
    onError: (error) => toast.problem(t('files.notDiscarded'), error),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={cancel.isPending}
        onClick={() => (isBusy(file) ? cancel.mutate() : setAsks(true))}
      >
        {t(isBusy(file) ? 'files.cancel' : 'files.delete')}
      </Button>
      {asks && (
        <Confirm
          isFinal
          title={t('files.sure')}
          button={t('files.delete')}
          close={() => setAsks(false)}
          confirm={discard}
        >
          <p>{t('files.sureText', { name: file.fileName ?? file.format.toUpperCase() })}</p>
        </Confirm>
      )}
    </>
  );
}
