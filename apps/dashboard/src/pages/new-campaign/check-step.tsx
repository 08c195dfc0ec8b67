import { NativeSelect, NumberInput, Skeleton, TextInput } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/Combobox.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { ActionButton } from '../../parts/action-button';
import { Confirm } from '../../parts/confirm';
import form from '../../parts/form.module.css';
import { Icon } from '../../parts/icon';
import { ProblemNotice, ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { Segments } from '../../parts/segments';
import { toast } from '../../parts/toast';
import { useFormats } from '../../words/formats';
import { timeZones } from '../../words/time-zones';
import classes from './check-step.module.css';
import { settingsOf } from '../../parts/campaign-settings';
import { StepEnd } from './frame';
import { commands, type Preflight, preflightQuery } from './queries';
import type { Step } from './search';

interface CheckStepProps {
  readonly campaign: CampaignDetails;
  readonly open: readonly Step[];
}

/** What would happen if it were started now, and what keeps it from that; then it is started, or its time is set. */
export function CheckStep({ campaign, open }: CheckStepProps) {
  const { data: preflight, error, refetch } = useQuery(preflightQuery(campaign.id));
  return (
    <>
      {error && !preflight && <ProblemNotice error={error} retry={() => void refetch()} />}
      {!preflight && !error && <Skeleton height={260} />}
      {preflight && (
        <>
          <Foreseen campaign={campaign} preflight={preflight} open={open} />
          <Begin campaign={campaign} preflight={preflight} />
        </>
      )}
      <StepEnd campaignId={campaign.id} before="test" />
    </>
  );
}

/** Where a fault is mended, by what it is about. */
function stepOf(path: string): Step {
  if (path.startsWith('sender')) return 'sender';
  if (path.startsWith('content.parameterMapping')) return 'audience';
  if (path.startsWith('content')) return 'template';
  if (path.startsWith('pace')) return 'sending';
  return 'audience';
}

interface ForeseenProps extends CheckStepProps {
  readonly preflight: Preflight;
}

function Foreseen({ campaign, preflight, open }: ForeseenProps) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const { ok, contacts, seconds, duration, audience, problems, warnings, missingVariables, unfitValues } = preflight;
  const { rows, valid, invalid, duplicate, suppressed } = audience;
  const days = duration?.days ?? 0;
  return (
    <Panel title={t(ok ? 'check.ready' : 'check.notReady')}>
      <div className={classes.foreseen}>
        <p className={classes.big}>
          <strong>{formats.number(contacts)}</strong>
          <span>{t('check.will', { count: contacts })}</span>
        </p>
        {seconds !== null && (
          <p className={classes.big}>
            <strong>{formats.duration(seconds)}</strong>
            <span>{days > 1 ? t('check.days', { count: Math.ceil(days) }) : t('check.atThisPace')}</span>
          </p>
        )}
      </div>
      {contacts > 0 && (
        <p className={form.quiet}>
          {t('check.deliveryWait', { duration: formats.duration(preflight.deliveryWaitSeconds) })}
        </p>
      )}
      <Segments
        size="md"
        label={t('check.rows', { valid: formats.number(valid), rows: formats.number(rows) })}
        total={rows}
        done={rows > 0 ? valid / rows : 0}
        segments={[
          { value: valid, fill: 'good' },
          { value: duplicate, fill: 'out' },
          { value: invalid, fill: 'bad' },
          { value: suppressed, fill: 'busy' },
        ]}
      />
      <dl className={classes.counts}>
        {(
          [
            ['rows', rows],
            ['valid', valid],
            ['duplicate', duplicate],
            ['invalid', invalid],
            ['suppressed', suppressed],
          ] as const
        ).map(([name, count]) => (
          <div key={name}>
            <dt>{t(`check.counts.${name}`)}</dt>
            <dd>{formats.number(count)}</dd>
          </div>
        ))}
      </dl>
      <ul className={classes.faults}>
        {problems.map(({ path, message }) => (
          <Fault key={path + message} tone="bad" {...{ campaign, open }} step={stepOf(path)}>
            {message}
          </Fault>
        ))}
        {missingVariables.map(({ variable, contacts: count }) => (
          <Fault key={variable} tone="bad" {...{ campaign, open }} step="audience">
            {t('check.missing', { count, number: formats.number(count), variable })}
          </Fault>
        ))}
        {unfitValues.map(({ field, message, contacts: count }) => (
          <Fault key={field + message} tone="bad" {...{ campaign, open }} step="audience">
            {t('check.unfit', { count, number: formats.number(count), field })} {message}
          </Fault>
        ))}
        {warnings.map(({ path, message }) => (
          <Fault key={path + message} tone="warn" {...{ campaign, open }} step={stepOf(path)}>
            {message}
          </Fault>
        ))}
      </ul>
    </Panel>
  );
}

