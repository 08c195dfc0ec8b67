import '@mantine/core/styles/Switch.css';
import { Button, JsonInput, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { messageOf } from '../../parts/message-of';
import { ProblemText } from '../../parts/notice';
import { Page, Panel } from '../../parts/page';
import { PhoneMessage } from '../../parts/phone-message';
import { TEMPLATE_CATEGORIES } from '../../parts/template-status';
import { TEMPLATE_STATUSES } from '../../parts/template-statuses';
import { toast } from '../../parts/toast';
import { useFormats } from '../../words/formats';
import { componentsIn, componentsOf, parameterFormatOf } from './components-of';
import { type RegisterTemplate, registerTemplate, sendersQuery } from './queries';
import classes from './template-page.module.css';

const LANGUAGES = ['pt_BR', 'es', 'es_MX', 'es_AR', 'en', 'en_US'];

/** A template that the platform knows already and a sync did not bring: written in fields, or as the provider's JSON. */
export function NewTemplatePage() {
  const { t } = useTranslation(['template', 'shell']);
  const { subaccount } = useSearch({ from: '/shell/templates/new' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const formats = useFormats();
  const { data: senders = [] } = useQuery(sendersQuery(subaccount));
  const [chosen, setChosen] = useState('');
  const senderId = chosen === '' && senders.length === 1 ? senders[0]!.id : chosen;
  const [name, setName] = useState('');
  const [language, setLanguage] = useState('pt_BR');
  const [category, setCategory] = useState<RegisterTemplate['category']>('UTILITY');
  const [status, setStatus] = useState<NonNullable<RegisterTemplate['status']>>('approved');
  const [fields, setFields] = useState({ header: '', body: '', footer: '', quickReplies: '' });
  const [json, setJson] = useState<string | null>(null);
  const components = json === null ? componentsOf(fields) : componentsIn(json);

  const save = useMutation({
    mutationFn: () =>
      registerTemplate({
        subaccountId: senders.find(({ id }) => id === senderId)!.subaccountId,
        ...{ senderId, name, language, category, status },
        components: components!,
        parameterFormat: parameterFormatOf(components!),
      } as RegisterTemplate),
    onSuccess: async (templateId) => {
      await queries.invalidateQueries({ queryKey: ['templates'] });
      toast.done(t('registered'));
      await navigate({ to: '/templates/$templateId', params: { templateId }, search: {} });
    },
  });
  const fault = (path: string) => faultOf(save.error, path);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (components) save.mutate();
  };
  const leave = () => void navigate({ to: '/templates', search: subaccount === undefined ? {} : { subaccount } });
  return (
    <Page title={t('new')} below={t('newText')}>
      <form className={classes.columns} data-form onSubmit={submit} aria-label={t('new')}>
        <div className={classes.side}>
          <Panel title={t('about')}>
            <div className={form.two}>
              <NativeSelect
                label={t('sender')}
                required
                value={senderId}
                error={fault('senderId')}
                onChange={({ currentTarget }) => setChosen(currentTarget.value)}
                data={[{ value: '', label: '—' }, ...senders.map(({ id, name: label }) => ({ value: id, label }))]}
              />
              <TextInput
                label={t('form.name')}
                description={t('form.nameText')}
                required
                pattern="[a-z0-9_]+"
                maxLength={512}
                spellCheck={false}
                value={name}
                error={fault('name')}
                onChange={({ currentTarget }) => setName(currentTarget.value)}
              />
              <TextInput
                label={t('language')}
                description={t('form.languageText')}
                required
                list="template-languages"
                value={language}
                error={fault('language')}
                onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
              />
              <datalist id="template-languages">
                {LANGUAGES.map((code) => (
                  <option key={code} value={code}>
                    {formats.languageName(code)}
                  </option>
                ))}
              </datalist>
              <NativeSelect
                label={t('category')}
                value={category}
                onChange={({ currentTarget }) => setCategory(currentTarget.value as typeof category)}
                data={TEMPLATE_CATEGORIES.map((value) => ({
                  value,
                  label: t(`template.category.${value}`, { ns: 'shell' }),
                }))}
              />
              <NativeSelect
                label={t('form.status')}
                description={t('form.statusText')}
                value={status}
                onChange={({ currentTarget }) => setStatus(currentTarget.value as typeof status)}
                data={TEMPLATE_STATUSES.map((value) => ({
                  value,
                  label: t(`template.status.${value}`, { ns: 'shell' }),
                }))}
              />
            </div>
          </Panel>
          <Panel
            title={t('form.content')}
            beside={
              <Switch
                size="xs"
                label={t('form.asJson')}
                checked={json !== null}
                onChange={({ currentTarget }) =>
                  setJson(currentTarget.checked ? JSON.stringify(componentsOf(fields), null, 2) : null)
                }
              />
            }
          >
            {json === null ? (
              <Fields fields={fields} change={setFields} />
            ) : (
              <JsonInput
                label={t('components')}
                description={t('form.jsonText')}
                value={json}
                onChange={setJson}
                error={components === undefined && t('form.noJson')}
                autosize
                minRows={12}
                formatOnBlur
              />
            )}
          </Panel>
          {save.error && (
            <div className={form.problem} role="alert">
              <ProblemText error={save.error} />
            </div>
          )}
          <div className={form.buttons}>
            <Button variant="default" onClick={leave}>
              {t('cancel', { ns: 'shell' })}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={components === undefined}>
              {t('form.register')}
            </Button>
          </div>
        </div>
        <div className={classes.sticky}>
          <Panel title={t('preview')}>
            <PhoneMessage message={messageOf(components ?? [])} />
          </Panel>
        </div>
      </form>
    </Page>
  );
}

type WrittenFields = Parameters<typeof componentsOf>[0];

function Fields({ fields, change }: { readonly fields: WrittenFields; readonly change: (to: WrittenFields) => void }) {
  const { t } = useTranslation('template');
  return (
    <div className={form.form}>
      <TextInput
        label={t('form.header')}
        maxLength={60}
        value={fields.header}
        onChange={({ currentTarget }) => change({ ...fields, header: currentTarget.value })}
      />
      <Textarea
        label={t('form.body')}
        description={t('form.bodyText', { example: '{{1}}', named: '{{name}}' })}
        required
        autosize
        minRows={4}
        maxLength={1024}
        value={fields.body}
        onChange={({ currentTarget }) => change({ ...fields, body: currentTarget.value })}
      />
      <TextInput
        label={t('form.footer')}
        maxLength={60}
        value={fields.footer}
        onChange={({ currentTarget }) => change({ ...fields, footer: currentTarget.value })}
      />
      <Textarea
        label={t('form.quickReplies')}
        description={t('form.quickRepliesText')}
        autosize
        minRows={2}
        value={fields.quickReplies}
        onChange={({ currentTarget }) => change({ ...fields, quickReplies: currentTarget.value })}
      />
    </div>
  );
}
