import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { toast } from '../../parts/toast';
import { useMay } from '../../session/me';
import { editSearch, type SavedSearch, saveSearch, searchQuery, termsOf, useLanguage } from './queries';
import { addressOf, askTheSame, reportOf, zoneOf } from './report-query';
import type { ReportsSearch } from './search';
import { SearchDialog, type Terms } from './search-dialog';

/** The saved search that this came from, where it came from one. */
export function useSavedSearch(search: ReportsSearch): SavedSearch | undefined {
  const may = useMay();
  const { data } = useQuery({
    ...searchQuery(search.search ?? ''),
    enabled: search.search !== undefined && may('search:read'),
    retry: false,
  });
  return data;
}

/** Keeps what is asked for here under a name; of one's own that is changed, it writes the change. */
export function SaveButton({ search }: { readonly search: ReportsSearch }) {
  const { t } = useTranslation('reports');
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const language = useLanguage();
  const saved = useSavedSearch(search);
  const [asks, setAsks] = useState(false);
  const terms = termsOf(search, language);
  const write = useMutation({
    mutationFn: (one: SavedSearch) => editSearch(one.id, one.revision, { ...terms, language: one.language as never }),
    onSuccess: async () => {
      toast.done(t('saving.changed'));
      await queries.invalidateQueries({ queryKey: ['searches'] });
    },
    onError: (error) => toast.problem(t('saving.notSaved'), error),
  });
  if (!may('search:write')) return null;
  const isChanged = saved !== undefined && !askTheSame(search, addressOf(saved));
  const save = async ({ name, shared, subaccountId, format, schedule }: Terms) => {
    const { id } = await saveSearch({
      ...{ report: reportOf(search), ...terms, name, shared, format, schedule },
      ...(subaccountId !== undefined && { subaccountId }),
    });
    toast.done(t('saving.done', { name }));
    await queries.invalidateQueries({ queryKey: ['searches'] });
    const now = await queries.fetchQuery(searchQuery(id));
    void navigate({ to: '/reports', search: { ...search, ...addressOf(now) }, replace: true });
  };
  return (
    <>
      {saved?.own && isChanged && (
        <Button variant="default" loading={write.isPending} onClick={() => write.mutate(saved)}>
          {t('saving.change', { name: saved.name })}
        </Button>
      )}
      <Button variant="default" leftSection={<Icon name="bookmark" />} onClick={() => setAsks(true)}>
        {t(saved ? 'saving.asNew' : 'saving.title')}
      </Button>
      {asks && (
        <SearchDialog
          title={t('saving.title')}
          subaccountId={search.subaccount}
          timeZone={zoneOf(search)}
          close={() => setAsks(false)}
          save={save}
        />
      )}
    </>
  );
}
