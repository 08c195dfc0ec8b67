import { Loader, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/problem';
import { ActionButton } from '../../parts/action-button';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { Page, Panel } from '../../parts/page';
import table from '../../parts/table.module.css';
import { toast } from '../../parts/toast';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { campaignsQuery, type Difference, startVerification, type Verification, verificationQuery } from './queries';
import classes from './verification-page.module.css';

/** Counts the log again, and compares what it says with what the pages show. */
export function VerificationPage() {
  const { t } = useTranslation('verification');
  const { campaign, job } = useSearch({ from: '/shell/verification' });
  const navigate = useNavigate({ from: '/verification' });
  const queries = useQueryClient();
  const may = useMay();
  const { data: campaigns = [] } = useQuery({ ...campaignsQuery, enabled: may('campaign:read') });
  const start = useMutation({
    mutationFn: () => startVerification(campaign),
    onSuccess: (started) => {
      queries.setQueryData(verificationQuery(started.id).queryKey, started);
      return navigate({ search: (before) => ({ ...before, job: started.id }) });
    },
    onError: (error) => toast.problem(t('notStarted'), error),
  });
  return (
    <Page title={t('title')} below={t('text')}>
      <Panel title={t('what')}>
        <div className={classes.start}>
          <NativeSelect
            label={t('campaign')}
            value={campaign ?? ''}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: value === '' ? {} : { campaign: value } })
            }
            data={[
              { value: '', label: t('every') },
              ...campaigns.map(({ id, name, number }) => ({ value: id, label: `#${number} ${name}` })),
            ]}
          />
          <ActionButton
            permission="verification:run"
            loading={start.isPending}
            leftSection={<Icon name="shield" />}
            onClick={() => start.mutate()}
          >
            {t('start')}
          </ActionButton>
        </div>
      </Panel>
      <div className={classes.result}>
        {job === undefined ? (
          <EmptyState icon="shield" title={t('none')}>
            {t('noneText')}
          </EmptyState>
        ) : (
          <Job id={job} />
        )}
      </div>
    </Page>
  );
}

function Job({ id }: { readonly id: string }) {
  const { t } = useTranslation('verification');
  const { data, error, refetch } = useQuery(verificationQuery(id));
  // A recount is remembered by the process that made it, for whoever asked for it.
  if (!data && error instanceof Problem && error.code === 'not_found') {
    return (
      <EmptyState icon="clock" title={t('forgotten')}>
        {t('forgottenText')}
      </EmptyState>
    );
  }
  if (!data) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : null;
  return (
    <>
      <div role="status">
        <Panel title={t('result')}>
          <Verdict job={data} />
        </Panel>
      </div>
      {data.differences.length > 0 && <Differences differences={data.differences as unknown as Difference[]} />}
    </>
  );
}

function Verdict({ job: { status, ok, events, differences, error } }: { readonly job: Verification }) {
  const { t } = useTranslation('verification');
  const formats = useFormats();
  if (status === 'running') {
    return (
      <div className={classes.verdict}>
        <Loader size="sm" />
        <div>
          <strong>{t('running')}</strong>
          <p>{t('runningText')}</p>
        </div>
      </div>
    );
  }
  if (status === 'failed') {
    return (
      <div className={classes.verdict} data-verdict="bad">
        <Icon name="alert" size={22} />
        <div>
          <strong>{t('failed')}</strong>
          <p>{error}</p>
        </div>
      </div>
    );
  }
  const counted = t('counted', { count: events ?? 0, number: formats.number(events ?? 0) });
  return (
    <div className={classes.verdict} data-verdict={ok === true ? 'ok' : 'bad'}>
      <Icon name={ok === true ? 'check' : 'alert'} size={22} />
      <div>
        <strong>
          {ok === true
            ? t('ok')
            : t('differences', { count: differences.length, number: formats.number(differences.length) })}
        </strong>
        <p>{counted}</p>
      </div>
    </div>
  );
}

function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const { t } = useTranslation('verification');
  return (
    <div className={classes.result}>
      <Panel title={t('where')} flush>
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{t('columns.campaign')}</th>
                <th>{t('columns.view')}</th>
                <th>{t('columns.field')}</th>
                <th>{t('columns.log')}</th>
                <th>{t('columns.shown')}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ campaignId, view, id, field, log, shown }) => (
                <tr key={[view, id, field].join(' ')}>
                  <td>
                    <Link to="/campaigns/$campaignId" params={{ campaignId }} search={{}}>
                      {campaignId}
                    </Link>
                  </td>
                  <td>{view}</td>
                  <td className={classes.value}>
                    {id} {field}
                  </td>
                  <td className={classes.value}>{JSON.stringify(log)}</td>
                  <td className={classes.value}>{JSON.stringify(shown)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </div>
  );
}
