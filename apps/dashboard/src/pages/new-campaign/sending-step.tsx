import { NativeSelect, NumberInput } from '@mantine/core';
import '@mantine/core/styles/Combobox.css';
import '@mantine/core/styles/NumberInput.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import { type CampaignSettings, settingsOf } from '../../parts/campaign-settings';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { DurationInput } from './duration-input';
import { StepEnd } from './frame';
import { GuardRailInputs } from './guard-rail-inputs';
import { NumberInputs } from './number-inputs';
import { commands, type EditBody, sendersQuery } from './queries';
import { useSaveBeforeLeaving } from './save-before-leaving';
import { WindowInputs } from './window-inputs';

const WHEN_FULL = ['wait', 'fail'] as const;
type WhenFull = (typeof WHEN_FULL)[number];
const WHENS_FULL = [
  { setting: 'whenTierIsFull', label: 'whenFull' },
  { setting: 'whenWarmUpIsFull', label: 'whenWarmUp' },
] as const;
const THEN = ['ask', 'assume_delivered', 'assume_not_sent'] as const;

/** What can be typed; empty is null. */
interface Typed {
  readonly senderIds: readonly string[];
  readonly whenSenderStops: CampaignSettings['whenSenderStops'];
  readonly pace: number | null;
  readonly maxAttempts: number | null;
  readonly graceSeconds: number | null;
  readonly then: CampaignSettings['unknownOutcome']['then'];
  readonly horizonSeconds: number | null;
  readonly whenTierIsFull: CampaignSettings['whenTierIsFull'];
  readonly whenWarmUpIsFull: CampaignSettings['whenWarmUpIsFull'];
  readonly sendWindow: CampaignSettings['sendWindow'];
  readonly timeZone: string | null;
  readonly guardRails: CampaignSettings['guardRails'];
}

function typedOf(settings: CampaignSettings): Typed {
  const {
    senderIds,
    whenSenderStops,
    pace,
    retryPolicy,
    unknownOutcome,
    reportingHorizonSeconds,
    whenTierIsFull,
    whenWarmUpIsFull,
    sendWindow,
    timeZone,
    guardRails,
  } = settings;
  return {
    senderIds,
    whenSenderStops,
    pace: pace?.messagesPerSecond ?? null,
    maxAttempts: retryPolicy.maxAttempts,
    graceSeconds: unknownOutcome.graceSeconds,
    then: unknownOutcome.then,
    horizonSeconds: reportingHorizonSeconds,
    whenTierIsFull,
    whenWarmUpIsFull,
    sendWindow,
    timeZone,
    guardRails,
  };
}

/** What was changed, and nothing else: while a campaign is paused the engine takes pace and retries only. */
function changes(before: Typed, now: Typed): EditBody {
  const { pace, maxAttempts, graceSeconds, then, horizonSeconds } = now;
  const { whenTierIsFull, whenWarmUpIsFull, sendWindow, timeZone, guardRails } = now;
  const { senderIds, whenSenderStops } = now;
  return {
    ...(senderIds.join() !== before.senderIds.join() && { senderIds: [...senderIds] }),
    ...(whenSenderStops !== before.whenSenderStops && { whenSenderStops }),
    ...(pace !== before.pace && { pace: pace === null ? null : { messagesPerSecond: pace } }),
    ...(maxAttempts !== null && maxAttempts !== before.maxAttempts && { retryPolicy: { maxAttempts } }),
    ...(((graceSeconds !== null && graceSeconds !== before.graceSeconds) || then !== before.then) && {
      unknownOutcome: { then, ...(graceSeconds !== null && { graceSeconds }) },
    }),
    ...(horizonSeconds !== null &&
      horizonSeconds !== before.horizonSeconds && { reportingHorizonSeconds: horizonSeconds }),
    ...(whenTierIsFull !== before.whenTierIsFull && { whenTierIsFull }),
    ...(whenWarmUpIsFull !== before.whenWarmUpIsFull && { whenWarmUpIsFull }),
    ...(sendWindow !== before.sendWindow && { sendWindow }),
    ...(timeZone !== before.timeZone && { timeZone }),
    ...(guardRails !== before.guardRails && { guardRails }),
  };
}

const numberOf = (value: number | string) => (typeof value === 'number' ? value : null);

