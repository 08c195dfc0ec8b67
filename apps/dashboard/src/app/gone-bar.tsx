import { useTranslation } from 'react-i18next';
import { Icon } from '../parts/icon';
import { useFormats } from '../words/formats';
import classes from './gone-bar.module.css';

/** The engine does not answer: what is shown is as it was, and it comes back by itself. */
export function GoneBar({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className={classes.bar} role="alert">
      <Icon name="alert" />
      <strong>{t('gone.title')}</strong>
      <span>{t('gone.text', { time: formats.timeOfDay(since) })}</span>
    </div>
  );
}
