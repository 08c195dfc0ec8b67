import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import {
  fileNameOf,
  type FreeContent,
  type GuardRails,
  settingsOf,
  templateIdOf,
  wordsOf,
} from '../../parts/campaign-settings';
import { CampaignStatusBadge } from '../../parts/campaign-status';
import { Panel } from '../../parts/page';
import { useWindowWords } from '../../parts/send-window';
import { useCategoryName } from '../../parts/template-status';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { linkedQuery, senderQuery, templateQuery } from './queries';
import classes from './settings.module.css';

/** What a contact has that is no column of its own. */
const FIELDS = ['name', 'phone', 'correlationId'] as const;

/** What it was set up with, and which campaigns belong to it. */
export function Settings({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const may = useMay();
  const categoryName = useCategoryName();
  const { windowText } = useWindowWords();
  const settings = settingsOf(campaign);
  const { content } = settings;
  const { parameterMapping } = content;
  const templateId = templateIdOf(content);
  const senders = useQueries({
    queries: settings.senderIds.map((id) => ({ ...senderQuery(id), enabled: may('sender:read') })),
  });
  const isOne = settings.senderIds.length === 1;
  const { data: template } = useQuery({
    ...templateQuery(templateId ?? ''),
    enabled: templateId !== undefined && may('template:read'),
  });
  const sourceName = (from: string) => {
    const field = FIELDS.find((each) => each === from);
    return field ? t(`settings.fields.${field}`) : t('settings.column', { column: from });
  };
  const railsIn = ({ maxFailureRate, overLast, maxErrorsInARow, maxOptOutRate, onQualityDrop }: GuardRails) => [
    ...(maxFailureRate === null
      ? []
      : [t('settings.failureRate', { percent: formats.percent(maxFailureRate), number: formats.number(overLast) })]),
    ...(maxErrorsInARow === null ? [] : [t('settings.errorsInARow', { number: formats.number(maxErrorsInARow) })]),
    ...(maxOptOutRate === null ? [] : [t('settings.optOutRate', { percent: formats.percent(maxOptOutRate) })]),
    ...(onQualityDrop ? [t('settings.qualityDrop')] : []),
  ];
  const components = (template?.components ?? []) as readonly { readonly type?: string; readonly text?: string }[];
  const body = components.find(({ type }) => type === 'BODY')?.text;
  return (
    <div className={classes.columns}>
      <Panel title={t('settings.message')}>
        <dl className={classes.facts}>
          <Fact name={t(isOne ? 'settings.sender' : 'settings.senders')}>
            {settings.senderIds.map((id, n) => {
              const sender = senders[n]?.data;
              return <div key={id}>{sender ? `${sender.name} · ${sender.phone ?? ''}` : id}</div>;
            })}
          </Fact>
          {content.type !== 'template' && (
            <Fact name={t('settings.free')}>{t(`settings.freeTypes.${freeTypeOf(content)}`)}</Fact>
          )}
          {content.type === 'media' && <Fact name={t('settings.file')}>{fileNameOf(content)}</Fact>}
          <Fact name={t(content.type === 'template' ? 'settings.template' : 'settings.fallback')}>
            {template
              ? [template.name, formats.languageName(template.language), categoryName(template.category)].join(' · ')
              : (templateId ?? t('settings.noFallback'))}
          </Fact>
        </dl>
        {content.type !== 'template' && wordsOf(content) !== '' && (
          <blockquote className={classes.body}>{wordsOf(content)}</blockquote>
        )}
        {body !== undefined && <blockquote className={classes.body}>{body}</blockquote>}
        {Object.keys(parameterMapping).length > 0 && (
          <dl className={classes.facts}>
            {Object.entries(parameterMapping).map(([variable, source]) => (
              <Fact key={variable} name={`{{${variable}}}`}>
                {'value' in source ? `“${source.value}”` : sourceName(source.from)}
                {'default' in source && ` · ${t('settings.otherwise', { value: source.default })}`}
              </Fact>
            ))}
          </dl>
        )}
      </Panel>
      <Panel title={t('settings.sending')}>
        <dl className={classes.facts}>
          <Fact name={t('settings.pace')}>
            {settings.pace
              ? t('settings.perSecond', {
                  count: settings.pace.messagesPerSecond,
                  number: formats.number(settings.pace.messagesPerSecond),
                })
              : t('settings.ofNumber')}
          </Fact>
          <Fact name={t('settings.window')}>
            {settings.sendWindow ? windowText(settings.sendWindow) : t('settings.anyHour')}
          </Fact>
          <Fact name={t('settings.zone')}>{settings.timeZone ?? '—'}</Fact>
          <Fact name={t('settings.attempts')}>{formats.number(settings.retryPolicy.maxAttempts)}</Fact>
          <Fact name={t('settings.horizon')}>
            {formats.duration(campaign.deliveryWaitSeconds ?? settings.reportingHorizonSeconds)}
          </Fact>
          <Fact name={t('settings.unknown')}>
            {t(`settings.then.${settings.unknownOutcome.then}`, {
              grace: formats.duration(settings.unknownOutcome.graceSeconds),
            })}
          </Fact>
          <Fact name={t('settings.rails')}>
            {settings.guardRails ? formats.list(railsIn(settings.guardRails)) : t('settings.noRails')}
          </Fact>
          <Fact name={t('settings.tier')}>{t(`settings.whenTierIsFull.${settings.whenTierIsFull}`)}</Fact>
          <Fact name={t('settings.warmUp')}>{t(`settings.whenTierIsFull.${settings.whenWarmUpIsFull}`)}</Fact>
          {!isOne && (
            <Fact name={t('settings.whenStops')}>{t(`settings.whenSenderStops.${settings.whenSenderStops}`)}</Fact>
          )}
          <Fact name={t('settings.created')}>
            <Time at={campaign.createdAt} /> · {campaign.createdBy}
          </Fact>
          {campaign.user !== null && <Fact name={t('settings.startedBy')}>{campaign.user}</Fact>}
        </dl>
      </Panel>
      <Linked campaign={campaign} />
    </div>
  );
}

function freeTypeOf(content: FreeContent) {
  return content.type === 'text' ? 'text' : content.media.type;
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Linked({ campaign: { id, sourceCampaignId } }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('campaign');
  const { data } = useQuery(linkedQuery(id));
  const items = data?.items ?? [];
  if (items.length === 0 && sourceCampaignId === null) return null;
  return (
    <Panel title={t('linked.title')}>
      <ul className={classes.linked}>
        {sourceCampaignId !== null && (
          <li>
            <Link to="/campaigns/$campaignId" params={{ campaignId: sourceCampaignId }} search={{}}>
              {t('linked.source')}
            </Link>
          </li>
        )}
        {items.map((one) => (
          <li key={one.id}>
            <Link to="/campaigns/$campaignId" params={{ campaignId: one.id }} search={{}}>
              #{one.number} {one.name}
            </Link>
            <CampaignStatusBadge status={one.status} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
