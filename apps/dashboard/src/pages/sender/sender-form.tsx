import '@mantine/core/styles/PasswordInput.css';
import { Button, Checkbox, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import '@mantine/core/styles/NumberInput.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { SubaccountSelect } from '../../parts/subaccount-select';
import { useMe } from '../../session/me';
import { rememberToken } from './callback-address';
import { PROVIDER_NAMES, PROVIDERS, providerNamed, settingsOf, type ProviderName } from './provider-fields';
import { editSender, registerSender, type RegisterSender, type Sender } from './queries';
import classes from './sender-form.module.css';

interface SenderFormProps {
  /** Undefined: a new one is added. */
  readonly sender?: Sender;
  readonly subaccount?: string | undefined;
  readonly done: (id: string) => void;
  readonly cancel: () => void;
}

/** A number, with where each of its settings is found. What is secret goes in and never comes out: it is asked for anew or left alone, all of it at once. */
export function SenderForm({ sender, subaccount, done, cancel }: SenderFormProps) {
  const { t } = useTranslation(['sender', 'shell']);
  const { subaccounts } = useMe();
  const queries = useQueryClient();
  const [subaccountId, setSubaccountId] = useState(subaccount ?? (subaccounts.length === 1 ? subaccounts[0]!.id : ''));
  const [name, setName] = useState(sender?.name ?? '');
  const [phone, setPhone] = useState('');
  const [portfolioId, setPortfolioId] = useState(sender?.portfolioId ?? '');
  const [pace, setPace] = useState<number | ''>(sender?.pace?.messagesPerSecond ?? '');
  const [provider, setProvider] = useState<ProviderName>(providerNamed(sender?.provider ?? '') ?? 'cloud-api');
  const fields = PROVIDERS[provider];
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({ ...sender?.connection });
  const shown: Readonly<Record<string, string>> = sender ? typed : { ...fields.usual, ...typed };
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const [asksSecrets, setAsksSecrets] = useState(!sender);

  const save = useMutation({
    mutationFn: async () => {
      const settings = {
        name: name.trim(),
        portfolioId: portfolioId.trim(),
        pace: pace === '' ? null : { messagesPerSecond: pace },
      };
      const connection = settingsOf<RegisterSender['connection']>(fields.connection, shown);
      const credentials = settingsOf<RegisterSender['credentials']>(fields.secrets, secrets);
      if (!sender) {
        const owner = subaccountId === '' ? {} : { subaccountId };
        return registerSender({ ...owner, ...settings, provider, phone, connection, credentials });
      }
      const isMoved = fields.connection.some((each) => connection[each] !== sender.connection[each]);
      await editSender(sender, {
        ...settings,
        ...(isMoved && { connection }),
        ...(asksSecrets && { credentials }),
      });
      return sender.id;
    },
    onSuccess: async (id) => {
      if (asksSecrets) rememberToken(id, secrets['webhookToken']);
      await queries.invalidateQueries({ queryKey: ['senders'] });
      done(id);
    },
  });
  const fault = (path: string) => faultOf(save.error, path);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label={sender ? t('edit') : t('new')}>
      <Panel title={t('form.number')}>
        <div className={form.form}>
          {!sender && <SubaccountSelect value={subaccountId} choose={setSubaccountId} error={fault('subaccountId')} />}
          {!sender && (
            <NativeSelect
              label={t('provider')}
              description={t('form.providerText')}
              value={provider}
              error={fault('provider')}
              data={PROVIDER_NAMES.map((each) => ({ value: each, label: PROVIDERS[each].title }))}
              onChange={({ currentTarget: { value } }) => {
                setProvider(providerNamed(value) ?? provider);
                setTyped({});
                setSecrets({});
              }}
            />
          )}
          <div className={form.two}>
            <TextInput
              label={t('form.name')}
              description={t('form.nameText')}
              required
              maxLength={200}
              value={name}
              error={fault('name')}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            {!sender && (
              <TextInput
                label={t('form.phone')}
                description={t('form.phoneText')}
                type="tel"
                required
                placeholder="+55 11 90000-0000"
                value={phone}
                error={fault('phone')}
                onChange={({ currentTarget }) => setPhone(currentTarget.value)}
              />
            )}
            <TextInput
              label={t('form.portfolioId')}
              description={t('form.portfolioIdText')}
              required
              spellCheck={false}
              value={portfolioId}
              error={fault('portfolioId')}
              onChange={({ currentTarget }) => setPortfolioId(currentTarget.value)}
            />
            <NumberInput
              label={t('form.pace')}
              description={t('form.paceText')}
              min={1}
              max={1000}
              value={pace}
              error={fault('pace.messagesPerSecond')}
              onChange={(value) => setPace(typeof value === 'number' ? value : '')}
            />
          </div>
        </div>
      </Panel>
      <Panel title={t('form.connection')}>
        <div className={form.two}>
          {fields.connection.map((each) => (
            <TextInput
              key={each}
              label={t(`form.${each}`)}
              description={t(`form.${each}Text`)}
              required={!fields.optional.includes(each)}
              spellCheck={false}
              value={shown[each] ?? ''}
              error={fault(`connection.${each}`)}
              onChange={({ currentTarget: { value } }) => setTyped({ ...typed, [each]: value })}
            />
          ))}
        </div>
      </Panel>
      <Panel title={t('form.secrets')}>
        <div className={form.form}>
          <p className={form.quiet}>{t('form.secretsText')}</p>
          {sender && (
            <Checkbox
              label={t('form.replaceSecrets')}
              checked={asksSecrets}
              onChange={({ currentTarget }) => setAsksSecrets(currentTarget.checked)}
            />
          )}
          {asksSecrets && (
            <div className={form.two}>
              {fields.secrets.map((each) => (
                <PasswordInput
                  key={each}
                  label={t(`form.${each}`)}
                  description={t(`form.${each}Text`)}
                  required
                  autoComplete="new-password"
                  value={secrets[each] ?? ''}
                  error={fault(`credentials.${each}`)}
                  onChange={({ currentTarget: { value } }) => setSecrets({ ...secrets, [each]: value })}
                  visibilityToggleButtonProps={{ 'aria-label': t('form.show'), tabIndex: 0 }}
                />
              ))}
            </div>
          )}
        </div>
      </Panel>
      {save.error && (
        <div className={form.problem} role="alert">
          <ProblemText error={save.error} />
        </div>
      )}
      <div className={form.buttons}>
        <Button variant="default" onClick={cancel}>
          {t('cancel', { ns: 'shell' })}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {sender ? t('save', { ns: 'shell' }) : t('form.register')}
        </Button>
      </div>
    </form>
  );
}
