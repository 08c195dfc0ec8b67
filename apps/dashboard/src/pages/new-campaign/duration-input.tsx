import { Input, NativeSelect, NumberInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './duration-input.module.css';
import { fittingUnit, SECONDS_OF, UNITS } from './duration-unit';

interface DurationInputProps {
  readonly label: string;
  readonly description: string;
  readonly seconds: number | null;
  readonly error: ReactNode;
  readonly change: (seconds: number | null) => void;
}

/** A duration in the unit that fits it: nobody reads five seconds off 0.08 minutes. */
export function DurationInput({ label, description, seconds, error, change }: DurationInputProps) {
  const { t } = useTranslation('new-campaign');
  const id = useId();
  const [unit, setUnit] = useState(() => fittingUnit(seconds ?? 0));
  const size = SECONDS_OF[unit];
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error}>
      <div className={classes.duration}>
        <NumberInput
          id={id}
          value={seconds === null ? '' : seconds / size}
          min={1 / size}
          decimalScale={2}
          hideControls
          error={Boolean(error)}
          onChange={(value) => change(typeof value === 'number' ? Math.round(value * size) : null)}
        />
        <NativeSelect
          aria-label={t('sending.unitOf', { name: label })}
          value={unit}
          onChange={({ currentTarget: { value } }) => {
            const chosen = UNITS.find((each) => each === value)!;
            // Two minutes become two hours: the number is what somebody sees, and means.
            if (seconds !== null) change(Math.round((seconds / size) * SECONDS_OF[chosen]));
            setUnit(chosen);
          }}
          data={UNITS.map((value) => ({ value, label: t(`sending.units.${value}`) }))}
        />
      </div>
    </Input.Wrapper>
  );
}