/** How fast, how often, and what to make of it when nobody knows what became of a message. */
export function SendingStep({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const may = useMay();
  const queries = useQueryClient();
  const settings = settingsOf(campaign);
  const before = typedOf(settings);
  const [typed, setTyped] = useState(before);
  const { data: senders } = useQuery({ ...sendersQuery(campaign.subaccountId), enabled: may('sender:read') });
  const sender = senders?.items.find(({ id }) => id === settings.senderIds[0]);
  const body = changes(before, typed);
  const save = useMutation({
    mutationFn: async () => {
      await commands.edit(campaign.id, body);
      await queries.invalidateQueries({ queryKey: ofCampaign(campaign.id) });
    },
  });
  useSaveBeforeLeaving(Object.keys(body).length > 0, () =>
    save.mutateAsync().then(
      () => true,
      () => false,
    ),
  );
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const isPaused = campaign.status === 'paused';
  const waiting = campaign.contacts - campaign.settled;
  const ofNumber = sender?.pace?.messagesPerSecond;
  return (
    <>
      <Panel title={t('sending.pace')}>
        <NumberInput
          label={t('sending.perSecond')}
          description={
            ofNumber === undefined
              ? t('sending.paceText')
              : t('sending.paceOf', { number: formats.number(ofNumber), name: sender!.name })
          }
          placeholder={t('sending.asNumber')}
          value={typed.pace ?? ''}
          min={0.01}
          max={1000}
          step={10}
          clampBehavior="blur"
          hideControls
          error={faultOf(save.error, 'pace.messagesPerSecond')}
          onChange={(value) => set({ pace: numberOf(value) })}
          maw={320}
        />
        {typed.pace !== null && typed.pace > 0 && waiting > 0 && (
          <p className={form.quiet} role="status">
            {t('sending.duration', {
              count: waiting,
              number: formats.number(waiting),
              duration: formats.duration(waiting / typed.pace),
            })}
          </p>
        )}
      </Panel>
      <Panel title={t('sending.retries')}>
        <NumberInput
          label={t('sending.attempts')}
          description={t('sending.attemptsText')}
          value={typed.maxAttempts ?? ''}
          min={1}
          max={20}
          allowDecimal={false}
          clampBehavior="blur"
          error={faultOf(save.error, 'retryPolicy.maxAttempts')}
          onChange={(value) => set({ maxAttempts: numberOf(value) })}
          hideControls
          maw={320}
        />
      </Panel>
      {!isPaused && (
        <>
          {senders && senders.items.length > 1 && (
            <Panel title={t('numbers.title')}>
              <NumberInputs numbers={typed} senders={senders.items} error={save.error} change={set} />
            </Panel>
          )}
          <Panel title={t('window.title')}>
            <WindowInputs
              window={typed.sendWindow}
              timeZone={typed.timeZone}
              error={save.error}
              change={(sendWindow, timeZone) => set({ sendWindow, timeZone })}
            />
          </Panel>
          <Panel title={t('rails.title')}>
            <GuardRailInputs rails={typed.guardRails} error={save.error} change={(guardRails) => set({ guardRails })} />
          </Panel>
          <Panel title={t('sending.tier')}>
            {WHENS_FULL.map(({ setting, label }, n) => (
              <NativeSelect
                key={setting}
                {...(n > 0 && { mt: 'md' })}
                label={t(`sending.${label}`)}
                description={t(`sending.${label}Text`)}
                value={typed[setting]}
                onChange={({ currentTarget: { value } }) => set({ [setting]: value as WhenFull })}
                data={WHEN_FULL.map((value) => ({ value, label: t(`sending.whensFull.${value}`) }))}
                error={faultOf(save.error, setting)}
                maw={480}
              />
            ))}
          </Panel>
          <Panel title={t('sending.unknown')}>
            <div className={form.two}>
              <NativeSelect
                label={t('sending.then')}
                description={t('sending.thenText')}
                value={typed.then}
                onChange={({ currentTarget: { value } }) => set({ then: value as Typed['then'] })}
                data={THEN.map((value) => ({ value, label: t(`sending.thens.${value}`) }))}
              />
              <DurationInput
                label={t('sending.grace')}
                description={t('sending.graceText')}
                seconds={typed.graceSeconds}
                error={faultOf(save.error, 'unknownOutcome.graceSeconds')}
                change={(graceSeconds) => set({ graceSeconds })}
              />
              <DurationInput
                label={t('sending.horizon')}
                description={t('sending.horizonText')}
                seconds={typed.horizonSeconds}
                error={faultOf(save.error, 'reportingHorizonSeconds')}
                change={(horizonSeconds) => set({ horizonSeconds })}
              />
            </div>
          </Panel>
        </>
      )}
      {save.error && (
        <div className={form.problem} role="alert">
          <ProblemText error={save.error} />
        </div>
      )}
      <StepEnd
        campaignId={campaign.id}
        {...(campaign.allowed.includes('upload') && { before: 'audience' })}
        {...(campaign.allowed.includes('test') && { after: 'test' })}
      />
    </>
  );
}
