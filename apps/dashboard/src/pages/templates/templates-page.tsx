import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/action-button';
import chips from '../../parts/chips.module.css';
import { Icon } from '../../parts/icon';
import { List } from '../../parts/list';
import { messageOf } from '../../parts/message-of';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import { PhoneMessage } from '../../parts/phone-message';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import { SearchField } from '../../parts/search-field';
import table from '../../parts/table.module.css';
import { TEMPLATE_LOOKS, TemplateStatusBadge, useCategoryName } from '../../parts/template-status';
import { TEMPLATE_STATUSES } from '../../parts/template-statuses';
import { toast } from '../../parts/toast';
import { useMay, useMe } from '../../session/me';
import { useFormats } from '../../words/formats';
import { matching } from './matching';
import { sendersQuery, syncTemplates, type Template, templatesQuery } from './queries';
import { isFiltered, type TemplatesSearch } from './search';
import classes from './templates-page.module.css';

/** What may be sent to people who did not write first, as they will see it. */
export function TemplatesPage() {
  const { t } = useTranslation('templates');
  const search = useSearch({ from: '/shell/templates' });
  const may = useMay();
  const list = useQuery(templatesQuery(search.subaccount));
  const senders = useQuery({ ...sendersQuery(search.subaccount), enabled: may('sender:read') }).data ?? [];
  const all = list.data ?? [];
  const shown = matching(all, search);
  const nameOf = (id: string) => senders.find((sender) => sender.id === id)?.name;
  const actions = <Actions subaccount={search.subaccount} />;
  return (
    <Page title={t('title')} below={t('text')} actions={actions}>
      <StatusChips search={search} templates={all} />
      <List
        query={{ ...list, data: list.data }}
        count={shown.length}
        rowHeight={160}
        filters={<Filters search={search} templates={all} senders={senders} />}
        empty={isFiltered(search) ? <NoneMatches subaccount={search.subaccount} /> : <None />}
      >
        <ul className={classes.grid} onKeyDown={onRowKeys}>
          {shown.map((template) => (
            <Card key={template.id} template={template} sender={nameOf(template.senderId)} />
          ))}
        </ul>
      </List>
    </Page>
  );
}

function Card({ template, sender }: { readonly template: Template; readonly sender: string | undefined }) {
  const formats = useFormats();
  const categoryName = useCategoryName();
  const { id, name, status, statusReason, category, language, components } = template;
  return (
    <li className={`${table.row} ${classes.card}`}>
      <PhoneMessage message={messageOf(components)} isSmall />
      <div className={classes.about}>
        <Link to="/templates/$templateId" params={{ templateId: id }} search={{}} className={table.link} {...ROW_LINK}>
          {name}
        </Link>
        <div>
          <TemplateStatusBadge status={status} />
        </div>
        <p className={classes.facts}>
          <span>{categoryName(category)}</span>
          <span>{formats.languageName(language)}</span>
          {sender !== undefined && <span>{sender}</span>}
        </p>
        {statusReason !== null && <p className={classes.reason}>{statusReason}</p>}
      </div>
    </li>
  );
}

function Actions({ subaccount }: { readonly subaccount: string | undefined }) {
  const { t } = useTranslation('templates');
  const formats = useFormats();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { subaccounts } = useMe();
  const owner = subaccount ?? (subaccounts.length === 1 ? subaccounts[0]!.id : undefined);
  const sync = useMutation({
    mutationFn: () => syncTemplates(owner!),
    onSuccess: async ({ registered, changed, unchanged }) => {
      await queries.invalidateQueries({ queryKey: ['templates'] });
      const counts = [registered, changed, unchanged].map(formats.number);
      toast.done(t('synced', { registered: counts[0]!, changed: counts[1]!, unchanged: counts[2]! }));
    },
    onError: (error) => toast.problem(t('notSynced'), error),
  });
  return (
    <>
      <ActionButton
        permission="template:sync"
        missing={owner === undefined ? t('chooseSubaccount') : undefined}
        variant="default"
        loading={sync.isPending}
        leftSection={<Icon name="retry" />}
        onClick={() => sync.mutate()}
      >
        {t('sync')}
      </ActionButton>
      <ActionButton
        permission="template:write"
        leftSection={<Icon name="plus" />}
        onClick={() => void navigate({ to: '/templates/new', search: subaccount === undefined ? {} : { subaccount } })}
      >
        {t('register')}
      </ActionButton>
    </>
  );
}

