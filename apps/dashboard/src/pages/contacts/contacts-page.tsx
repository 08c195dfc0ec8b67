import { Button, Skeleton } from '@mantine/core';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { type CampaignDetails, useCampaign } from '../../live/one-campaign';
import { BackLink } from '../../parts/back-link';
import { CampaignStatusBadge } from '../../parts/campaign-status';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice, ProblemText } from '../../parts/notice';
import { Page } from '../../parts/page';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { ContactRows } from './contact-rows';
import classes from './contacts-page.module.css';
import { Attention, DecideSelected } from './decisions';
import { countedOf, Filters, StateFilters } from './filters';
import { type Range, rowsOf, useContacts } from './queries';
import { RetryOthers } from './retry-others';
import { type ContactsSearch, isFiltered } from './search';

const NONE: ReadonlySet<string> = new Set();

/** Everybody in a campaign: who is in which state, and what is to be decided of whom. */
export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const may = useMay();
  const { campaignId } = useParams({ from: '/shell/campaigns/$campaignId/contacts' });
  const search = useSearch({ from: '/shell/campaigns/$campaignId/contacts' });
  const { campaign, error, refetch } = useCampaign(campaignId);
  if (!may('contact:read')) return <Forbidden />;
  if (!campaign) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  return (
    <Page
      title={t('title')}
      above={
        <BackLink>
          <Link
            to="/campaigns/$campaignId"
            params={{ campaignId }}
            search={search.subaccount === undefined ? {} : { subaccount: search.subaccount }}
            title={campaign.name}
          >
            <Icon name="back" size={14} />
            {campaign.name}
          </Link>
        </BackLink>
      }
      beside={<CampaignStatusBadge status={campaign.status} />}
      actions={campaign.allowed.includes('retry_failed') && <RetryOthers campaign={campaign} />}
    >
      <Attention campaign={campaign} search={search} />
      <StateFilters campaign={campaign} search={search} />
      <List campaign={campaign} search={search} />
    </Page>
  );
}

function List({ campaign, search }: { readonly campaign: CampaignDetails; readonly search: ContactsSearch }) {
  const { t } = useTranslation(['contacts', 'shell']);
  const formats = useFormats();
  const may = useMay();
  const [range, setRange] = useState<Range>({ first: 0, last: 0 });
  const [{ of, ids }, setSelected] = useState({ of: search, ids: NONE });
  // Of another list nothing is selected.
  const selected = of === search ? ids : NONE;
  const contacts = useContacts(campaign.id, search, range);
  const { list, data, failure, again, isPlaceholderData } = contacts;
  const rows = data ? rowsOf(contacts, countedOf(campaign, search), contacts.total) : 0;
  const isCounted = contacts.isAll || countedOf(campaign, search) !== undefined || contacts.total?.relation === 'exact';
  const toggle = useCallback(
    (id: string, on: boolean) =>
      setSelected((before) => {
        const next = new Set(before.of === search ? before.ids : NONE);
        if (on) next.add(id);
        else next.delete(id);
        return { of: search, ids: next };
      }),
    [search],
  );
  return (
    <>
      <div className={classes.box} data-waiting={isPlaceholderData || undefined}>
        <div className={classes.tools}>
          <Filters campaign={campaign} search={search} />
          <p className={classes.total} role="status">
            {data && t(isCounted ? 'count' : 'countAtLeast', { count: rows, number: formats.number(rows) })}
          </p>
        </div>
        {contacts.isPending && <Loading />}
        {contacts.isError && !data && <ProblemNotice error={contacts.error} retry={() => void contacts.refetch()} />}
        {data && rows === 0 && <Nothing campaign={campaign} isFiltered={isFiltered(search)} />}
        {rows > 0 && (
          <ContactRows
            campaignId={campaign.id}
            subaccount={search.subaccount}
            list={list}
            count={rows}
            look={setRange}
            selected={selected}
            toggle={may('contact:assume') && campaign.needsAttention > 0 ? toggle : undefined}
          />
        )}
      </div>
      {failure !== null && (
        <div className={classes.failure} role="alert">
          <ProblemText error={failure} />
          <Button size="xs" variant="default" onClick={again}>
            {t('problem.again', { ns: 'shell' })}
          </Button>
        </div>
      )}
      {selected.size > 0 && (
        <DecideSelected campaign={campaign} ids={[...selected]} clear={() => setSelected({ of: search, ids: NONE })} />
      )}
    </>
  );
}

function Loading() {
  return (
    <div className={classes.loading} aria-hidden="true">
      {Array.from({ length: 12 }, (_, n) => (
        <Skeleton key={n} height={26} />
      ))}
    </div>
  );
}

function Nothing({
  campaign,
  isFiltered: filtered,
}: {
  readonly campaign: CampaignDetails;
  readonly isFiltered: boolean;
}) {
  const { t } = useTranslation('contacts');
  const may = useMay();
  const params = { campaignId: campaign.id };
  if (filtered) {
    return (
      <EmptyState
        icon="search"
        title={t('empty.noneMatches')}
        action={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/campaigns/$campaignId/contacts" params={params} search={{}} {...props} />}
          >
            {t('empty.clear')}
          </Button>
        }
      >
        {t('empty.noneMatchesText')}
      </EmptyState>
    );
  }
  const canUpload = campaign.allowed.includes('upload') && may('contact:upload');
  return (
    <EmptyState
      icon="people"
      title={t('empty.none')}
      action={
        canUpload && (
          <Button
            leftSection={<Icon name="upload" />}
            renderRoot={(props) => (
              <Link to="/campaigns/$campaignId/edit" params={params} search={{ step: 'audience' }} {...props} />
            )}
          >
            {t('empty.upload')}
          </Button>
        )
      }
    >
      {t(canUpload ? 'empty.noneText' : 'empty.noneEver')}
    </EmptyState>
  );
}

function Forbidden() {
  const { t } = useTranslation(['contacts', 'shell']);
  return (
    <EmptyState icon="key" title={t('forbidden')}>
      {t('permission.missing', { ns: 'shell', permission: 'contact:read' })}
    </EmptyState>
  );
}
