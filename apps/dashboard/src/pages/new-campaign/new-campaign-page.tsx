import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../parts/back-link';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemText } from '../../parts/notice';
import { Page } from '../../parts/page';
import { toast } from '../../parts/toast';
import { useMay } from '../../session/me';
import { CopyCampaign } from './copy-campaign';
import { ContentStep } from './content-step';
import { mappingFor } from './draft';
import { Frame, StepEnd, StepTitle } from './frame';
import { type FreeDraft, freeContentOf, isWhole } from './free-draft';
import { Preview } from './preview';
import { commands, sendersQuery, templatesQuery } from './queries';
import type { NewCampaignSearch, Step } from './search';
import { SenderStep } from './sender-step';

/** A campaign up to the moment when the server has a draft of it: until then it is in this tab, in its address. */
export function NewCampaignPage() {
  const { t } = useTranslation(['new-campaign', 'shell']);
  const may = useMay();
  const search = useSearch({ from: '/shell/campaigns/new' });
  const back = (
    <BackLink>
      <Link to="/campaigns" search={search.subaccount === undefined ? {} : { subaccount: search.subaccount }}>
        <Icon name="back" size={14} />
        {t('campaigns')}
      </Link>
    </BackLink>
  );
  const needed = search.copy === undefined ? 'campaign:create' : 'campaign:duplicate';
  if (!may(needed)) {
    return (
      <Page title={t('new')} above={back}>
        <EmptyState icon="key" title={t('forbidden')}>
          {t('permission.missing', { ns: 'shell', permission: needed })}
        </EmptyState>
      </Page>
    );
  }
  if (search.copy !== undefined) {
    return (
      <Page title={t('copy.title')} above={back}>
        <CopyCampaign campaignId={search.copy} />
      </Page>
    );
  }
  return (
    <Page title={t('new')} above={back} below={t('inTab')}>
      {search.step === 'template' && search.sender !== undefined ? (
        <ChooseTemplate search={search} senderId={search.sender} />
      ) : (
        <ChooseSender search={search} />
      )}
    </Page>
  );
}

const openWith = (sender: string | undefined): readonly Step[] =>
  sender === undefined ? ['sender'] : ['sender', 'template'];

function ChooseSender({ search }: { readonly search: NewCampaignSearch }) {
  const navigate = useNavigate({ from: '/campaigns/new' });
  const { sender, template: _, ...kept } = search;
  return (
    <Frame step="sender" campaignId={undefined} open={openWith(sender)} done={[]}>
      <StepTitle step="sender" />
      <SenderStep
        subaccount={search.subaccount}
        chosen={sender}
        choose={(id) => void navigate({ to: '/campaigns/new', search: { ...kept, sender: id }, replace: true })}
      />
      <StepEnd campaignId={undefined} {...(sender !== undefined && { after: 'template' })} />
    </Frame>
  );
}

function ChooseTemplate({ search, senderId }: { readonly search: NewCampaignSearch; readonly senderId: string }) {
  const { t } = useTranslation('new-campaign');
  const navigate = useNavigate({ from: '/campaigns/new' });
  const queries = useQueryClient();
  const { data: senders } = useQuery(sendersQuery(search.subaccount));
  const { data: templates } = useQuery(templatesQuery);
  const [free, setFree] = useState(search.free);
  const wanted = free ? free.fallback : search.template;
  const template = templates?.find(({ id, senderId: of }) => id === wanted && of === senderId);
  const content = free && freeContentOf(free, template);
  const isReady = free ? isWhole(free) : template !== undefined;
  const sender = senders?.items.find(({ id }) => id === senderId);
  const [name, setName] = useState(search.name ?? '');
  const keep = (change: NewCampaignSearch) =>
    void navigate({ to: '/campaigns/new', search: { ...search, ...change }, replace: true, resetScroll: false });
  const change = (next: FreeDraft | undefined) => {
    setFree(next);
    // Back at templates nothing of it stands in the address.
    if (next) return;
    const { free: _, ...others } = search;
    void navigate({ to: '/campaigns/new', search: others, replace: true, resetScroll: false });
  };
  const create = useMutation({
    mutationFn: async () => {
      const { id } = await commands.create({
        subaccountId: sender!.subaccountId,
        name,
        senderIds: [senderId],
        content: content ?? {
          type: 'template',
          templateId: template!.id,
          parameterMapping: mappingFor(template!),
        },
      });
      await queries.invalidateQueries({ queryKey: ['campaigns'] });
      toast.done(t('created'), { message: t('createdText') });
      // The step back from the draft leads to the list, not to another draft.
      await navigate({
        to: '/campaigns/$campaignId/edit',
        params: { campaignId: id },
        search: { step: 'audience' },
        replace: true,
      });
    },
  });
  const isNamed = name.trim() !== '';
  return (
    <Frame
      step="template"
      campaignId={undefined}
      open={openWith(senderId)}
      done={['sender']}
      preview={
        (template || content) && (
          <Preview template={template} mapping={template ? mappingFor(template) : {}} free={content} rows={[]} />
        )
      }
    >
      <StepTitle step="template" />
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && isNamed && sender) create.mutate();
        }}
      >
        <TextInput
          label={t('template.name')}
          description={t('template.nameText')}
          required
          maxLength={200}
          value={name}
          error={faultOf(create.error, 'name')}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          onBlur={() => keep(isNamed ? { name: name.trim() } : {})}
        />
        <div onBlur={() => free && keep({ free })}>
          <ContentStep
            senderId={senderId}
            free={free}
            change={change}
            template={template?.id}
            choose={(id) => keep({ template: id })}
            columns={[]}
            error={create.error}
          />
        </div>
        {create.error && (
          <div className={form.problem} role="alert">
            <ProblemText error={create.error} />
          </div>
        )}
        <StepEnd campaignId={undefined} before="sender">
          <Button type="submit" loading={create.isPending} disabled={!isReady || !isNamed || !sender}>
            {t('template.create')}
          </Button>
        </StepEnd>
      </form>
    </Frame>
  );
}
