import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../parts/badge';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { Panel } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import classes from './files.module.css';
import { type Upload, uploadsQuery } from './queries';

const COUNTS = ['rows', 'accepted', 'duplicate', 'invalid', 'suppressed', 'again'] as const;

/** Where the contacts came from, file by file, and what became of their rows. */
export function Files({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation('campaign');
  const { data, error, refetch } = useQuery(uploadsQuery(campaignId));
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />;
  return (
    <Panel title={t('files.title')} flush>
      {!data && <Skeleton height={160} m="md" />}
      {data?.items.length === 0 && (
        <EmptyState icon="file" title={t('files.none')}>
          {t('files.noneText')}
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <div className={table.scroll} tabIndex={0} role="region" aria-label={t('files.title')}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{t('files.file')}</th>
                <th>{t('files.status')}</th>
                {COUNTS.map((count) => (
                  <th key={count} className={table.number}>
                    {t(`files.${count}`)}
                  </th>
                ))}
                <th>{t('files.download')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((upload) => (
                <File key={upload.id} upload={upload} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && data.items.length > 0 && <p className={classes.note}>{t('files.goodText')}</p>}
    </Panel>
  );
}

function File({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const may = useMay();
  const { id, name, bytes, source, receivedAt, user, status, error, invalid, duplicate, suppressed } = upload;
  const refused = invalid + duplicate + suppressed > 0;
  return (
    <tr>
      <td className={classes.file}>
        <strong>{name ?? t(`files.sources.${source}`)}</strong>
        <span>
          {bytes !== null && `${formats.bytes(bytes)} · `}
          <Time at={receivedAt} /> · {user}
        </span>
        {error && <span className={classes.error}>{error.message}</span>}
      </td>
      <td>
        {status === 'reading' ? (
          <Badge tone="amber" icon="clock">
            {t('files.reading')}
          </Badge>
        ) : status === 'failed' ? (
          <Badge tone="red" icon="alert">
            {t('files.failed')}
          </Badge>
        ) : (
          <Badge tone="green" icon="check">
            {t('files.completed')}
          </Badge>
        )}
      </td>
      {COUNTS.map((count) => (
        <td key={count} className={table.number} data-empty={upload[count] === 0 || undefined}>
          {formats.number(upload[count])}
        </td>
      ))}
      <td>
        <span className={classes.links}>
          {refused && may('report:export') && may('personal:read') && (
            <a href={`/v1/uploads/${id}/refused.csv`} download>
              <Icon name="download" size={14} /> {t('files.refusedRows')}
            </a>
          )}
          {may('report:export') && (
            <a href={`/v1/uploads/${id}/verdicts.csv`} download>
              <Icon name="download" size={14} /> {t('files.verdicts')}
            </a>
          )}
        </span>
      </td>
    </tr>
  );
}
