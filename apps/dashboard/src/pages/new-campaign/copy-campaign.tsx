import { Button, Checkbox, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignQuery, type CampaignDetails } from '../../live/one-campaign';
import form from '../../parts/form.module.css';
import { ProblemNotice, ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { toast } from '../../parts/toast';
import { useFormats } from '../../words/formats';
import classes from './copy-campaign.module.css';
import { commands } from './queries';

/** The same message once more: a draft of its own, with the people or without. */
export function CopyCampaign({ campaignId }: { readonly campaignId: string }) {
  const { data, error, refetch } = useQuery(campaignQuery(campaignId));
  if (error && !data) return <ProblemNotice error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={240} />;
  return <Copy key={campaignId} of={data.campaign} />;
}

function Copy({ of }: { readonly of: CampaignDetails }) {
  const { t } = useTranslation('new-campaign');
  const formats = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState(() => t('copy.of', { name: of.name }));
  const [withContacts, setWith] = useState(false);
  const copy = useMutation({
    mutationFn: async () => {
      const { id } = await commands.duplicate(of.id, { name: name.trim(), withContacts });
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
      toast.done(t('created'), { message: t('createdText') });
      await navigate({
        to: '/campaigns/$campaignId/edit',
        params: { campaignId: id },
        search: { step: 'audience' },
        replace: true,
      });
    },
  });
  return (
    <div className={classes.copy}>
      <Panel title={t('copy.what', { number: of.number, name: of.name })}>
        <form
          className={form.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') copy.mutate();
          }}
        >
          <TextInput
            label={t('template.name')}
            required
            maxLength={200}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            data-autofocus
          />
          {of.contacts > 0 && (
            <Checkbox
              label={t('copy.withContacts', { count: of.contacts, number: formats.number(of.contacts) })}
              description={t('copy.withContactsText')}
              checked={withContacts}
              onChange={({ currentTarget }) => setWith(currentTarget.checked)}
            />
          )}
          {copy.error && (
            <div className={form.problem} role="alert">
              <ProblemText error={copy.error} />
            </div>
          )}
          <div className={form.buttons}>
            <Button type="submit" loading={copy.isPending} disabled={name.trim() === ''}>
              {t('copy.button')}
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}
