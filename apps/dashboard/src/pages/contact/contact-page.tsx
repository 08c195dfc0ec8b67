import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { useCampaign } from '../../live/one-campaign';
import { Badge } from '../../parts/badge';
import { ContactStateBadge } from '../../parts/contact-state';
import { Icon } from '../../parts/icon';
import { ProblemNotice } from '../../parts/notice';
import { Page, Panel } from '../../parts/page';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { useContactStates } from '../../words/vocabulary';
import { Actions } from './actions';
import classes from './contact-page.module.css';
import { Messages } from './messages';
import { type Contact, contactQuery, historyQuery } from './queries';
import { Story } from './story-panel';

/** One contact of one campaign: what became of it, how that came about, and what is to be decided. */
export function ContactPage() {
  const { t } = useTranslation('contact');
  const may = useMay();
  const { campaignId, contactId } = useParams({ from: '/shell/campaigns/$campaignId/contacts/$contactId' });
  const { subaccount } = useSearch({ from: '/shell/campaigns/$campaignId/contacts/$contactId' });
  const { campaign } = useCampaign(campaignId);
  const { data: contact, error, refetch } = useQuery(contactQuery(campaignId, contactId));
  const history = useQuery({ ...historyQuery(campaignId, contactId), enabled: may('contact:history') });
  if (!contact) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  const scope = subaccount === undefined ? {} : { subaccount };
  return (
    <Page
      title={contact.phone ?? contact.name ?? t('unknown')}
      above={
        <nav className={classes.way} aria-label={t('way')}>
          <Link to="/campaigns/$campaignId" params={{ campaignId }} search={scope} title={campaign?.name}>
            <Icon name="back" size={14} />
            {campaign ? campaign.name : <Skeleton component="span" display="inline-block" width={120} height={12} />}
          </Link>
          <span aria-hidden="true">/</span>
          <Link to="/campaigns/$campaignId/contacts" params={{ campaignId }} search={scope}>
            {t('contacts')}
          </Link>
        </nav>
      }
      beside={
        contact.needsAttention ? (
          <Badge tone="orange" icon="alert">
            {t('needsAttention')}
          </Badge>
        ) : (
          <ContactStateBadge state={contact.state} />
        )
      }
      below={contact.phone === null ? undefined : contact.name}
      actions={campaign && <Actions campaign={campaign} contact={contact} />}
    >
      <Note contact={contact} />
      <div className={classes.columns}>
        <Story history={history} />
        <div className={classes.side}>
          <Facts contact={contact} />
          {history.data && <Messages campaignId={campaignId} contactId={contactId} history={history.data} />}
        </div>
      </div>
    </Page>
  );
}

/** What the state means, and what went wrong, with what to do about it. */
function Note({ contact: { state, note, needsAttention, error } }: { readonly contact: Contact }) {
  const wordOf = useContactStates();
  const { description } = wordOf(state);
  return (
    <div className={classes.note} data-tone={needsAttention ? 'orange' : error ? 'red' : undefined}>
      <p>{needsAttention || description === '' ? note : description}</p>
      {error && (
        <p>
          <strong>
            {error.title} <code>{error.code}</code>
          </strong>{' '}
          {error.advice}
        </p>
      )}
    </div>
  );
}

function Facts({ contact }: { readonly contact: Contact }) {
  const { t } = useTranslation('contact');
  const formats = useFormats();
  const { correlationId, attempts, nextAttemptAt, updatedAt, messageId, parameters } = contact;
  const values = Object.entries(parameters ?? {});
  return (
    <Panel title={t('facts.title')}>
      <dl className={classes.facts}>
        {correlationId !== null && <Fact name={t('facts.correlationId')}>{correlationId}</Fact>}
        <Fact name={t('facts.attempts')}>{formats.number(attempts)}</Fact>
        {nextAttemptAt !== null && (
          <Fact name={t('facts.nextAttempt')}>
            <Time at={nextAttemptAt} />
          </Fact>
        )}
        <Fact name={t('facts.updated')}>
          <Time at={updatedAt} />
        </Fact>
        {messageId !== null && (
          <Fact name={t('facts.messageId')}>
            <code>{messageId}</code>
          </Fact>
        )}
      </dl>
      {values.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('facts.values')}</h3>
          <dl className={classes.facts}>
            {values.map(([name, value]) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
          </dl>
        </>
      )}
    </Panel>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
