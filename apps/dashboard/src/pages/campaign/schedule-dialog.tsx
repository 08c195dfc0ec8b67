import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { ProblemText } from '../../parts/notice';
import { toast } from '../../parts/toast';
import { timeZones } from '../../words/time-zones';
import classes from './confirm.module.css';
import { commands } from './queries';

/** A time on a clock, and whose clock: nine in São Paulo is not nine here. */
export function ScheduleDialog(props: {
  readonly campaign: CampaignDetails;
  readonly close: () => void;
  readonly done: () => Promise<void>;
}) {
  const { campaign, close, done } = props;
  const { t } = useTranslation(['campaign', 'shell']);
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const ofCampaign = (campaign.settings as { readonly timeZone?: string | null }).timeZone ?? here;
  const [zone, setZone] = useState(ofCampaign);
  const [time, setTime] = useState('');
  const run = useMutation({
    mutationFn: () => commands.schedule(campaign.id, time, zone),
    onSuccess: async () => {
      close();
      toast.done(t('scheduled'));
      await done();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('schedule.title')}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}
    >
      <form onSubmit={submit}>
        <TextInput
          type="datetime-local"
          label={t('schedule.time')}
          value={time}
          required
          onChange={({ currentTarget }) => setTime(currentTarget.value)}
          data-autofocus
        />
        <NativeSelect
          mt="sm"
          label={t('schedule.zone')}
          description={t('schedule.zoneText')}
          value={zone}
          onChange={({ currentTarget }) => setZone(currentTarget.value)}
          data={timeZones(ofCampaign, here)}
        />
        {run.error && (
          <div className={classes.problem} role="alert">
            <ProblemText error={run.error} />
          </div>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            {t('confirm.not')}
          </Button>
          <Button type="submit" loading={run.isPending} disabled={time === ''}>
            {t('schedule.button')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
