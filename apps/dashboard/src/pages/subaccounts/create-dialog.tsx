import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { ProblemText } from '../../parts/notice';
import { toast } from '../../parts/toast';
import { useFormats } from '../../words/formats';
import { createSubaccount } from './queries';

/** Where the languages of these pages are spoken. */
const COUNTRIES = [
  'BR',
  'AR',
  'BO',
  'CL',
  'CO',
  'CR',
  'DO',
  'EC',
  'ES',
  'GT',
  'HN',
  'MX',
  'NI',
  'PA',
  'PE',
  'PT',
  'PY',
  'SV',
  'US',
  'UY',
  'VE',
];

/** A tenant: of its own, and blind to all others. */
export function CreateDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation(['subaccounts', 'shell']);
  const formats = useFormats();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [country, setCountry] = useState('BR');
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const create = useMutation({
    mutationFn: () =>
      createSubaccount({
        name: name.trim(),
        defaultCountry: country === '' ? null : country.toUpperCase(),
        timeZone: zone.trim() === '' ? null : zone.trim(),
      }),
    onSuccess: async () => {
      toast.done(t('created', { name: name.trim() }));
      close();
      // Whoever sees every subaccount sees this one as well.
      await Promise.all(['subaccounts', 'me'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Modal opened onClose={close} title={t('create')} closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}>
      <form className={form.form} onSubmit={submit}>
        <p className={form.quiet}>{t('createText')}</p>
        <TextInput
          label={t('columns.name')}
          required
          data-autofocus
          maxLength={200}
          value={name}
          error={faultOf(create.error, 'name')}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <NativeSelect
          label={t('columns.country')}
          description={t('countryText')}
          value={country}
          error={faultOf(create.error, 'defaultCountry')}
          onChange={({ currentTarget }) => setCountry(currentTarget.value)}
          data={[
            { value: '', label: t('noCountry') },
            ...COUNTRIES.map((value) => ({ value, label: formats.country(value) })),
          ]}
        />
        <TextInput
          label={t('columns.zone')}
          description={t('zoneText')}
          list="time-zones"
          spellCheck={false}
          value={zone}
          error={faultOf(create.error, 'timeZone')}
          onChange={({ currentTarget }) => setZone(currentTarget.value)}
        />
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        {create.error && (
          <div className={form.problem} role="alert">
            <ProblemText error={create.error} />
          </div>
        )}
        <div className={form.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {t('confirm')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
