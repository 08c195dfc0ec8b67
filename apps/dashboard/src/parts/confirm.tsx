import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './form.module.css';
import { ProblemText } from './notice';

interface ConfirmProps {
  /** A question. */
  readonly title: string;
  /** What will happen, and to what. */
  readonly children: ReactNode;
  readonly button: string;
  /** It cannot be taken back: the safe way out is where the focus is. */
  readonly isFinal?: boolean;
  readonly close: () => void;
  readonly confirm: () => Promise<unknown>;
}

/** The second, deliberate step. What the engine refuses is said in it, and it stays. */
export function Confirm({ title, children, button, isFinal = false, close, confirm }: ConfirmProps) {
  const { t } = useTranslation();
  const run = useMutation({ mutationFn: confirm, onSuccess: close });
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      {children}
      {run.error && (
        <div className={classes.problem} role="alert">
          <ProblemText error={run.error} />
        </div>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={close} data-autofocus={isFinal || undefined}>
          {t('cancel')}
        </Button>
        <Button
          {...(isFinal ? { color: 'red.8' } : { 'data-autofocus': true })}
          loading={run.isPending}
          onClick={() => run.mutate()}
        >
          {button}
        </Button>
      </div>
    </Modal>
  );
}
