import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client';
import type { components } from '../api/schema';
import { useMay } from '../session/me';
import type { Language } from './languages';

export type ContactState = components['schemas']['Contact']['state'];

interface Word {
  readonly label: string;
  readonly description: string;
}

/** The engine's own words for the states of contacts, in the language that is spoken: reports have the same. */
export function useContactStates(): (state: ContactState) => Word {
  const { i18n } = useTranslation();
  const may = useMay();
  const language = i18n.language as Language;
  const { data } = useQuery({
    queryKey: ['vocabulary', language],
    enabled: may('report:read'),
    staleTime: Infinity,
    queryFn: ({ signal }) => answerOf(api.GET('/v1/reports/vocabulary', { signal, params: { query: { language } } })),
    placeholderData: (before) => before,
  });
  return (state) => data?.contactStates.find(({ code }) => code === state) ?? { label: state, description: '' };
}
