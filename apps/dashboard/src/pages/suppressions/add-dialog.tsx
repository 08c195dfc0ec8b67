import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { ProblemText } from '../../parts/notice';
import { SubaccountSelect } from '../../parts/subaccount-select';
import { toast } from '../../parts/toast';
import { useMe } from '../../session/me';
import { type SuppressPerson, suppressPerson } from './queries';

interface AddDialogProps {
  readonly subaccount: string | undefined;
  readonly close: () => void;
}

/** A person who is not to be messaged any more, by hand. */
export function AddDialog({ subaccount, close }: AddDialogProps) {
  const { t } = useTranslation(['suppressions', 'shell']);
  const queries = useQueryClient();
  const { subaccounts } = useMe();
  const [subaccountId, setSubaccountId] = useState(subaccount ?? (subaccounts.length === 1 ? subaccounts[0]!.id : ''));
  const [phone, setPhone] = useState('');
  const [category, setCategory] = useState<NonNullable<SuppressPerson['category']>>('all');
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      suppressPerson({
        ...(subaccountId !== '' && { subaccountId }),
        ...{ phone: phone.trim(), category },
        ...(reason.trim() !== '' && { reason: reason.trim() }),
      }),
    onSuccess: async () => {
      toast.done(t('added', { phone: phone.trim() }));
      close();
      await queries.invalidateQueries({ queryKey: ['suppressions'] });
    },
  });
  const fault = (path: string) => faultOf(save.error, path);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={close} title={t('add')} closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}>
      <form className={form.form} onSubmit={submit}>
        <p className={form.quiet}>{t('addText')}</p>
        <SubaccountSelect value={subaccountId} choose={setSubaccountId} error={fault('subaccountId')} />
        <TextInput
          label={t('columns.phone')}
          type="tel"
          required
          data-autofocus
          placeholder="+55 11 90000-0000"
          value={phone}
          error={fault('phone')}
          onChange={({ currentTarget }) => setPhone(currentTarget.value)}
        />
        <NativeSelect
          label={t('columns.category')}
          value={category}
          onChange={({ currentTarget }) => setCategory(currentTarget.value as typeof category)}
          data={(['all', 'marketing'] as const).map((value) => ({ value, label: t(`category.${value}`) }))}
        />
        <TextInput
          label={t('reason')}
          description={t('reasonText')}
          maxLength={200}
          value={reason}
          error={fault('reason')}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {save.error && (
          <div className={form.problem} role="alert">
            <ProblemText error={save.error} />
          </div>
        )}
        <div className={form.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('suppress')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
