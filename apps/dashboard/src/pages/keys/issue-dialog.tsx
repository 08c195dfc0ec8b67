import { Button, Checkbox, Fieldset, Modal, TextInput } from '@mantine/core';
import '@mantine/core/styles/Fieldset.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../parts/copy-button';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { ProblemText } from '../../parts/notice';
import { useMe } from '../../session/me';
import classes from './keys-page.module.css';
import { createKey, type CreateKey, type KeyCreated, ROLES } from './queries';

type Role = CreateKey['roles'][number];

/** Gives somebody a key, and shows it this once. */
export function IssueDialog({ close }: { readonly close: () => void }) {
  const { t } = useTranslation('keys');
  const [created, setCreated] = useState<KeyCreated | null>(null);
  if (created) return <Secret secret={created.secret} close={close} />;
  return <Asked title={t('issue')} close={close} done={setCreated} />;
}

interface AskedProps {
  readonly title: string;
  readonly close: () => void;
  readonly done: (created: KeyCreated) => void;
}

function Asked({ title, close, done }: AskedProps) {
  const { t } = useTranslation(['keys', 'shell']);
  const queries = useQueryClient();
  const { roles: own, subaccounts, everySubaccount } = useMe();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [isEvery, setEvery] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>(subaccounts.length === 1 ? [subaccounts[0]!.id] : []);
  const create = useMutation({
    mutationFn: () => createKey({ name: name.trim(), roles: [...roles], subaccountIds: isEvery ? ['*'] : [...chosen] }),
    onSuccess: async (created) => {
      done(created);
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  // Nobody hands out more than they have.
  const mayGive = (role: Role) => own.includes('admin') || own.includes(role);
  const toggled = <T,>(list: readonly T[], item: T, on: boolean) =>
    on ? [...list, item] : list.filter((one) => one !== item);
  const isComplete = roles.length > 0 && (isEvery || chosen.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) create.mutate();
  };
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('close', { ns: 'shell' }) }}>
      <form className={form.form} onSubmit={submit}>
        <TextInput
          label={t('columns.name')}
          description={t('nameText')}
          required
          data-autofocus
          maxLength={100}
          value={name}
          error={faultOf(create.error, 'name')}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Fieldset legend={t('columns.roles')}>
          <div className={classes.roleChoice}>
            {ROLES.map((role) => (
              <Checkbox
                key={role}
                label={t(`roles.${role}`, { ns: 'shell' })}
                description={mayGive(role) ? t(`may.${role}`) : t('notYours')}
                disabled={!mayGive(role)}
                checked={roles.includes(role)}
                onChange={({ currentTarget }) => setRoles(toggled(roles, role, currentTarget.checked))}
              />
            ))}
          </div>
        </Fieldset>
        {(everySubaccount || subaccounts.length > 1) && (
          <Fieldset legend={t('columns.subaccounts')}>
            <div className={classes.scroll}>
              {everySubaccount && (
                <Checkbox
                  label={t('everySubaccount')}
                  description={t('everyText')}
                  checked={isEvery}
                  onChange={({ currentTarget }) => setEvery(currentTarget.checked)}
                />
              )}
              {!isEvery &&
                subaccounts.map((one) => (
                  <Checkbox
                    key={one.id}
                    label={one.name}
                    checked={chosen.includes(one.id)}
                    onChange={({ currentTarget }) => setChosen(toggled(chosen, one.id, currentTarget.checked))}
                  />
                ))}
            </div>
          </Fieldset>
        )}
        {create.error && (
          <div className={form.problem} role="alert">
            <ProblemText error={create.error} />
          </div>
        )}
        <div className={form.buttons}>
          <Button variant="default" onClick={close}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit" loading={create.isPending} disabled={!isComplete}>
            {t('create')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Closed only by a word that it was kept: no click beside it, no Escape, takes it away. */
function Secret({ secret, close }: { readonly secret: string; readonly close: () => void }) {
  const { t } = useTranslation('keys');
  return (
    <Modal
      opened
      onClose={close}
      title={t('secret.title')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <p>{t('secret.text')}</p>
      <div className={classes.secret}>
        <code>{secret}</code>
        <CopyButton text={secret} what={t('secret.what')} />
      </div>
      <div className={form.buttons}>
        <Button onClick={close}>{t('secret.kept')}</Button>
      </div>
    </Modal>
  );
}
