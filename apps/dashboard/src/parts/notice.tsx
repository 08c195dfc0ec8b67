import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EngineGone, Problem } from '../api/problem';
import { Icon, type IconName } from './icon';
import classes from './notice.module.css';

interface NoticeProps {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do next. */
  readonly action?: ReactNode;
}

/** Where there is nothing to show: why, and what to do next. */
export function EmptyState({ icon, title, children, action }: NoticeProps) {
  return (
    <div className={classes.notice}>
      <span className={classes.icon}>
        <Icon name={icon} size={22} />
      </span>
      <h2 className={classes.title}>{title}</h2>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** What the engine refused, in its own words, with the id by which its log knows the request, and a way on. */
export function ProblemNotice({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.notice} role="alert">
      <span className={classes.icon} data-tone="bad">
        <Icon name="alert" size={22} />
      </span>
      <h2 className={classes.title}>{t('problem.title')}</h2>
      <div className={classes.text}>
        <ProblemText error={error} />
      </div>
      {retry && (
        <div className={classes.action}>
          <Button variant="default" leftSection={<Icon name="retry" />} onClick={retry}>
            {t('problem.again')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The sentences alone: in a dialog, or a note. */
export function ProblemText({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  if (error instanceof EngineGone) return <p>{t('gone.title')}</p>;
  if (!(error instanceof Problem)) return <p>{t('problem.unforeseen')}</p>;
  const own = error.errors.filter(({ message }) => !error.message.includes(message));
  return (
    <>
      <p>{error.message}</p>
      {own.length > 0 && (
        <ul className={classes.faults}>
          {own.map(({ path, message }) => (
            <li key={`${path} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {error.instance !== null && (
        <p className={classes.request}>
          {t('problem.request')} <code>{error.instance}</code>
        </p>
      )}
    </>
  );
}
