import { Button, Checkbox, Skeleton, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import { useMay, useMe } from '../../session/me';
import { useVocabulary } from '../../words/vocabulary';
import classes from './filter-editors.module.css';
import { campaignsFound, sendersFound, templatesFound, usersQuery } from './queries';
import { FILTERS, type FilterName, type ReportsSearch } from './search';

interface EditorProps {
  readonly name: FilterName;
  readonly search: ReportsSearch;
  readonly change: (value: unknown) => void;
}

/** How one filter is chosen: from what there is, where that is known, else in writing. */
export function FilterEditor(props: EditorProps) {
  const may = useMay();
  const { name } = props;
  switch (name) {
    case 'status':
      return <Statuses {...props} />;
    case 'contentType':
    case 'conversationType':
      return <Codes {...props} />;
    case 'withSession':
    case 'optOut':
      return <YesOrNo {...props} />;
    case 'phone':
      return <Phones {...props} />;
    case 'campaign':
      return may('campaign:read') ? <Campaigns {...props} /> : <Text {...props} />;
    case 'user':
      return <Users {...props} />;
    case 'sender':
      return may('sender:read') ? <Senders {...props} /> : <Text {...props} />;
    case 'template':
      return may('template:read') ? <Templates {...props} /> : <Text {...props} />;
    case 'subaccount':
      return <Subaccounts {...props} />;
    default:
      return <Text {...props} />;
  }
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly more?: string | undefined;
}

interface ChoicesProps extends EditorProps {
  readonly choices: readonly Choice[] | undefined;
  readonly error?: unknown;
  /** What is typed is looked for by the engine, and not among what is shown. */
  readonly find?: { readonly text: string; readonly type: (text: string) => void };
}

/** Few enough to be seen at once. */
const FEW = 8;

function Choices({ name, search, change, choices, error, find }: ChoicesProps) {
  const { t } = useTranslation('reports');
  const [own, setOwn] = useState('');
  const text = find?.text ?? own;
  const wanted = text.trim().toLowerCase();
  const fits = find
    ? choices
    : choices?.filter(({ label, more = '' }) => `${label} ${more}`.toLowerCase().includes(wanted));
  return (
    <div className={classes.choices}>
      {(find !== undefined || (choices?.length ?? 0) > FEW) && (
        <TextInput
          data-autofocus
          leftSection={<Icon name="search" />}
          aria-label={t('filters.find')}
          placeholder={t('filters.find')}
          value={text}
          onChange={({ currentTarget }) => (find?.type ?? setOwn)(currentTarget.value)}
        />
      )}
      {error !== undefined && error !== null && <ProblemText error={error} />}
      {!choices && !error && <Skeleton height={120} mt={6} />}
      {fits && (
        <ul className={classes.list}>
          {fits.map(({ value, label, more }) => {
            const isOn = search[name] === value;
            return (
              <li key={value}>
                <UnstyledButton className={classes.choice} onClick={() => change(value)} aria-pressed={isOn}>
                  <span className={classes.words}>
                    <span>{label}</span>
                    {more !== undefined && more !== '' && <small>{more}</small>}
                  </span>
                  {isOn && <Icon name="check" size={14} />}
                </UnstyledButton>
              </li>
            );
          })}
        </ul>
      )}
      {fits?.length === 0 && <p className={classes.none}>{t('filters.noneFits')}</p>}
    </div>
  );
}

function Campaigns(props: EditorProps) {
  const { t } = useTranslation('reports');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 250);
  const { data, error } = useQuery(campaignsFound(q, props.search.subaccount));
  const { subaccounts } = useMe();
  // Each subaccount numbers its own.
  const whose = (id: string) =>
    subaccounts.length > 1 ? ` · ${subaccounts.find((one) => one.id === id)?.name ?? ''}` : '';
  const found = data?.items.map(({ id, name, number, subaccountId }) => ({
    value: id,
    label: name,
    more: `#${number}${whose(subaccountId)}`,
  }));
  const all =
    props.search.report === 'records' && q === '' ? [{ value: 'all', label: t('filters.everyCampaign') }] : [];
  return (
    <Choices
      {...props}
      choices={found && [...all, ...found]}
      error={data ? undefined : error}
      find={{ text, type: setText }}
    />
  );
}

