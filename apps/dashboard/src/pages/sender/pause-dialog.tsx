import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../parts/confirm';
import classes from './pause-dialog.module.css';

interface PauseDialogProps {
  readonly name: string;
  readonly close: () => void;
  readonly pause: (reason: string) => Promise<void>;
}

/** Says what pausing a number does, and asks why: whoever wonders later is told. */
export function PauseDialog({ name, close, pause }: PauseDialogProps) {
  const { t } = useTranslation('sender');
  const [reason, setReason] = useState('');
  return (
    <Confirm
      title={t('pauseDialog.title', { name })}
      button={t('pauseDialog.button')}
      close={close}
      confirm={() => pause(reason)}
    >
      <p>{t('pauseDialog.what')}</p>
      <TextInput
        className={classes.reason}
        label={t('pauseDialog.reason')}
        description={t('pauseDialog.reasonText')}
        maxLength={200}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Confirm>
  );
}
