import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import classes from './filters.module.css';
import { campaignNamed, campaignsOf, sendersOf } from './queries';
import { type ConversationsSearch, isFiltered } from './search';

/** After the last key, milliseconds: a number is looked for when it may be whole. */
const TYPING = 500;
const HOUR = 3_600_000;
/** Offered at a press: written since then. */
const SINCE = [
  ['hour', HOUR],
  ['day', 24 * HOUR],
  ['week', 7 * 24 * HOUR],
] as const;

export function Filters({ search }: { readonly search: ConversationsSearch }) {
  const { t } = useTranslation('conversations');
  const may = useMay();
  const navigate = useNavigate();
  const senders = useQuery({ ...sendersOf(search.subaccount), enabled: may('sender:read') });
  const go = (change: { [Name in keyof ConversationsSearch]?: ConversationsSearch[Name] | undefined }) => {
    const next = Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== '');
    void navigate({ to: '/conversations', search: Object.fromEntries(next), resetScroll: false });
  };
  const kept = search.subaccount === undefined ? {} : { subaccount: search.subaccount };
  return (
    <div className={classes.filters} role="search">
      <PhoneField phone={search.phone} go={(phone) => go({ phone })} />
      <NativeSelect
        label={t('filters.sender')}
        value={search.sender ?? ''}
        data={[
          { value: '', label: t('filters.everySender') },
          ...(senders.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []),
        ]}
        onChange={({ currentTarget: { value } }) => go({ sender: value })}
      />
      <CampaignField search={search} go={(campaign) => go({ campaign })} />
      <Since search={search} go={(unreadSince) => go({ unreadSince })} />
      <TextInput
        type="date"
        label={t('filters.from')}
        value={search.from ?? ''}
        max={search.to}
        onChange={({ currentTarget: { value } }) => go({ from: value })}
      />
      <TextInput
        type="date"
        label={t('filters.to')}
        value={search.to ?? ''}
        min={search.from}
        onChange={({ currentTarget: { value } }) => go({ to: value })}
      />
      {isFiltered(search) && (
        <Button
          variant="subtle"
          color="gray"
          renderRoot={(props) => <Link to="/conversations" search={kept} {...props} />}
        >
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}

interface PhoneProps {
  readonly phone: string | undefined;
  readonly go: (phone: string) => void;
}

function PhoneField({ phone = '', go }: PhoneProps) {
  const { t } = useTranslation('conversations');
  const may = useMay();
  const [text, setText] = useState(phone);
  const field = useRef<HTMLInputElement>(null);
  const later = useDebouncedCallback((value: string) => go(value.trim()), TYPING);
  useEffect(() => {
    // By a link, or a step back; what is being typed stays.
    if (document.activeElement !== field.current) setText(phone);
  }, [phone]);
  const type = (value: string) => {
    setText(value);
    later(value);
  };
  return (
    <TextInput
      ref={field}
      type="search"
      className={classes.phone}
      label={t('filters.phone')}
      placeholder={t(may('personal:read') ? 'filters.phoneHint' : 'filters.wholePhone')}
      leftSection={<Icon name="search" />}
      value={text}
      onChange={({ currentTarget }) => type(currentTarget.value)}
      rightSection={
        text === '' ? null : <CloseButton size="sm" onClick={() => type('')} aria-label={t('filters.clearPhone')} />
      }
    />
  );
}

interface CampaignProps {
  readonly search: ConversationsSearch;
  readonly go: (campaign: string) => void;
}

/** The newest campaigns, and the one that is chosen, however old it is. */
function CampaignField({ search, go }: CampaignProps) {
  const { t } = useTranslation('conversations');
  const may = useMay();
  const isAllowed = may('campaign:read');
  const { campaign } = search;
  const found = useQuery({ ...campaignsOf(search.subaccount), enabled: isAllowed });
  const items = found.data?.items ?? [];
  const isKnown = campaign === undefined || items.some(({ id }) => id === campaign);
  const one = useQuery({ ...campaignNamed(campaign ?? ''), enabled: isAllowed && !isKnown });
  return (
    <NativeSelect
      label={t('filters.campaign')}
      value={campaign ?? ''}
      data={[
        { value: '', label: t('filters.everyCampaign') },
        ...(isKnown ? [] : [{ value: campaign, label: one.data?.name ?? campaign }]),
        ...items.map(({ id, name, number }) => ({ value: id, label: `#${number} ${name}` })),
      ]}
      onChange={({ currentTarget: { value } }) => go(value)}
    />
  );
}

interface SinceProps {
  readonly search: ConversationsSearch;
  readonly go: (unreadSince: string) => void;
}

/** Chosen as so long ago; in the address it is an instant, so that whoever opens it sees the same. */
function Since({ search: { unreadSince }, go }: SinceProps) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  return (
    <NativeSelect
      label={t('filters.unreadSince')}
      value={unreadSince ?? ''}
      data={[
        { value: '', label: t('filters.whenever') },
        ...(unreadSince === undefined
          ? []
          : [{ value: unreadSince, label: t('filters.since', { time: formats.time(unreadSince) }) }]),
        ...SINCE.map(([name]) => ({ value: name, label: t(`filters.last.${name}`) })),
      ]}
      onChange={({ currentTarget: { value } }) => {
        const chosen = SINCE.find(([name]) => name === value);
        // To the minute: the same press a moment later is the same address.
        go(chosen ? new Date(Math.floor((Date.now() - chosen[1]) / 60_000) * 60_000).toISOString() : value);
      }}
    />
  );
}
