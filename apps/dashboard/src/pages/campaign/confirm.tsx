import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import { Confirm } from '../../parts/confirm';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import { useFormats } from '../../words/formats';
import classes from './confirm.module.css';
import { type Preflight, preflightQuery } from './queries';

interface ConfirmCommandProps {
  readonly campaign: CampaignDetails;
  readonly what: Preflight['for'];
  readonly close: () => void;
  readonly confirm: () => Promise<unknown>;
}

/** Before it happens: what will happen, to how many and how long it will take. */
export function ConfirmCommand({ campaign, what, close, confirm }: ConfirmCommandProps) {
  const { t } = useTranslation('campaign');
  const { data: preflight, error } = useQuery(preflightQuery(campaign.id, what));
  return (
    <Confirm
      title={t(`confirm.${what}.title`)}
      button={t(`confirm.${what}.button`)}
      cancel={t('confirm.not')}
      isFinal={what === 'cancel'}
      count={what === 'resume' ? 0 : (preflight?.contacts ?? 0)}
      disabled={!preflight || (what !== 'cancel' && !preflight.ok)}
      close={close}
      confirm={confirm}
    >
      <div className={classes.what} aria-live="polite">
        {error && <ProblemText error={error} />}
        {!preflight && !error && <Skeleton height={44} />}
        {preflight && <WillHappen preflight={preflight} />}
      </div>
    </Confirm>
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
