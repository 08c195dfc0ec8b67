import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import classes from './frame.module.css';
import { type Step, STEPS } from './search';

interface FrameProps {
  readonly step: Step;
  /** Undefined while nothing of it is on the server. */
  readonly campaignId: string | undefined;
  /** Steps that somebody may go to. */
  readonly open: readonly Step[];
  readonly done: readonly Step[];
  /** Beside the step where there is room, else below it. */
  readonly preview?: ReactNode;
  readonly children: ReactNode;
}

/** The steps, each of which can be left and come back to; the one that somebody is at; and the message as people will see it. */
export function Frame({ step, campaignId, open, done, preview, children }: FrameProps) {
  const { t } = useTranslation('new-campaign');
  return (
    <div className={classes.frame} data-previews={preview ? true : undefined}>
      <nav aria-label={t('steps.title')} className={classes.steps}>
        <ol>
          {STEPS.map((each, n) => (
            <li key={each} data-on={each === step || undefined} data-done={done.includes(each) || undefined}>
              <StepLink step={each} campaignId={campaignId} isOpen={open.includes(each)} isOn={each === step}>
                <span className={classes.number}>
                  {done.includes(each) && each !== step ? <Icon name="check" size={13} /> : n + 1}
                </span>
                <span className={classes.name}>{t(`steps.${each}`)}</span>
              </StepLink>
            </li>
          ))}
        </ol>
      </nav>
      <div className={classes.step}>{children}</div>
      {preview && <aside className={classes.preview}>{preview}</aside>}
    </div>
  );
}

interface StepLinkProps {
  readonly step: Step;
  readonly campaignId: string | undefined;
  readonly isOpen: boolean;
  readonly isOn: boolean;
  readonly children: ReactNode;
}

function StepLink({ step, campaignId, isOpen, isOn, children }: StepLinkProps) {
  const { t } = useTranslation('new-campaign');
  if (!isOpen) {
    return (
      <span className={classes.link} aria-disabled="true" title={t('steps.later')}>
        {children}
      </span>
    );
  }
  return (
    <StepAnchor step={step} campaignId={campaignId} className={classes.link} aria-current={isOn ? 'step' : undefined}>
      {children}
    </StepAnchor>
  );
}

/** What a step is called, and what it asks. */
export function StepTitle({ step }: { readonly step: Step }) {
  const { t } = useTranslation('new-campaign');
  return (
    <header className={classes.title}>
      <h2>{t(`${step}.title`)}</h2>
      <p>{t(`${step}.text`)}</p>
    </header>
  );
}

/** The ways out of a step. */
export function StepEnd({ campaignId, before, after, children }: EndProps) {
  const { t } = useTranslation('new-campaign');
  return (
    <footer className={classes.end}>
      {before && (
        <Button
          variant="default"
          className={classes.back}
          renderRoot={(props) => <StepAnchor step={before} campaignId={campaignId} {...props} />}
        >
          {t('back')}
        </Button>
      )}
      {children}
      {after && (
        <Button renderRoot={(props) => <StepAnchor step={after} campaignId={campaignId} {...props} />}>
          {t('next')}
        </Button>
      )}
    </footer>
  );
}

interface EndProps {
  readonly campaignId: string | undefined;
  readonly before?: Step;
  readonly after?: Step;
  readonly children?: ReactNode;
}

/** A step, wherever the campaign is by now. */
function StepAnchor({
  step,
  campaignId,
  ...props
}: Omit<ComponentProps<'a'>, 'ref' | 'href' | 'target'> & {
  readonly step: Step;
  readonly campaignId: string | undefined;
}) {
  return campaignId === undefined ? (
    <Link
      from="/campaigns/new"
      to="/campaigns/new"
      search={({ step: _, ...kept }) => ({ ...kept, ...(step === 'template' && { step }) })}
      activeProps={{}}
      {...props}
    />
  ) : (
    <Link
      from="/campaigns/$campaignId/edit"
      to="/campaigns/$campaignId/edit"
      params={{ campaignId }}
      search={({ subaccount }) => ({ ...(subaccount !== undefined && { subaccount }), step })}
      activeProps={{}}
      {...props}
    />
  );
}
