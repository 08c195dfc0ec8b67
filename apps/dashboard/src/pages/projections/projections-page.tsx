import { VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/action-button';
import { Badge } from '../../parts/badge';
import { Confirm } from '../../parts/confirm';
import { Code } from '../../parts/facts';
import { Icon, type IconName } from '../../parts/icon';
import { List } from '../../parts/list';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import table from '../../parts/table.module.css';
import { toast } from '../../parts/toast';
import type { Tone } from '../../parts/tone';
import { useMay, useMe } from '../../session/me';
import { useFormats } from '../../words/formats';
import { type Projection, projectionsQuery, rebuild } from './queries';
import classes from './projections-page.module.css';

const STATUSES: Readonly<Record<Projection['status'], readonly [Tone, IconName]>> = {
  live: ['green', 'check'],
  catching_up: ['amber', 'clock'],
  standing_by: ['blue', 'pause'],
  stopped: ['red', 'alert'],
};

/** The views that pages are made of: how far behind the log each is, and what one stopped at. */
export function ProjectionsPage() {
  const { t } = useTranslation('projections');
  const may = useMay();
  const list = useQuery(projectionsQuery);
  const [asked, setAsked] = useState<string | null>(null);
  const items = list.data ?? [];
  return (
    <Page title={t('title')} below={t('text')}>
      {items.map(({ name, poison }) => poison && <Poison key={name} name={name} poison={poison} />)}
      <List query={list} count={items.length} empty={<EmptyState icon="layers" title={t('none')} />}>
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{t('columns.name')}</th>
                <th>{t('columns.status')}</th>
                <th className={table.number}>{t('columns.lag')}</th>
                <th>{t('columns.position')}</th>
                <th className={table.number}>{t('columns.version')}</th>
                {may('projection:rebuild') && (
                  <th>
                    <VisuallyHidden>{t('rebuild')}</VisuallyHidden>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {items.map((projection) => (
                <Row key={projection.name} projection={projection} ask={setAsked} />
              ))}
            </tbody>
          </table>
        </div>
      </List>
      {asked !== null && <RebuildDialog name={asked} close={() => setAsked(null)} />}
    </Page>
  );
}

function Row({ projection, ask }: { readonly projection: Projection; readonly ask: (name: string) => void }) {
  const { t } = useTranslation('projections');
  const formats = useFormats();
  const may = useMay();
  const { everySubaccount } = useMe();
  const { name, version, status, position, lag } = projection;
  // A few events behind for a moment is how it works; it is said in the number.
  const [tone, icon] = STATUSES[status];
  return (
    <tr>
      <td className={classes.name}>{name}</td>
      <td>
        <Badge tone={tone} icon={icon}>
          {t(`status.${status}`)}
        </Badge>
      </td>
      <td className={table.number}>{lag === 0 ? '0' : t('behind', { count: lag, number: formats.number(lag) })}</td>
      <td>
        <Code>{position.replace(/^0+(?=\d)/, '')}</Code>
      </td>
      <td className={table.number}>{formats.number(version)}</td>
      {may('projection:rebuild') && (
        <td className={classes.act}>
          <ActionButton
            permission="projection:rebuild"
            missing={everySubaccount ? undefined : t('onlyAll')}
            size="compact-sm"
            variant="default"
            aria-label={t('rebuildOf', { name })}
            onClick={() => ask(name)}
          >
            {t('rebuild')}
          </ActionButton>
        </td>
      )}
    </tr>
  );
}

function Poison({ name, poison }: { readonly name: string; readonly poison: NonNullable<Projection['poison']> }) {
  const { t } = useTranslation('projections');
  return (
    <div className={classes.poison} role="alert">
      <Icon name="alert" />
      <strong>{t('poison.title', { name, type: poison.type })}</strong>
      <p>
        {poison.message} {t('poison.at')} <Code>{poison.position}</Code>
      </p>
      <p>{t('poison.remedy')}</p>
    </div>
  );
}

function RebuildDialog({ name, close }: { readonly name: string; readonly close: () => void }) {
  const { t } = useTranslation('projections');
  const queries = useQueryClient();
  const confirm = async () => {
    await rebuild(name);
    toast.done(t('begun', { name }));
    await queries.invalidateQueries({ queryKey: ['projections'] });
  };
  return (
    <Confirm title={t('rebuildQuestion', { name })} button={t('rebuildConfirm')} close={close} confirm={confirm}>
      <p>{t('rebuildWhat')}</p>
    </Confirm>
  );
}
