import { Button, Modal, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import { useFormats } from '../../words/formats';
import classes from './confirm.module.css';
import { type CampaignDetails, type Preflight, preflightQuery } from './queries';

interface ConfirmProps {
  readonly campaign: CampaignDetails;
  readonly what: Preflight['for'];
  readonly close: () => void;
  readonly confirm: () => Promise<void> | void;
}

/** From so many on, what cannot be taken back wants the number typed: a press is too little for that many people. */
const MANY = 10_000;

/** The second, deliberate step: says what will happen, to how many and how long it will take, before it happens. */
export function Confirm({ campaign, what, close, confirm }: ConfirmProps) {
  const { t } = useTranslation(['campaign', 'shell']);
  const formats = useFormats();
  const { data: preflight, error } = useQuery(preflightQuery(campaign.id, what));
  const [typed, setTyped] = useState('');
  const run = useMutation({ mutationFn: async () => confirm(), onSuccess: close });
  const count = preflight?.contacts ?? 0;
  const mustType = what !== 'resume' && count > MANY;
  const isTyped = !mustType || typed.replace(/\D/g, '') === String(count);
  return (
    <Modal
      opened
      onClose={close}
      title={t(`confirm.${what}.title`)}
      closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}
    >
      <div className={classes.what} aria-live="polite">
        {error && <ProblemText error={error} />}
        {!preflight && !error && <Skeleton height={44} />}
        {preflight && <WillHappen preflight={preflight} />}
      </div>
      {preflight && mustType && (
        <TextInput
          mt="md"
          label={t('confirm.type', { number: formats.number(count) })}
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
        <Button variant="default" onClick={close}>
          {t('confirm.not')}
        </Button>
        <Button
          {...(what === 'cancel' ? { color: 'red.8' } : { 'data-autofocus': true })}
          loading={run.isPending}
          disabled={!preflight || !isTyped || (what !== 'cancel' && !preflight.ok)}
          onClick={() => run.mutate()}
        >
          {t(`confirm.${what}.button`)}
        </Button>
      </div>
    </Modal>
  );
}

function WillHappen({ preflight }: { readonly preflight: Preflight }) {
  const { t } = useTranslation('campaign');
  const formats = useFormats();
  const { contacts, seconds, problems, warnings, audience, template, missingVariables } = preflight;
  const what = preflight.for;
  return (
    <>
      <p className={classes.sentence}>
        {t(`confirm.${what}.what`, { count: contacts, number: formats.number(contacts) })}
        {seconds !== null && what !== 'cancel' && ` ${t('confirm.duration', { duration: formats.duration(seconds) })}`}
      </p>
      {what === 'start' && (
        <p className={classes.quiet}>
          {t('confirm.leftOut', {
            invalid: formats.number(audience.invalid),
            duplicate: formats.number(audience.duplicate),
            suppressed: formats.number(audience.suppressed),
          })}
          {template?.name && ` ${t('confirm.template', { name: template.name })}`}
        </p>
      )}
      <ul className={classes.faults}>
        {problems.map(({ path, message }) => (
          <li key={path + message} data-tone="bad">
            <Icon name="cross" /> {message}
          </li>
        ))}
        {missingVariables.map(({ variable, contacts: missing }) => (
          <li key={variable} data-tone="bad">
            <Icon name="cross" />
            {t('confirm.missing', { count: missing, number: formats.number(missing), variable })}
          </li>
        ))}
        {warnings.map(({ path, message }) => (
          <li key={path + message} data-tone="warn">
            <Icon name="alert" /> {message}
          </li>
        ))}
      </ul>
    </>
  );
}
