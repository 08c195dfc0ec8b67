import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { Badge } from '../../parts/badge';
import { Code, Fact, Facts } from '../../parts/facts';
import { Icon } from '../../parts/icon';
import { ProblemNotice } from '../../parts/notice';
import { Page, Panel } from '../../parts/page';
import { Segments } from '../../parts/segments';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { readinessQuery, type Readiness, type System, systemQuery } from './queries';
import classes from './system-page.module.css';

/** What runs here, and whether it is well. */
export function SystemPage() {
  const { t } = useTranslation('system');
  const { data: system, error, refetch } = useQuery(systemQuery);
  const { data: readiness } = useQuery(readinessQuery);
  if (!system) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  return (
    <Page title={t('title')} beside={readiness && <Ready status={readiness.status} />} below={t('text')}>
      {readiness && <Notes readiness={readiness} />}
      <div className={classes.columns}>
        <Running system={system} />
        <Stores stores={system.stores} />
        <Lag readiness={readiness} />
        <Disk system={system} />
        <More />
      </div>
    </Page>
  );
}

function Ready({ status }: Pick<Readiness, 'status'>) {
  const { t } = useTranslation('system');
  return status === 'ready' ? (
    <Badge tone="green" icon="check">
      {t('ready')}
    </Badge>
  ) : (
    <Badge tone="red" icon="alert">
      {t('notReady')}
    </Badge>
  );
}

/** What a person should look at, in the engine's words. */
function Notes({ readiness: { waitingFor, warnings } }: { readonly readiness: Readiness }) {
  if (waitingFor.length + warnings.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {waitingFor.map((text) => (
        <li key={text} data-bad>
          <Icon name="clock" /> {text}
        </li>
      ))}
      {warnings.map((text) => (
        <li key={text}>
          <Icon name="alert" /> {text}
        </li>
      ))}
    </ul>
  );
}

function Running({ system }: { readonly system: System }) {
  const { t } = useTranslation('system');
  const formats = useFormats();
  return (
    <Panel title={t('running')}>
      <Facts>
        <Fact name={t('version')}>{system.version}</Fact>
        <Fact name="Node">{system.node}</Fact>
        <Fact name={t('platform')}>{system.platform}</Fact>
        <Fact name={t('started')}>
          <Time at={system.startedAt} />
        </Fact>
        <Fact name={t('uptime')}>{formats.duration(system.uptimeSeconds)}</Fact>
        <Fact name={t('memory')}>{formats.bytes(system.memoryBytes)}</Fact>
        <Fact name={t('duties')}>{system.duties.join(', ')}</Fact>
      </Facts>
    </Panel>
  );
}

const STORES = ['event_store', 'view_store', 'vault'] as const;
const CONDITIONS = { up: ['green', 'check'], slow: ['amber', 'clock'], away: ['red', 'alert'] } as const;

function Stores({ stores }: Pick<System, 'stores'>) {
  const { t } = useTranslation('system');
  return (
    <Panel title={t('stores')} flush>
      <div className={table.scroll}>
        <table className={table.table}>
          <thead>
            <tr>
              <th>{t('store')}</th>
              <th>{t('kind')}</th>
              <th>{t('condition')}</th>
              <th>{t('since')}</th>
            </tr>
          </thead>
          <tbody>
            {stores.map(({ name, kind, status, since }) => {
              const known = STORES.find((each) => each === name);
              const condition = (['up', 'slow', 'away'] as const).find((each) => each === status);
              const [tone, icon] = condition ? CONDITIONS[condition] : (['grey', 'help'] as const);
              return (
                <tr key={name}>
                  <td>{known ? t(`names.${known}`) : name}</td>
                  <td>{kind}</td>
                  <td>
                    <Badge tone={tone} icon={icon}>
                      {condition ? t(`conditions.${condition}`) : status}
                    </Badge>
                  </td>
                  <td>
                    <Time at={since} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** How far what pages show is behind what happened: the furthest of the views. */
function Lag({ readiness }: { readonly readiness: Readiness | undefined }) {
  const { t } = useTranslation('system');
  const formats = useFormats();
  const may = useMay();
  const projections = readiness?.projections ?? [];
  const most = Math.max(0, ...projections.map(({ lag }) => lag));
  const stopped = projections.filter(({ status }) => status === 'stopped');
  return (
    <Panel title={t('views')}>
      <Facts>
        <Fact name={t('lag')}>{t('behind', { count: most, number: formats.number(most) })}</Fact>
        <Fact name={t('stopped')}>
          {stopped.length === 0 ? t('noneStopped') : formats.list(stopped.map(({ name }) => name))}
        </Fact>
        {readiness?.subscriptions.map(({ name, status, position }) => (
          <Fact key={name} name={t('subscription', { name })}>
            {status} <Code>{position.replace(/^0+(?=\d)/, '')}</Code>
          </Fact>
        ))}
      </Facts>
      {may('projection:read') && (
        <p className={classes.links}>
          <Link to="/projections">
            <Icon name="layers" /> {t('showProjections')}
          </Link>
        </p>
      )}
    </Panel>
  );
}

function Disk({ system: { disk } }: { readonly system: System }) {
  const { t } = useTranslation('system');
  const formats = useFormats();
  if (!disk) {
    return (
      <Panel title={t('disk')}>
        <p>{t('diskOfServers')}</p>
      </Panel>
    );
  }
  const { totalBytes, freeBytes, usedByStores } = disk;
  const used = totalBytes - freeBytes;
  const share = totalBytes === 0 ? 0 : used / totalBytes;
  const label = t('diskUsed', {
    used: formats.bytes(used),
    total: formats.bytes(totalBytes),
    share: formats.percent(share),
  });
  return (
    <Panel title={t('disk')}>
      <div className={classes.disk}>
        <span>{label}</span>
        <Segments
          size="md"
          total={totalBytes}
          done={share}
          label={label}
          segments={[
            { value: usedByStores, fill: 'accent' },
            { value: used - usedByStores, fill: 'out' },
          ]}
        />
        <p>{t('diskOurs', { bytes: formats.bytes(usedByStores), free: formats.bytes(freeBytes) })}</p>
      </div>
    </Panel>
  );
}

function More() {
  const { t } = useTranslation('system');
  const may = useMay();
  const links = [
    ...(may('metrics:read') ? [['/metrics', t('metrics')] as const] : []),
    ['/health/ready', t('health')] as const,
    ['/docs', t('documentation')] as const,
  ];
  return (
    <Panel title={t('more')}>
      <div className={classes.links}>
        {links.map(([href, name]) => (
          <a key={href} href={href} target="_blank" rel="noreferrer">
            <Icon name="external" /> {name}
          </a>
        ))}
      </div>
    </Panel>
  );
}
