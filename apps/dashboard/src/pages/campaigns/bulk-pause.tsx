import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { SelectionBar } from '../../parts/selection-bar';
import { toast } from '../../parts/toast';
import { useFormats } from '../../words/formats';
import classes from './bulk-pause.module.css';
import { type Campaign, pauseAll, resumeAll } from './queries';

/** What can be done to all that are selected: pause them, after being told to how many that will be. */
export function BulkPause({
  campaigns,
  clear,
}: {
  readonly campaigns: readonly Campaign[];
  readonly clear: () => void;
}) {
  const { t } = useTranslation(['campaigns', 'shell']);
  const formats = useFormats();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const count = campaigns.length;
  const waiting = campaigns.reduce((sum, { contacts, settled }) => sum + contacts - settled, 0);

  const refresh = () => queries.invalidateQueries({ queryKey: ['campaigns'] });
  const undo = async (ids: readonly string[]) => {
    const { failed } = await resumeAll(ids);
    for (const error of failed) toast.problem(t('bulk.notResumed'), error);
    await refresh();
  };
  const pause = async () => {
    setBusy(true);
    const { done, failed } = await pauseAll(campaigns.map(({ id }) => id));
    setBusy(false);
    setAsks(false);
    clear();
    if (done.length > 0) {
      toast.done(t('bulk.done', { count: done.length }), {
        undo: { label: t('bulk.undo'), act: () => void undo(done) },
      });
    }
    for (const error of failed) toast.problem(t('bulk.failed'), error);
    await refresh();
  };
  return (
    <>
      <SelectionBar selected={t('bulk.selected', { count })}>
        <Button size="xs" leftSection={<Icon name="pause" size={14} />} onClick={() => setAsks(true)}>
          {t('bulk.pause')}
        </Button>
        <Button size="xs" variant="default" onClick={clear}>
          {t('bulk.clear')}
        </Button>
      </SelectionBar>
      <Modal
        opened={asks}
        onClose={() => setAsks(false)}
        title={t('bulk.question', { count })}
        closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}
      >
        <p>{t('bulk.what', { count: waiting, number: formats.number(waiting) })}</p>
        <ul className={classes.names}>
          {campaigns.map(({ id, name, number }) => (
            <li key={id}>
              #{number} {name}
            </li>
          ))}
        </ul>
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setAsks(false)}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button loading={isBusy} onClick={() => void pause()} data-autofocus>
            {t('bulk.confirm', { count })}
          </Button>
        </div>
      </Modal>
    </>
  );
}
