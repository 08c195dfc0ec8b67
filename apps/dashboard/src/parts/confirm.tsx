import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../words/formats';
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
  /** How many people it is about. */
  readonly count?: number;
  /** What is known speaks against it. */
  readonly disabled?: boolean;
  /** The way out; "Cancel", unless that is what is asked. */
  readonly cancel?: string;
  readonly close: () => void;
  readonly confirm: () => Promise<unknown>;
}

/** From so many on it wants the number typed: a press is too little for that many people. */
const MANY = 10_000;

/** The second, deliberate step. What the engine refuses is said in it, and it stays. */
export function Confirm({ title, children, button, isFinal = false, count = 0, ...rest }: ConfirmProps) {
  const { disabled = false, cancel, close, confirm } = rest;
  const { t } = useTranslation();
  const formats = useFormats();
  const [typed, setTyped] = useState('');
  const run = useMutation({ mutationFn: confirm, onSuccess: close });
  const mustType = count > MANY;
  const isTyped = !mustType || typed.replace(/\D/g, '') === String(count);
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      {children}
      {mustType && (
        <TextInput
          mt="md"
          label={t('typeNumber', { number: formats.number(count) })}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          inputMode="numeric"
          autoComplete="off"
        />
      )}
      {run.error && (
        <div className={classes.problem} role="alert">
          <ProblemText error={run.error} />
        </div>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={close} data-autofocus={isFinal || undefined}>
          {cancel ?? t('cancel')}
        </Button>
        <Button
          {...(isFinal ? { color: 'red.8' } : { 'data-autofocus': true })}
          loading={run.isPending}
          disabled={disabled || !isTyped}
          onClick={() => run.mutate()}
        >
          {button}
        </Button>
      </div>
    </Modal>
  );
}
