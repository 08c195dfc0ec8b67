import '@mantine/core/styles/Switch.css';
import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './events-page.module.css';
import { EVENT_FILTERS, type EventsSearch, isFiltered } from './search';

/** What is looked for, said whole and then asked: a log is searched from its end, so that every letter would be a search of its own. */
export function EventFilters({ search }: { readonly search: EventsSearch }) {
  const { t } = useTranslation('events');
  const navigate = useNavigate({ from: '/events' });
  const [typed, setTyped] = useState(() => textsOf(search));
  const { order, follow, from, to } = search;
  const go = (next: EventsSearch) => void navigate({ search: next, resetScroll: false });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const entries = Object.entries(typed).map(([name, text]) => [name, text.trim()] as const);
    const filters = Object.fromEntries(entries.filter(([, text]) => text !== ''));
    go({ ...filters, ...(from && { from }), ...(to && { to }), ...(order && { order }), ...(follow && { follow }) });
  };
  const day = (name: 'from' | 'to', value: string) => {
    const { [name]: _, ...others } = search;
    go({ ...others, ...(value !== '' && { [name]: value }) });
  };
  return (
    <>
      <form className={classes.fields} onSubmit={submit}>
        {EVENT_FILTERS.map((name) => (
          <TextInput
            key={name}
            label={t(`filters.${name}`)}
            placeholder={t(`filters.${name}Example`)}
            spellCheck={false}
            {...(name === 'type' && { type: 'search' })}
            value={typed[name]}
            onChange={({ currentTarget }) => setTyped({ ...typed, [name]: currentTarget.value })}
          />
        ))}
        <TextInput
          type="date"
          label={t('filters.from')}
          value={from ?? ''}
          max={to}
          onChange={({ currentTarget }) => day('from', currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('filters.to')}
          value={to ?? ''}
          min={from}
          onChange={({ currentTarget }) => day('to', currentTarget.value)}
        />
        <Button type="submit" className={classes.look}>
          {t('filters.look')}
        </Button>
      </form>
      <div className={classes.order}>
        <NativeSelect
          aria-label={t('filters.order')}
          value={order ?? 'desc'}
          onChange={({ currentTarget }) =>
            go({ ...withoutOrder(search), ...(currentTarget.value === 'asc' && { order: 'asc' as const }) })
          }
          data={(['desc', 'asc'] as const).map((value) => ({ value, label: t(`filters.orders.${value}`) }))}
        />
        <Switch
          label={t('filters.follow')}
          checked={follow === 'yes'}
          disabled={order === 'asc' || to !== undefined}
          onChange={({ currentTarget }) => {
            const { follow: _, ...others } = search;
            go(currentTarget.checked ? { ...others, follow: 'yes' } : others);
          }}
        />
        {isFiltered(search) && (
          <Link to="/events" search={{}} className={classes.clear}>
            {t('empty.clear')}
          </Link>
        )}
      </div>
    </>
  );
}

/** In another order nothing is followed: what is new would come before what is old. */
function withoutOrder(search: EventsSearch): EventsSearch {
  const kept = Object.entries(search).filter(([name]) => name !== 'order' && name !== 'follow');
  return Object.fromEntries(kept) as EventsSearch;
}

function textsOf(search: EventsSearch): Record<(typeof EVENT_FILTERS)[number], string> {
  const texts = EVENT_FILTERS.map((name) => [name, search[name] ?? '']);
  return Object.fromEntries(texts) as Record<(typeof EVENT_FILTERS)[number], string>;
}
