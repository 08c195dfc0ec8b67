import { Button, Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemText } from '../../parts/notice';
import { useMay, useMe } from '../../session/me';
import { useFormats } from '../../words/formats';
import classes from './dialog.module.css';
import { FORMATS } from './export-menu';
import type { Format, SavedSearch } from './queries';

type Schedule = NonNullable<SavedSearch['schedule']>;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** What somebody says of a search besides what it asks for. */
export interface Terms {
  readonly name: string;
  readonly shared: boolean;
  readonly subaccountId: string | undefined;
  readonly format: Format;
  readonly schedule: Schedule | null;
}

interface SearchDialogProps {
  readonly title: string;
  /** As it is now; undefined of a new one. */
  readonly saved?: SavedSearch;
  /** Whose it is, where that is said by a filter. */
  readonly subaccountId?: string | undefined;
  readonly timeZone: string;
  readonly close: () => void;
  readonly save: (terms: Terms) => Promise<unknown>;
}

/** A name, who sees it, and whether a file of it is made by itself every day or week. */
export function SearchDialog({ title, saved, subaccountId, timeZone, close, save }: SearchDialogProps) {
  const { t } = useTranslation(['reports', 'shell']);
  const may = useMay();
  const { subaccounts, everySubaccount } = useMe();
  const [name, setName] = useState(saved?.name ?? '');
  const [shared, setShared] = useState(saved?.shared ?? false);
  const [whose, setWhose] = useState(saved?.subaccountId ?? subaccountId ?? '');
  const [format, setFormat] = useState<Format>(saved?.format ?? 'csv');
  const [schedule, setSchedule] = useState<Schedule | null>(saved?.schedule ?? null);
  const run = useMutation({ mutationFn: save, onSuccess: close });
  const isOfOne = subaccounts.length === 1 && !everySubaccount;
  const mayChoose = saved === undefined && !isOfOne && subaccountId === undefined;
  const lacksWhose = shared && !isOfOne && whose === '';
  const canSave = name.trim() !== '' && !lacksWhose;
  const submit = () =>
    run.mutate({ name: name.trim(), shared, format, schedule, subaccountId: whose === '' ? undefined : whose });
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) submit();
        }}
      >
        <div className={classes.fields}>
          <TextInput
            label={t('saving.name')}
            placeholder={t('saving.example')}
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            data-autofocus
            required
          />
          {mayChoose && (
            <NativeSelect
              label={t('saving.subaccount')}
              description={t('saving.subaccountText')}
              value={whose}
              data={[
                { value: '', label: t('saving.noSubaccount') },
                ...subaccounts.map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={({ currentTarget }) => setWhose(currentTarget.value)}
            />
          )}
          <Checkbox
            size="sm"
            label={t('saving.shared')}
            description={t('saving.sharedText')}
            checked={shared}
            onChange={({ currentTarget }) => setShared(currentTarget.checked)}
          />
          {lacksWhose && <p className={classes.problem}>{t('saving.lacksSubaccount')}</p>}
          <ScheduleFields
            schedule={schedule}
            change={setSchedule}
            format={format}
            setFormat={setFormat}
            timeZone={timeZone}
            disabled={!may('report:export')}
          />
        </div>
        {run.error && (
          <div className={classes.problem} role="alert">
            <ProblemText error={run.error} />
          </div>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit" loading={run.isPending} disabled={!canSave}>
            {t('saving.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface ScheduleFieldsProps {
  readonly schedule: Schedule | null;
  readonly change: (schedule: Schedule | null) => void;
  readonly format: Format;
  readonly setFormat: (format: Format) => void;
  readonly timeZone: string;
  readonly disabled: boolean;
}

function ScheduleFields({ schedule, change, format, setFormat, timeZone, disabled }: ScheduleFieldsProps) {
  const { t } = useTranslation(['reports', 'shell']);
  const weekday = useWeekday();
  const every = schedule?.every ?? 'never';
  const choose = (wanted: string) => {
    if (wanted === 'never') return change(null);
    const at = schedule?.at ?? '08:00';
    change(
      wanted === 'week'
        ? { every: 'week', on: 'monday', at, format: null }
        : { every: 'day', on: null, at, format: null },
    );
  };
  return (
    <>
      <NativeSelect
        label={t('saving.schedule')}
        description={
          disabled
            ? t('permission.missing', { ns: 'shell', permission: 'report:export' })
            : t('saving.scheduleText', { zone: timeZone })
        }
        disabled={disabled}
        value={every}
        data={(['never', 'day', 'week'] as const).map((value) => ({ value, label: t(`saving.every.${value}`) }))}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      {schedule && (
        <div className={classes.pair}>
          {schedule.every === 'week' && (
            <NativeSelect
              label={t('saving.on')}
              value={schedule.on ?? 'monday'}
              data={WEEKDAYS.map((value) => ({ value, label: weekday(value) }))}
              onChange={({ currentTarget }) =>
                change({ ...schedule, on: currentTarget.value as (typeof WEEKDAYS)[number] })
              }
            />
          )}
          <TextInput
            type="time"
            label={t('saving.at')}
            value={schedule.at}
            required
            onChange={({ currentTarget: { value } }) => value !== '' && change({ ...schedule, at: value.slice(0, 5) })}
          />
          <NativeSelect
            label={t('saving.format')}
            value={schedule.format ?? format}
            data={FORMATS.map((value) => ({ value, label: value.toUpperCase() }))}
            onChange={({ currentTarget }) => {
              setFormat(currentTarget.value as Format);
              change({ ...schedule, format: null });
            }}
          />
        </div>
      )}
    </>
  );
}

/** A day of the week as the language calls it. */
export function useWeekday(): (day: (typeof WEEKDAYS)[number]) => string {
  const { language } = useFormats();
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // The first of January 2024 was a Monday.
  return (day) => format.format(Date.UTC(2024, 0, 1 + WEEKDAYS.indexOf(day)));
}
