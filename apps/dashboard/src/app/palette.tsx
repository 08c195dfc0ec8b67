import '@mantine/spotlight/styles.css';
import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client';
import { Icon } from '../parts/icon';
import { useMay } from '../session/me';
import { signOut } from '../session/sign-in';
import { LANGUAGE_NAMES, LANGUAGES } from '../words/languages';
import { speak } from '../words/words';
import { usePlaces } from './places';

/** Everything by its name: pages, campaigns, and what the menus have. Lazy: nobody needs it at once. */
export function Palette({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const [query, setQuery] = useState('');
  useEffect(() => spotlight.open(), []);
  const q = query.trim();
  const { data: campaigns } = useQuery({
    queryKey: ['campaigns', 'palette', q],
    enabled: may('campaign:read'),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/campaigns', { signal, params: { query: { limit: 6, ...(q !== '' && { q }) } } })),
    placeholderData: (before) => before,
  });
  const pages: SpotlightActionData[] = usePlaces().map((place) => ({
    id: place.to,
    label: t(`places.${place.name}`),
    leftSection: <Icon name={place.icon} size={18} />,
    onClick: () => void navigate({ to: place.to, search: {} }),
  }));
  const found: SpotlightActionData[] = (campaigns?.items ?? []).map(({ id, name, number, status }) => ({
    id,
    label: name,
    description: `#${number} · ${t(`status.${status}`)}`,
    // Found by the engine, which knows more of how people search.
    keywords: q,
    leftSection: <Icon name="send" size={18} />,
    onClick: () => void navigate({ to: '/campaigns/$campaignId', params: { campaignId: id }, search: {} }),
  }));
  const names = found.map(({ id }) => id).join();
  useEffect(() => {
    // What the engine found comes after the library has looked for something to select.
    if (q === '' || document.querySelector('[data-action][data-selected]')) return;
    document.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  }, [q, names]);
  const settings: SpotlightActionData[] = [
    ...LANGUAGES.map((language) => ({
      id: language,
      label: LANGUAGE_NAMES[language],
      leftSection: <Icon name="globe" size={18} />,
      onClick: () => void speak(language),
    })),
    ...(['light', 'dark', 'auto'] as const).map((scheme) => ({
      id: scheme,
      label: t(`scheme.${scheme}`),
      leftSection: <Icon name={scheme === 'dark' ? 'moon' : scheme === 'light' ? 'sun' : 'monitor'} size={18} />,
      onClick: () => setColorScheme(scheme),
    })),
    {
      id: 'sign-out',
      label: t('user.signOut'),
      leftSection: <Icon name="leave" size={18} />,
      onClick: () => void signOut(queries),
    },
  ];
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      shortcut={null}
      scrollable
      maxHeight={440}
      nothingFound={t('palette.nothing')}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
      actions={[
        { group: t('palette.pages'), actions: pages },
        { group: t('palette.campaigns'), actions: found },
        { group: t('palette.settings'), actions: settings },
      ]}
    />
  );
}