interface FaultProps extends CheckStepProps {
  readonly tone: 'bad' | 'warn';
  readonly step: Step;
  readonly children: ReactNode;
}

function Fault({ tone, step, campaign, open, children }: FaultProps) {
  const { t } = useTranslation('new-campaign');
  return (
    <li data-tone={tone}>
      <Icon name={tone === 'bad' ? 'cross' : 'alert'} />
      <span>{children}</span>
      {open.includes(step) && (
        <Link to="/campaigns/$campaignId/edit" params={{ campaignId: campaign.id }} search={{ step }}>
          {t('check.mend', { step: t(`steps.${step}`) })}
        </Link>
      )}
    </li>
  );
}

function Begin({ campaign, preflight }: { readonly campaign: CampaignDetails; readonly preflight: Preflight }) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { contacts, seconds, ok } = preflight;
  const number = formats.number(contacts);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const ofCampaign = settingsOf(campaign).timeZone ?? here;
  const [zone, setZone] = useState(ofCampaign);
  const [time, setTime] = useState('');
  const [canary, setCanary] = useState<number | null>(null);
  const toCampaign = async () => {
    await queries.invalidateQueries({ queryKey: ['campaigns'] });
    await navigate({ to: '/campaigns/$campaignId', params: { campaignId: campaign.id }, search: {} });
  };
  const start = async () => {
    await commands.start(campaign.id, canary);
    toast.done(t('check.started', { count: contacts, number }));
    await toCampaign();
  };
  const schedule = useMutation({
    mutationFn: async () => {
      await commands.schedule(campaign.id, time, zone);
      toast.done(t('check.scheduled'));
      await toCampaign();
    },
  });
  const missing = ok ? undefined : t('check.mendFirst');
  return (
    <div className={form.two}>
      <Panel title={t('check.now')}>
        <p className={form.quiet}>{t('check.nowText')}</p>
        <NumberInput
          mt="sm"
          label={t('check.canary')}
          description={t('check.canaryText')}
          placeholder={t('check.everybody')}
          value={canary ?? ''}
          min={1}
          max={10_000}
          allowDecimal={false}
          clampBehavior="blur"
          hideControls
          onChange={(value) => setCanary(typeof value === 'number' ? value : null)}
        />
        <div className={form.buttons}>
          <ActionButton
            permission="campaign:start"
            missing={missing}
            leftSection={<Icon name="send" />}
            onClick={() => setAsks(true)}
          >
            {t('check.start')}
          </ActionButton>
        </div>
      </Panel>
      <Panel title={t('check.later')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (time !== '') schedule.mutate();
          }}
        >
          <div className={form.two}>
            <TextInput
              type="datetime-local"
              label={t('check.time')}
              required
              value={time}
              onChange={({ currentTarget }) => setTime(currentTarget.value)}
            />
            <NativeSelect
              label={t('check.zone')}
              value={zone}
              onChange={({ currentTarget }) => setZone(currentTarget.value)}
              data={timeZones(ofCampaign, here)}
            />
          </div>
          {schedule.error && (
            <div className={form.problem} role="alert">
              <ProblemText error={schedule.error} />
            </div>
          )}
          <div className={form.buttons}>
            <ActionButton
              permission="campaign:schedule"
              missing={time === '' ? t('check.noTime') : undefined}
              variant="default"
              leftSection={<Icon name="clock" />}
              loading={schedule.isPending}
              onClick={() => schedule.mutate()}
            >
              {t('check.schedule')}
            </ActionButton>
          </div>
        </form>
      </Panel>
      {asks && (
        <Confirm
          title={t('check.question', { count: contacts, number })}
          button={t('check.confirm', { count: contacts, number })}
          count={contacts}
          confirm={start}
          close={() => setAsks(false)}
        >
          <p>
            {t('check.what', { count: contacts, number })}
            {canary !== null && ` ${t('check.canaryFirst', { count: canary, number: formats.number(canary) })}`}
            {seconds !== null && ` ${t('check.takes', { duration: formats.duration(seconds) })}`}
          </p>
        </Confirm>
      )}
    </div>
  );
}
