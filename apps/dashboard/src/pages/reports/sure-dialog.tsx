import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemText } from '../../parts/notice';
import classes from './dialog.module.css';

interface SureProps {
  readonly title: string;
  /** What will be gone. */
  readonly text: string;
  readonly button: string;
  readonly close: () => void;
  readonly act: () => Promise<unknown>;
}

/** The second, deliberate step before what cannot be taken back. */
export function SureDialog({ title, text, button, close, act }: SureProps) {
  const { t } = useTranslation('shell');
  const run = useMutation({ mutationFn: act, onSuccess: close });
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <p>{text}</p>
      {run.error && (
        <div className={classes.problem} role="alert">
          <ProblemText error={run.error} />
        </div>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={close} data-autofocus>
          {t('cancel')}
        </Button>
        <Button color="red.8" loading={run.isPending} onClick={() => run.mutate()}>
          {button}
        </Button>
      </div>
    </Modal>
  );
}
