import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ofCampaign } from '../../live/one-campaign';
import { Badge } from '../../parts/badge';
import { Icon } from '../../parts/icon';
import { Segments } from '../../parts/segments';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { refusedQuery, type Upload } from './queries';
import classes from './read-file.module.css';
import { VerdictBadge } from './verdict';

/** A file that the server reads, or has read: what became of its rows, as it goes. */
export function ReadFile({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const queries = useQueryClient();
  const { id, name, status, rows, accepted, duplicate, invalid, suppressed, error, receivedAt, user } = upload;
  const isReading = status === 'reading';
  const wasReading = useRef(isReading);
  const [isOpen, setOpen] = useState(isReading);
  useEffect(() => {
    // Now everybody of it is in the campaign.
    if (wasReading.current && !isReading) {
      void queries.invalidateQueries({ queryKey: ofCampaign(upload.campaignId) });
    }
    wasReading.current = isReading;
  }, [isReading, queries, upload.campaignId]);
  const refused = duplicate + invalid + suppressed;
  const label = t('read.of', { accepted: formats.number(accepted), rows: formats.number(rows) });
  const counts = [
    ['accepted', accepted],
    ['duplicate', duplicate],
    ['invalid', invalid],
    ['suppressed', suppressed],
  ] as const;
  return (
    <li className={classes.file}>
      <header className={classes.header}>
        <strong>{name ?? t('read.noName')}</strong>
        {isReading ? (
          <Badge tone="amber" icon="file" moves>
            {t('read.reading')}
          </Badge>
        ) : status === 'failed' ? (
          <Badge tone="red" icon="alert">
            {t('read.failed')}
          </Badge>
        ) : null}
        <span className={classes.quiet}>
          <Time at={receivedAt} /> · {user}
        </span>
      </header>
      <Segments
        label={label}
        total={rows}
        done={rows > 0 ? accepted / rows : 0}
        segments={[
          { value: accepted, fill: 'good' },
          { value: duplicate, fill: 'out' },
          { value: invalid, fill: 'bad' },
          { value: suppressed, fill: 'busy' },
        ]}
      />
      <p className={classes.counts} role={isReading ? 'status' : undefined}>
        <span>{t('read.rows', { count: rows, number: formats.number(rows) })}</span>
        {counts
          .filter(([, count]) => count > 0)
          .map(([verdict, count]) => (
            <span key={verdict}>
              <VerdictBadge verdict={verdict} /> {formats.number(count)}
            </span>
          ))}
      </p>
      {error && <p className={classes.error}>{error.message}</p>}
      {refused > 0 && (
        <div className={classes.tools}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            leftSection={<Icon name={isOpen ? 'down' : 'next'} size={14} />}
            onClick={() => setOpen(!isOpen)}
          >
            {t('read.refused', { count: refused, number: formats.number(refused) })}
          </Button>
          {invalid > 0 && <Download uploadId={id} />}
        </div>
      )}
      {isOpen && refused > 0 && <Refused upload={upload} refused={refused} />}
    </li>
  );
}

/** To be mended and uploaded again. */
function Download({ uploadId }: { readonly uploadId: string }) {
  const { t } = useTranslation('new-campaign');
  const may = useMay();
  if (!may('report:export') || !may('personal:read')) return null;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      leftSection={<Icon name="download" size={14} />}
      renderRoot={(props) => <a href={`/v1/uploads/${uploadId}/refused.csv`} download {...props} />}
    >
      {t('read.download')}
    </Button>
  );
}

function Refused({ upload: { id, rows }, refused }: { readonly upload: Upload; readonly refused: number }) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const { data } = useQuery(refusedQuery(id, rows));
  const shown = data?.items ?? [];
  return (
    <>
      <ul className={classes.refused}>
        {shown.map(({ row, verdict, reasons, phone }) => (
          <li key={row}>
            <span className={classes.row}>{t('read.row', { number: formats.number(row) })}</span>
            <VerdictBadge verdict={verdict} />
            <span>
              {phone !== null && phone !== '' && <span className={classes.phone}>{phone} </span>}
              <span className={classes.quiet}>{reasons.map(({ message }) => message).join(' ')}</span>
            </span>
          </li>
        ))}
      </ul>
      {shown.length > 0 && refused > shown.length && (
        <p className={classes.quiet}>{t('read.more', { number: formats.number(refused - shown.length) })}</p>
      )}
    </>
  );
}
