import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEngineGone } from '../api/reach';
import { live, useLiveMark } from '../live/live';
import classes from './live-mark.module.css';

/** Whether what is shown changes by itself. Pressed, it stands still, to be read in peace. */
export function LiveMark() {
  const { t } = useTranslation();
  const heard = useLiveMark();
  const mark = useEngineGone() === null ? heard : 'reconnecting';
  const toggle = () => (heard === 'paused' ? live.goOn() : live.pause());
  return (
    <Tooltip label={t(`live.${mark}.tip`)} position="right">
      <button
        type="button"
        className={classes.mark}
        data-mark={mark}
        onClick={toggle}
        aria-pressed={heard === 'paused'}
      >
        <span className={classes.dot} aria-hidden="true" />
        <span>{t(`live.${mark}.name`)}</span>
      </button>
    </Tooltip>
  );
}
