import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/me';

interface SubaccountSelectProps {
  readonly value: string;
  readonly choose: (subaccountId: string) => void;
  readonly error?: string | undefined;
}

/** Whose it will be: asked only of who sees several. */
export function SubaccountSelect({ value, choose, error }: SubaccountSelectProps) {
  const { t } = useTranslation();
  const { subaccounts } = useMe();
  if (subaccounts.length < 2) return null;
  return (
    <NativeSelect
      label={t('subaccount.one')}
      required
      value={value}
      error={error}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={[{ value: '', label: '—' }, ...subaccounts.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

/** Of a subaccount, for who sees several; undefined where it is plain. */
export function useSubaccountName(): (id: string) => string | undefined {
  const { subaccounts } = useMe();
  return (id) => (subaccounts.length > 1 ? subaccounts.find((one) => one.id === id)?.name : undefined);
}
