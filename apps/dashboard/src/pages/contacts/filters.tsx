import { NativeSelect } from '@mantine/core';
import '@mantine/core/styles/Combobox.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CampaignDetails } from '../../live/one-campaign';
import chips from '../../parts/chips.module.css';
import { STATE_LOOKS } from '../../parts/contact-state';
import { CONTACT_STATES, type ContactState } from '../../parts/contact-states';
import { Icon, type IconName } from '../../parts/icon';
import { SearchField } from '../../parts/search-field';
import type { Tone } from '../../parts/tone';
import { useFormats } from '../../words/formats';
import { useContactStates } from '../../words/vocabulary';
import classes from './filters.module.css';
import { type ContactsSearch, isFiltered } from './search';

interface Of {
  readonly campaign: CampaignDetails;
  readonly search: ContactsSearch;
}

/** How many contacts a filter leaves, where the counters of the campaign say so: exactly, however many they are. */
export function countedOf(campaign: CampaignDetails, search: ContactsSearch): number | undefined {
  const { state, q, error, needsAttention } = search;
  if (!isFiltered(search)) return campaign.contacts;
  if (q !== undefined || error !== undefined) return undefined;
  if (needsAttention) return state === undefined ? campaign.needsAttention : undefined;
  return state?.reduce((sum, one) => sum + campaign.counters[one], 0);
}

interface ChipProps {
  readonly name: string;
  readonly title?: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly look?: readonly [Tone, IconName];
  readonly search: ContactsSearch;
}

/** States that somebody is in, with how many; one press shows them, another takes them away again. */
export function StateFilters({ campaign, search }: Of) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const wordOf = useContactStates();
  const { state: chosen = [], needsAttention, ...others } = search;
  const chip = ({ name, title, count, isOn, look, search: next }: ChipProps) => (
    <li key={name}>
      <Link
        to="/campaigns/$campaignId/contacts"
        params={{ campaignId: campaign.id }}
        search={next}
        className={chips.chip}
        title={title}
        data-on={isOn || undefined}
        data-tone={look?.[0]}
        data-empty={count === 0 || undefined}
        aria-current={isOn || undefined}
        resetScroll={false}
        activeProps={{}}
      >
        {look && <Icon name={look[1]} size={14} />}
        {name}
        <span className={chips.count}>{formats.number(count)}</span>
      </Link>
    </li>
  );
  const toggled = (state: ContactState): ContactsSearch => {
    const rest = chosen.includes(state) ? chosen.filter((one) => one !== state) : [...chosen, state];
    return { ...others, ...(rest.length > 0 && { state: rest }) };
  };
  return (
    <ul className={chips.chips} aria-label={t('filters.state')}>
      {chip({
        name: t('filters.all'),
        count: campaign.contacts,
        isOn: chosen.length === 0 && !needsAttention,
        search: others,
      })}
      {(campaign.needsAttention > 0 || needsAttention !== undefined) &&
        chip({
          name: t('filters.needsAttention'),
          count: campaign.needsAttention,
          isOn: needsAttention !== undefined,
          look: ['orange', 'alert'],
          search: needsAttention ? others : { ...others, needsAttention: 'true' },
        })}
      {CONTACT_STATES.filter((state) => campaign.counters[state] > 0 || chosen.includes(state)).map((state) =>
        chip({
          name: wordOf(state).label,
          title: wordOf(state).description,
          count: campaign.counters[state],
          isOn: chosen.includes(state),
          look: STATE_LOOKS[state],
          search: toggled(state),
        }),
      )}
    </ul>
  );
}

export function Filters({ campaign, search }: Of) {
  const { t } = useTranslation('contacts');
  const formats = useFormats();
  const navigate = useNavigate();
  const { errors, id: campaignId } = campaign;
  const go = (next: ContactsSearch, replace: boolean) =>
    void navigate({
      to: '/campaigns/$campaignId/contacts',
      params: { campaignId },
      search: next,
      replace,
      resetScroll: false,
    });
  const { q: _, ...withoutSearch } = search;
  const { error, ...withoutError } = search;
  const isStrange = error !== undefined && errors.every(({ code }) => code !== error);
  return (
    <div className={classes.filters} role="search">
      <SearchField
        value={search.q}
        label={t('filters.search')}
        search={(q) => go({ ...withoutSearch, ...(q !== undefined && { q }) }, true)}
      />
      {(errors.length > 0 || isStrange) && (
        <NativeSelect
          className={classes.error}
          aria-label={t('filters.error')}
          value={error ?? ''}
          onChange={({ currentTarget: { value } }) =>
            go({ ...withoutError, ...(value !== '' && { error: value }) }, false)
          }
          data={[
            { value: '', label: t('filters.anyError') },
            ...errors.map(({ code, title, contacts }) => ({
              value: code,
              label: `${code} · ${title} (${formats.number(contacts)})`,
            })),
            ...(isStrange ? [{ value: error, label: error }] : []),
          ]}
        />
      )}
    </div>
  );
}