function StatusChips({
  search,
  templates,
}: {
  readonly search: TemplatesSearch;
  readonly templates: readonly Template[];
}) {
  const { t } = useTranslation(['templates', 'shell']);
  const formats = useFormats();
  const { status: chosen, ...others } = search;
  // As many as one press would show, with everything else that is filtered by.
  const found = matching(templates, others);
  const chip = (status: TemplatesSearch['status'], name: string) => {
    const isOn = chosen === status;
    const count = status === undefined ? found.length : found.filter((each) => each.status === status).length;
    return (
      <li key={name}>
        <Link
          to="/templates"
          search={status === undefined || isOn ? others : { ...others, status }}
          className={chips.chip}
          data-on={isOn || undefined}
          data-tone={status && TEMPLATE_LOOKS[status][0]}
          data-empty={count === 0 || undefined}
          aria-current={isOn || undefined}
          resetScroll={false}
          activeProps={{}}
        >
          {status && <Icon name={TEMPLATE_LOOKS[status][1]} size={14} />}
          {name}
          <span className={chips.count}>{formats.number(count)}</span>
        </Link>
      </li>
    );
  };
  return (
    <ul className={chips.chips} aria-label={t('byStatus')}>
      {chip(undefined, t('all'))}
      {TEMPLATE_STATUSES.map((status) => chip(status, t(`template.status.${status}`, { ns: 'shell' })))}
    </ul>
  );
}

function Filters(props: {
  readonly search: TemplatesSearch;
  readonly templates: readonly Template[];
  readonly senders: readonly { readonly id: string; readonly name: string }[];
}) {
  const { search, templates, senders } = props;
  const { t } = useTranslation('templates');
  const formats = useFormats();
  const categoryName = useCategoryName();
  const navigate = useNavigate({ from: '/templates' });
  const go = (name: 'q' | 'category' | 'language' | 'sender', value: string | undefined) =>
    void navigate({
      replace: name === 'q',
      resetScroll: false,
      search: ({ [name]: _, ...others }) => ({ ...others, ...(value !== undefined && { [name]: value }) }),
    });
  const choices = {
    category: [...new Set(templates.map(({ category }) => category))].map((value) => [value, categoryName(value)]),
    language: [...new Set(templates.map(({ language }) => language))].map((value) => [
      value,
      formats.languageName(value),
    ]),
    sender: senders.map(({ id, name }) => [id, name]),
  };
  return (
    <>
      <SearchField label={t('search')} value={search.q} search={(q) => go('q', q)} />
      {(['category', 'language', 'sender'] as const).map((name) => (
        <NativeSelect
          key={name}
          aria-label={t(`filters.${name}`)}
          value={search[name] ?? ''}
          onChange={({ currentTarget: { value } }) => go(name, value === '' ? undefined : value)}
          data={[
            { value: '', label: t(`filters.every.${name}`) },
            ...choices[name].map(([value, label]) => ({ value: value!, label: label! })),
          ]}
        />
      ))}
    </>
  );
}

function None() {
  const { t } = useTranslation('templates');
  return (
    <EmptyState icon="message" title={t('empty.title')}>
      {t('empty.text')}
    </EmptyState>
  );
}

function NoneMatches({ subaccount }: { readonly subaccount: string | undefined }) {
  const { t } = useTranslation('templates');
  return (
    <EmptyState
      icon="search"
      title={t('empty.noneMatches')}
      action={
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/templates" search={subaccount === undefined ? {} : { subaccount }} {...props} />
          )}
        >
          {t('empty.clear')}
        </Button>
      }
    >
      {t('empty.noneMatchesText')}
    </EmptyState>
  );
}
