import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { Panel } from '../../parts/page';
import { Segments } from '../../parts/segments';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { useContactStates } from '../../words/vocabulary';
import { Chart } from './chart';
import classes from './overview.module.css';
import { senderQuery } from './queries';
import type { CampaignSearch } from './search';

/** Figures of a campaign: how many came how far, in which state they are, what went wrong, how fast it is. */
export function Overview({
  campaign,
  search,
}: {
  readonly campaign: CampaignDetails;
  readonly search: CampaignSearch;
}) {
  return (
    <div className={classes.grid}>
      <Funnel campaign={campaign} />
      <Pace campaign={campaign} />
      {campaign.startedAt !== null && (
        <div className={classes.wide}>
          <Chart campaign={campaign} search={search} />
        </div>
      )}
      <div className={classes.wide}>
        <States campaign={campaign} />
      </div>
      <Errors campaign={campaign} />
      {campaign.replies.total > 0 && <Replies campaign={campaign} />}
    </div>
  );
}

const MILESTONES = ['accepted', 'sent', 'delivered', 'read', 'replied'] as const;

/** Each share is of the step before, since that is what one can do something about. */
function Funnel({ campaign: { milestones } }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const most = Math.max(1, milestones.accepted);
  return (
    <Panel title={t('funnel.title')}>
      <ol className={classes.funnel}>
        {MILESTONES.map((step, n) => {
          const value = milestones[step];
          // Some hide that they read, and reply all the same: a reply is a share of what was delivered.
          const before = n === 0 ? undefined : milestones[step === 'replied' ? 'delivered' : MILESTONES[n - 1]!];
          return (
            <li key={step}>
              <span className={classes.step}>{t(`funnel.${step}`)}</span>
              <span className={classes.bar} aria-hidden="true">
                <span style={{ width: `${(value / most) * 100}%` }} data-step={step} />
              </span>
              <strong className={classes.value}>{formats.number(value)}</strong>
              <span className={classes.rate} title={n === 0 ? undefined : t(`funnel.of.${step as 'sent'}`)}>
                {before !== undefined && before > 0 ? formats.percent(value / before) : ''}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function Pace({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const may = useMay();
  const senders = useQueries({
    queries: campaign.senderIds.map((id) => ({
      ...senderQuery(id),
      enabled: may('sender:read'),
      refetchInterval: campaign.status === 'sending' ? 10_000 : (false as const),
    })),
  });
  const { limit } = campaign.pace;
  const lastMinute = campaign.status === 'sending' ? campaign.pace.lastMinute : 0;
  return (
    <Panel title={t('pace.title')}>
      <div className={classes.pace}>
        <p className={classes.speed}>
          <strong>{formats.number(lastMinute)}</strong>
          <span>{t('pace.perSecond')}</span>
        </p>
        {limit !== null && (
          <>
            <Segments
              total={limit}
              segments={[{ value: Math.min(limit, lastMinute), fill: 'accent' }]}
              done={limit > 0 ? Math.min(1, lastMinute / limit) : 0}
              label={t('pace.ofLimit', { limit: formats.number(limit) })}
            />
            <p className={classes.quiet}>{t('pace.ofLimit', { limit: formats.number(limit) })}</p>
          </>
        )}
        {senders
          .flatMap(({ data }) => data ?? [])
          .map((sender) => (
            <dl key={sender.id} className={classes.facts}>
              <dt>{t('pace.number')}</dt>
              <dd>
                {sender.name} {sender.phone}
              </dd>
              <dt>{t('pace.tier')}</dt>
              <dd>
                {sender.tier === null
                  ? t('pace.noTier')
                  : sender.tierUsed === null
                    ? formats.number(sender.tier)
                    : t('pace.tierUsed', { used: formats.number(sender.tierUsed), tier: formats.number(sender.tier) })}
              </dd>
            </dl>
          ))}
      </div>
    </Panel>
  );
}

const STATES = [
  ['initial', 'none'],
  ['in_progress', 'busy'],
  ['retry_scheduled', 'busy'],
  ['sent', 'busy'],
  ['delivered', 'good'],
  ['read', 'read'],
  ['error', 'bad'],
  ['sending_failed', 'bad'],
  ['delivery_failed', 'bad'],
  ['invalid_record', 'out'],
  ['removed', 'out'],
  ['canceled_by_admin', 'out'],
] as const;

/** All twelve, also those that nobody is in: what is not there is an answer, too. */
function States({ campaign: { id, counters, contacts } }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const may = useMay();
  const formats = useFormats();
  const wordOf = useContactStates();
  return (
    <Panel title={t('states.title')}>
      <ul className={classes.states}>
        {STATES.map(([state, fill]) => {
          const { label, description } = wordOf(state);
          const count = counters[state];
          return (
            <li key={state} data-empty={count === 0 || undefined}>
              <span className={classes.mark} data-fill={fill} aria-hidden="true" />
              <span className={classes.stateName}>
                {count > 0 && may('contact:read') ? (
                  <Link to="/campaigns/$campaignId/contacts" params={{ campaignId: id }} search={{ state: [state] }}>
                    {label}
                  </Link>
                ) : (
                  label
                )}
              </span>
              <strong>{formats.number(count)}</strong>
              <span className={classes.rate}>{count > 0 ? formats.percent(count / contacts) : ''}</span>
              {description !== '' && <small>{description}</small>}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Errors({ campaign: { id, errors, contacts } }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const may = useMay();
  const formats = useFormats();
  return (
    <Panel title={t('errors.title')}>
      {errors.length === 0 ? (
        <p className={classes.quiet}>{t('errors.none')}</p>
      ) : (
        <ul className={classes.errors}>
          {errors.map(({ code, title, advice, contacts: count }) => (
            <li key={code}>
              <div className={classes.cause}>
                <strong>{title}</strong>
                <span className={classes.causeCount}>
                  {t('errors.contacts', { count, number: formats.number(count) })}
                  {contacts > 0 && <span className={classes.rate}>{formats.percent(count / contacts)}</span>}
                </span>
              </div>
              <p>{advice}</p>
              <p className={classes.foot}>
                <code>{code}</code>
                {may('contact:read') && (
                  <Link to="/campaigns/$campaignId/contacts" params={{ campaignId: id }} search={{ error: code }}>
                    {t('errors.show')}
                  </Link>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Taps on links and calls are not among them: nobody hears of those. */
function Replies({ campaign: { replies } }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  return (
    <Panel title={t('replies.title')}>
      <dl className={classes.facts}>
        <dt>{t('replies.total')}</dt>
        <dd>{formats.number(replies.total)}</dd>
        <dt>{t('replies.optOuts')}</dt>
        <dd>{formats.number(replies.optOuts)}</dd>
        {replies.buttons.map(({ text, taps }) => (
          <div key={text} className={classes.button}>
            <dt>{t('replies.button', { text })}</dt>
            <dd>{formats.number(taps)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.quiet}>{t('replies.notTracked')}</p>
    </Panel>
  );
}
