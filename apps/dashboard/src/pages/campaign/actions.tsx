import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { Icon, type IconName } from '../../parts/icon';
import { toast } from '../../parts/toast';
import { type Permission, useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { ConfirmCommand } from './confirm';
import { commands } from './queries';
import { ScheduleDialog } from './schedule-dialog';

/** What this page does; the rest of what is allowed belongs to other pages. */
const ACTIONS = [
  ...(['start', 'resume', 'pause', 'schedule', 'edit'] as const),
  ...(['unschedule', 'retry_failed', 'duplicate', 'cancel'] as const),
] as const;
type Action = (typeof ACTIONS)[number];

const NEEDS: Readonly<Record<Action, Permission>> = {
  start: 'campaign:start',
  resume: 'campaign:resume',
  pause: 'campaign:pause',
  schedule: 'campaign:schedule',
  edit: 'campaign:edit',
  unschedule: 'campaign:schedule',
  retry_failed: 'campaign:duplicate',
  duplicate: 'campaign:duplicate',
  cancel: 'campaign:cancel',
};

const LOOKS: Readonly<Record<Action, IconName>> = {
  start: 'send',
  resume: 'play',
  pause: 'pause',
  schedule: 'clock',
  edit: 'pencil',
  unschedule: 'back',
  retry_failed: 'retry',
  duplicate: 'copy',
  cancel: 'stop',
};

/** These stand beside the title; the others in the menu behind them. */
const IN_FRONT: readonly Action[] = ['start', 'resume', 'pause', 'schedule', 'edit'];

type Asked = 'start' | 'resume' | 'cancel' | 'schedule';

/** Before it there is no message of it; as an address has days, by the clocks of the browser. */
const dayOf = (instant: string) => new Intl.DateTimeFormat('en-CA').format(new Date(instant));

/** Buttons for exactly what is allowed now, and the way to what became of it. */
export function Actions({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation(['campaign', 'shell']);
  const may = useMay();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const formats = useFormats();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { id, status, contacts, settled, createdAt } = campaign;
  const refresh = () => queries.invalidateQueries({ queryKey: ['campaigns'] });

  const run = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onError: (error) => toast.problem(t('failed'), error),
    onSettled: refresh,
  });
  const resume = () =>
    run.mutate(async () => {
      await commands.resume(id);
      toast.done(t('resumed'), { undo: { label: t('undo'), act: pause } });
    });
  const pause = () =>
    run.mutate(async () => {
      const { inFlight } = await commands.pause(id);
      toast.done(t('paused'), {
        ...(inFlight > 0 && { message: t('inFlight', { count: inFlight, number: formats.number(inFlight) }) }),
        undo: { label: t('undo'), act: resume },
      });
    });
  const ACTS: Readonly<Record<Action, () => void>> = {
    start: () => setAsked('start'),
    resume: () => setAsked('resume'),
    cancel: () => setAsked('cancel'),
    schedule: () => setAsked('schedule'),
    pause,
    unschedule: () =>
      run.mutate(async () => {
        await commands.unschedule(id);
        toast.done(t('unscheduled'));
      }),
    edit: () => void navigate({ to: '/campaigns/$campaignId/edit', params: { campaignId: id }, search: {} }),
    duplicate: () => void navigate({ to: '/campaigns/new', search: { copy: id } }),
    retry_failed: () =>
      run.mutate(async () => {
        const made = await commands.retryFailed(id);
        toast.done(t('retried'));
        await navigate({
          to: '/campaigns/$campaignId/edit',
          params: { campaignId: made.id },
          search: { step: 'audience' },
        });
      }),
  };
  const allowed = ACTIONS.filter(
    // Paused already: to pause again only adds a reason.
    (action) => campaign.allowed.includes(action) && !(action === 'pause' && status === 'paused'),
  );
  const front = allowed.filter((action) => IN_FRONT.includes(action));
  const behind = allowed.filter((action) => !IN_FRONT.includes(action));
  const waiting = contacts - settled;
  return (
    <>
      {front.map((action, n) => (
        <Tooltip
          key={action}
          label={
            may(NEEDS[action])
              ? action === 'pause'
                ? t('pauseTip', { count: waiting, number: formats.number(waiting) })
                : t(`tips.${action as 'start' | 'resume' | 'schedule' | 'edit'}`)
              : t('permission.missing', { ns: 'shell', permission: NEEDS[action] })
          }
          multiline
          maw={280}
        >
          <Button
            variant={n === 0 ? 'filled' : 'default'}
            leftSection={<Icon name={LOOKS[action]} />}
            {...(!may(NEEDS[action]) && { 'data-disabled': true, 'aria-disabled': true })}
            loading={run.isPending && n === 0}
            onClick={(event) => (may(NEEDS[action]) ? ACTS[action]() : event.preventDefault())}
          >
            {t(`actions.${action === 'schedule' && status === 'scheduled' ? 'reschedule' : action}`)}
          </Button>
        </Tooltip>
      ))}
      {may('report:read') && contacts > 0 && (
        <Tooltip label={t('tips.report')} multiline maw={280}>
          <Button
            variant="default"
            leftSection={<Icon name="chart" />}
            renderRoot={(props) => <Link to="/reports" search={{ campaign: id, from: dayOf(createdAt) }} {...props} />}
          >
            {t('actions.report')}
          </Button>
        </Tooltip>
      )}
      {behind.length > 0 && (
        <Menu position="bottom-end" width={250}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t('more')}>
              <Icon name="more" size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {behind.map((action) => (
              <Menu.Item
                key={action}
                leftSection={<Icon name={LOOKS[action]} />}
                onClick={ACTS[action]}
                disabled={!may(NEEDS[action])}
                title={
                  may(NEEDS[action]) ? undefined : t('permission.missing', { ns: 'shell', permission: NEEDS[action] })
                }
                {...(action === 'cancel' && { color: 'red' })}
              >
                {t(`actions.${action}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {(asked === 'start' || asked === 'resume' || asked === 'cancel') && (
        <ConfirmCommand
          campaign={campaign}
          what={asked}
          close={() => setAsked(null)}
          confirm={async () => {
            if (asked === 'resume') return resume();
            await commands[asked](id);
            toast.done(t(asked === 'start' ? 'started' : 'canceled'));
            await refresh();
          }}
        />
      )}
      {asked === 'schedule' && <ScheduleDialog campaign={campaign} close={() => setAsked(null)} done={refresh} />}
    </>
  );
}