function Users(props: EditorProps) {
  const { data, error } = useQuery(usersQuery(props.search.subaccount));
  return <Choices {...props} choices={data?.values.map((value) => ({ value, label: value }))} error={error} />;
}

function Senders(props: EditorProps) {
  const { data, error } = useQuery(sendersFound(props.search.subaccount));
  const choices = data?.items.map(({ id, name, phone }) => ({ value: id, label: name, more: phone ?? undefined }));
  return <Choices {...props} choices={choices} error={error} />;
}

function Templates(props: EditorProps) {
  const { data, error } = useQuery(templatesFound(props.search.subaccount));
  const choices = data?.items.map(({ id, name, language }) => ({ value: id, label: name, more: language }));
  return <Choices {...props} choices={choices} error={error} />;
}

function Subaccounts(props: EditorProps) {
  const { subaccounts } = useMe();
  return <Choices {...props} choices={subaccounts.map(({ id, name }) => ({ value: id, label: name }))} />;
}

function Codes(props: EditorProps) {
  const words = useVocabulary();
  const found = props.name === 'contentType' ? words?.contentTypes : words?.conversationTypes;
  return <Choices {...props} choices={found?.map(({ code, label }) => ({ value: code, label }))} />;
}

function YesOrNo(props: EditorProps) {
  const { t } = useTranslation('reports');
  const choices = (['yes', 'no'] as const).map((value) => ({ value, label: t(`filters.${value}`) }));
  return <Choices {...props} choices={choices} />;
}

/** Each with what it means. */
function Statuses({ search, change }: EditorProps) {
  const { t } = useTranslation('reports');
  const words = useVocabulary();
  const [chosen, setChosen] = useState<readonly string[]>(search.status ?? []);
  const toggle = (code: string) =>
    setChosen((before) => (before.includes(code) ? before.filter((one) => one !== code) : [...before, code]));
  const order = FILTERS.status.value as readonly string[];
  return (
    <Form
      apply={() => {
        const kept = order.filter((code) => chosen.includes(code));
        change(kept.length > 0 ? kept : undefined);
      }}
      canApply
    >
      {!words && <Skeleton height={240} />}
      <div className={classes.checks} role="group" aria-label={t('filters.names.status')}>
        {words?.statuses.map(({ code, label, description }) => (
          <Checkbox
            key={code}
            size="xs"
            label={label}
            description={description}
            checked={chosen.includes(code)}
            onChange={() => toggle(code)}
          />
        ))}
      </div>
    </Form>
  );
}

function Phones({ search, change }: EditorProps) {
  const { t } = useTranslation('reports');
  const may = useMay();
  const [text, setText] = useState((search.phone ?? []).join('\n'));
  const phones = [...new Set(text.split(/[\n,;]/).map((one) => one.trim()))].filter((one) => one !== '');
  return (
    <Form apply={() => change(phones)} canApply={phones.length > 0}>
      <Textarea
        data-autofocus
        rows={3}
        label={t('filters.names.phone')}
        description={t(may('personal:read') ? 'filters.phones' : 'filters.wholePhones')}
        placeholder="+5511900000123"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </Form>
  );
}

function Text({ name, search, change }: EditorProps) {
  const { t } = useTranslation('reports');
  const value = search[name];
  const [text, setText] = useState(typeof value === 'string' ? value : '');
  return (
    <Form apply={() => change(text.trim())} canApply={text.trim() !== ''}>
      <TextInput
        data-autofocus
        label={t(`filters.names.${name}`)}
        description={t(`filters.hints.${name as 'name'}`, { defaultValue: '' }) || undefined}
        value={text}
        maxLength={256}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </Form>
  );
}

interface FormProps {
  readonly apply: () => void;
  readonly canApply: boolean;
  readonly children: ReactNode;
}

function Form({ apply, canApply, children }: FormProps) {
  const { t } = useTranslation('reports');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (canApply) apply();
      }}
    >
      {children}
      <Button type="submit" size="xs" disabled={!canApply}>
        {t('filters.apply')}
      </Button>
    </form>
  );
}
