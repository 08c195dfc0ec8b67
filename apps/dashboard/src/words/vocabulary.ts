import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../api/client';
import type { components } from '../api/schema';
import type { ContactState } from '../parts/contact-states';
import { useMay } from '../session/me';
import type { Language } from './languages';

export type Vocabulary = components['schemas']['Vocabulary'];

interface Word {
  readonly label: string;
  readonly description: string;
}

/** The engine's own words for statuses, states, results and types, in the language that is spoken; undefined for a moment. */
export function useVocabulary(): Vocabulary | undefined {
  const { i18n } = useTranslation();
  const may = useMay();
  const language = i18n.language as Language;
  const { data } = useQuery({
    queryKey: ['vocabulary', language],
    enabled: may('report:read'),
    staleTime: Infinity,
    queryFn: ({ signal }) => answerOf(api.GET('/v1/reports/vocabulary', { signal, params: { query: { language } } })),
    placeholderData: keepPreviousData,
  });
  return data;
}

/** Its words for the states of contacts: reports have the same. */
export function useContactStates(): (state: ContactState) => Word {
  const words = useVocabulary();
  return (state) => words?.contactStates.find(({ code }) => code === state) ?? { label: state, description: '' };
}

/** What a code of the vocabulary is called; itself for a moment, and where it is not known. */
export function labelOf(words: readonly { readonly code: string; readonly label: string }[] | undefined, code: string) {
  return words?.find((word) => word.code === code)?.label ?? code;
}
