import '@mantine/core/styles/Switch.css';
import { Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SendWindow } from '../../parts/campaign-settings';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { DAYS, useWindowWords } from '../../parts/send-window';
import { timeZones } from '../../words/time-zones';
import classes from './window-inputs.module.css';

/** What an office does. */
const BUSINESS_HOURS: SendWindow = {
  ...{ from: '09:00', to: '20:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], zone: 'campaign' },
};
/** The end of a day, as the engine says it and as a field of a browser can. */
const [MIDNIGHT, AS_TYPED] = ['24:00', '00:00'];

/** No time zone is called so. */
const OF_CONTACT = 'contact';

/** At which hours and on which days messages may leave, and by whose clocks. */
export function WindowInputs(props: {
  readonly window: SendWindow | null;
  /** Null: that of the subaccount. */
  readonly timeZone: string | null;
  readonly error: Error | null;
  readonly change: (window: SendWindow | null, timeZone: string | null) => void;
}) {
  const { window, timeZone, error, change } = props;
  const { t } = useTranslation('new-campaign');
  const { dayName } = useWindowWords();
  const set = (part: Partial<SendWindow>) => window && change({ ...window, ...part }, timeZone);
  const whole = faultOf(error, 'sendWindow');
  return (
    <>
      <Switch
        label={t('window.only')}
        description={t('window.onlyText')}
        checked={window !== null}
        onChange={({ currentTarget: { checked } }) => change(checked ? BUSINESS_HOURS : null, timeZone)}
      />
      {window !== null && (
        <div className={classes.inputs}>
          <div className={form.two}>
            <TextInput
              type="time"
              required
              label={t('window.from')}
              value={window.from}
              error={whole ?? faultOf(error, 'sendWindow.from')}
              onChange={({ currentTarget: { value } }) => set({ from: value })}
            />
            <TextInput
              type="time"
              required
              label={t('window.to')}
              description={window.to !== MIDNIGHT && window.to < window.from ? t('window.nextDay') : undefined}
              value={window.to === MIDNIGHT ? AS_TYPED : window.to}
              error={faultOf(error, 'sendWindow.to')}
              onChange={({ currentTarget: { value } }) => set({ to: value === AS_TYPED ? MIDNIGHT! : value })}
            />
            <NativeSelect
              label={t('window.zone')}
              description={window.zone === 'contact' ? t('window.ofContactText') : undefined}
              value={window.zone === 'contact' ? OF_CONTACT : (timeZone ?? '')}
              onChange={({ currentTarget: { value } }) =>
                value === OF_CONTACT
                  ? change({ ...window, zone: 'contact' }, timeZone)
                  : change({ ...window, zone: 'campaign' }, value === '' ? null : value)
              }
              data={[
                { value: '', label: t('window.ofSubaccount') },
                { value: OF_CONTACT, label: t('window.ofContact') },
                ...timeZones(timeZone ?? 'UTC', 'UTC'),
              ]}
              error={faultOf(error, 'timeZone')}
            />
          </div>
          <Checkbox.Group
            label={t('window.days')}
            value={[...window.days]}
            error={faultOf(error, 'sendWindow.days')}
            onChange={(days) => set({ days: DAYS.filter((day) => days.includes(day)) })}
          >
            <div className={classes.days}>
              {DAYS.map((day) => (
                <Checkbox key={day} value={day} label={dayName(day)} />
              ))}
            </div>
          </Checkbox.Group>
        </div>
      )}
    </>
  );
}
