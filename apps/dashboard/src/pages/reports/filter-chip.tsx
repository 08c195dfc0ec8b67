import { Popover, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { useMay, useMe } from '../../session/me';
import { labelOf, useVocabulary } from '../../words/vocabulary';
import classes from './filter-chip.module.css';
import { FilterEditor } from './filter-editors';
import { campaignNamed, sendersFound, templatesFound } from './queries';
import { type FilterName, type ReportsSearch } from './search';

interface ChipProps {
  readonly name: FilterName;
  readonly search: ReportsSearch;
  /** Nothing is chosen yet. */
  readonly isNew?: boolean;
  readonly change: (value: unknown) => void;
  readonly remove: () => void;
}

/** One filter: what it leaves in, the way to change it, and the way to be rid of it. */
export function FilterChip({ name, search, isNew = false, change, remove }: ChipProps) {
  const { t } = useTranslation('reports');
  const [isOpen, setOpen] = useState(isNew);
  const said = useSaid(name, search);
  const label = t(`filters.names.${name}`);
  const close = () => {
    setOpen(false);
    if (isNew) remove();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => (opened ? setOpen(true) : close())}
      position="bottom-start"
      trapFocus
      shadow="md"
      returnFocus
    >
      <span className={classes.chip} data-new={isNew || undefined}>
        <Popover.Target>
          <UnstyledButton className={classes.main} onClick={() => (isOpen ? close() : setOpen(true))}>
            <span className={classes.name}>{label}</span>
            {!isNew && <strong className={classes.value}>{said}</strong>}
          </UnstyledButton>
        </Popover.Target>
        <UnstyledButton className={classes.remove} onClick={remove} aria-label={t('filters.remove', { filter: label })}>
          <Icon name="close" size={13} />
        </UnstyledButton>
      </span>
      <Popover.Dropdown className={classes.editor} aria-label={label}>
        <FilterEditor
          name={name}
          search={search}
          change={(value) => {
            setOpen(false);
            change(value);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What is chosen, by the names that people know. */
function useSaid(name: FilterName, search: ReportsSearch): string {
  const { t } = useTranslation('reports');
  const may = useMay();
  const words = useVocabulary();
  const { subaccounts } = useMe();
  const value = search[name];
  const id = typeof value === 'string' ? value : '';
  const isRecordsOfAll = search.report === 'records' && id === 'all';
  const campaign = useQuery({
    ...campaignNamed(id),
    enabled: name === 'campaign' && id !== '' && !isRecordsOfAll && may('campaign:read'),
  });
  const senders = useQuery({ ...sendersFound(search.subaccount), enabled: name === 'sender' && may('sender:read') });
  const templates = useQuery({
    ...templatesFound(search.subaccount),
    enabled: name === 'template' && may('template:read'),
  });
  if (value === undefined) return '';
  switch (name) {
    case 'status': {
      const [first, ...others] = search.status ?? [];
      const label = labelOf(words?.statuses, first ?? '');
      return others.length === 0 ? label : t('filters.andMore', { first: label, count: others.length });
    }
    case 'phone': {
      const [first = '', ...others] = search.phone ?? [];
      return others.length === 0 ? first : t('filters.andMore', { first, count: others.length });
    }
    case 'contentType':
      return labelOf(words?.contentTypes, id);
    case 'conversationType':
      return labelOf(words?.conversationTypes, id);
    case 'withSession':
    case 'optOut':
      return t(`filters.${id === 'yes' ? 'yes' : 'no'}`);
    case 'campaign':
      return campaign.data ? campaign.data.name : id;
    case 'sender': {
      const sender = senders.data?.items.find((one) => one.id === id);
      return sender ? sender.name : id;
    }
    case 'template':
      return templates.data?.items.find((one) => one.id === id)?.name ?? id;
    case 'subaccount':
      return subaccounts.find((one) => one.id === id)?.name ?? id;
    default:
      return id;
  }
}
