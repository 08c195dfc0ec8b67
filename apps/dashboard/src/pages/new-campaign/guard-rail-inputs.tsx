import '@mantine/core/styles/Switch.css';
import { NumberInput, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { GuardRails } from '../../parts/campaign-settings';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';

/** What nobody minds who sends what people want; 2 % is what platforms begin to mind. */
const USUAL: GuardRails = {
  ...{ maxFailureRate: 0.1, overLast: 200, maxErrorsInARow: 20, maxOptOutRate: 0.02, onQualityDrop: true },
};

/** When a campaign pauses by itself, for somebody to look; an empty field is not watched over. */
export function GuardRailInputs(props: {
  readonly rails: GuardRails | null;
  readonly error: Error | null;
  readonly change: (rails: GuardRails | null) => void;
}) {
  const { rails, error, change } = props;
  const { t } = useTranslation('new-campaign');
  const set = (part: Partial<GuardRails>) => rails && change({ ...rails, ...part });
  const numbers = [
    { name: 'maxFailureRate', unit: ' %', scale: 100, min: 0.1, max: 100 },
    { name: 'overLast', unit: '', scale: 1, min: 20, max: 10_000 },
    { name: 'maxErrorsInARow', unit: '', scale: 1, min: 2, max: 1000 },
    { name: 'maxOptOutRate', unit: ' %', scale: 100, min: 0.1, max: 100 },
  ] as const;
  return (
    <>
      <Switch
        label={t('rails.watch')}
        description={t('rails.watchText')}
        checked={rails !== null}
        onChange={({ currentTarget: { checked } }) => change(checked ? USUAL : null)}
      />
      {rails !== null && (
        <div className={form.form}>
          <div className={form.two}>
            {numbers.map(({ name, unit, scale, min, max }) => {
              const value = rails[name];
              return (
                <NumberInput
                  key={name}
                  mt="md"
                  label={t(`rails.${name}`)}
                  placeholder={t('rails.any')}
                  suffix={unit}
                  value={value === null ? '' : Math.round(value * scale * 100) / 100}
                  {...{ min, max }}
                  allowDecimal={scale > 1}
                  clampBehavior="blur"
                  hideControls
                  error={faultOf(error, `guardRails.${name}`)}
                  onChange={(typed) => {
                    if (typeof typed === 'number') set({ [name]: typed / scale });
                    else if (name !== 'overLast') set({ [name]: null });
                  }}
                />
              );
            })}
          </div>
          <Switch
            label={t('rails.onQualityDrop')}
            checked={rails.onQualityDrop}
            onChange={({ currentTarget: { checked } }) => set({ onQualityDrop: checked })}
          />
        </div>
      )}
    </>
  );
}
