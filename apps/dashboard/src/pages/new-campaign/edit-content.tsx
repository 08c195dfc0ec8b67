import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { ProblemText } from '../../parts/notice';
import { type Content, settingsOf, templateIdOf } from '../../parts/campaign-settings';
import { useChosenFile } from './chosen-files';
import { ContentStep } from './content-step';
import { mappingFor } from './draft';
import { Frame, StepEnd, StepTitle } from './frame';
import { freeContentOf, freeDraftOf, isWhole } from './free-draft';
import { Preview } from './preview';
import { commands, templatesQuery } from './queries';
import { useSaveBeforeLeaving } from './save-before-leaving';
import type { EditSearch, Step } from './search';
import { SenderStep } from './sender-step';

interface EditProps {
  readonly campaign: CampaignDetails;
  readonly search: EditSearch;
  readonly frame: { readonly campaignId: string; readonly open: readonly Step[]; readonly done: readonly Step[] };
}

/** Another number has other templates: it is saved together with the one that is chosen then. */
export function EditSender({ campaign, search, frame }: EditProps) {
  const { t } = useTranslation('new-campaign');
  const navigate = useNavigate({ from: '/campaigns/$campaignId/edit' });
  const ofDraft = settingsOf(campaign).senderIds[0];
  const chosen = search.sender ?? ofDraft;
  const kept = { step: 'sender', ...(search.subaccount !== undefined && { subaccount: search.subaccount }) } as const;
  const params = { campaignId: campaign.id };
  const other = (id: string) => (id === ofDraft ? {} : { sender: id });
  return (
    <Frame step="sender" {...frame}>
      <StepTitle step="sender" />
      <SenderStep
        subaccount={campaign.subaccountId}
        chosen={chosen}
        choose={(id) =>
          void navigate({
            to: '/campaigns/$campaignId/edit',
            params,
            search: { ...kept, ...other(id) },
            replace: true,
            resetScroll: false,
          })
        }
      />
      <StepEnd campaignId={campaign.id}>
        <Button
          disabled={chosen === undefined}
          onClick={() =>
            void navigate({
              to: '/campaigns/$campaignId/edit',
              params,
              search: { ...kept, ...other(chosen!), step: 'template' },
            })
          }
        >
          {t('next')}
        </Button>
      </StepEnd>
    </Frame>
  );
}

export function EditTemplate({ campaign, search, frame }: EditProps) {
  const { t } = useTranslation('new-campaign');
  const navigate = useNavigate({ from: '/campaigns/$campaignId/edit' });
  const queries = useQueryClient();
  const { senderIds, content } = settingsOf(campaign);
  const senderId = search.sender ?? senderIds[0]!;
  const { data: templates } = useQuery(templatesQuery);
  const file = useChosenFile(campaign.id);
  const [free, setFree] = useState(freeDraftOf(content));
  const wanted = free ? free.fallback : (search.template ?? templateIdOf(content));
  const template = templates?.find(({ id, senderId: of }) => id === wanted && of === senderId);
  const [name, setName] = useState(campaign.name);
  const next: Content | undefined = free
    ? freeContentOf(free, template, content.parameterMapping)
    : template && {
        type: 'template',
        templateId: template.id,
        parameterMapping: mappingFor(template, content.parameterMapping),
      };
  const isReady = free ? isWhole(free) && (free.fallback === '' || template !== undefined) : template !== undefined;
  const isOther = isReady && (!isSame(next, content) || senderId !== senderIds[0]);
  const isNamed = name.trim() !== '';
  const isChanged = isNamed && (isOther || name.trim() !== campaign.name);
  const save = useMutation({
    mutationFn: async () => {
      await commands.edit(campaign.id, {
        ...(name.trim() !== campaign.name && { name: name.trim() }),
        ...(isOther && {
          senderIds: [senderId, ...senderIds.slice(1).filter((id) => id !== senderId)],
          content: next!,
        }),
      });
      await queries.invalidateQueries({ queryKey: ofCampaign(campaign.id) });
    },
  });
  const saved = () =>
    save.mutateAsync().then(
      () => true,
      () => false,
    );
  // Choosing a template changes the address only.
  const [isLeaving, setLeaving] = useState(false);
  useSaveBeforeLeaving(isChanged && !isLeaving && name.trim() !== campaign.name, saved);
  const params = { campaignId: campaign.id };
  const choose = (id: string) => {
    setLeaving(true);
    void navigate({
      to: '/campaigns/$campaignId/edit',
      params,
      search: { ...search, step: 'template', template: id },
      replace: true,
      resetScroll: false,
    }).finally(() => setLeaving(false));
  };
  const goOn = async () => {
    if (isChanged && !(await saved())) return;
    const { subaccount } = search;
    await navigate({
      to: '/campaigns/$campaignId/edit',
      params,
      search: { ...(subaccount !== undefined && { subaccount }), step: 'audience' },
      ignoreBlocker: true,
    });
  };
  return (
    <Frame
      step="template"
      {...frame}
      preview={
        next && (
          <Preview
            template={template}
            mapping={next.parameterMapping}
            free={next.type === 'template' ? undefined : next}
            rows={[]}
          />
        )
      }
    >
      <StepTitle step="template" />
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          void goOn();
        }}
      >
        <TextInput
          label={t('template.name')}
          required
          maxLength={200}
          value={name}
          error={faultOf(save.error, 'name')}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <ContentStep
          senderId={senderId}
          free={free}
          change={setFree}
          template={template?.id}
          choose={choose}
          columns={Object.keys(file?.tried.mapping?.parameters ?? {})}
          error={save.error}
          files={{
            campaignId: campaign.id,
            attach: (uploaded, filename) => setFree((now) => now && { ...now, uploaded, filename, link: '' }),
          }}
        />
        {isOther && campaign.contacts > 0 && <p className={form.quiet}>{t('template.verdictsStay')}</p>}
        {save.error && (
          <div className={form.problem} role="alert">
            <ProblemText error={save.error} />
          </div>
        )}
        <StepEnd campaignId={campaign.id} before="sender">
          <Button type="submit" loading={save.isPending} disabled={!isReady || !isNamed}>
            {t(isChanged ? 'saveAndNext' : 'next')}
          </Button>
        </StepEnd>
      </form>
    </Frame>
  );
}

/** Of contents that were made by the same hands, field by field in the same order. */
function isSame(one: Content | undefined, other: Content): boolean {
  const sorted = (content: Content | undefined) => JSON.stringify(Object.entries(content ?? {}).sort());
  return sorted(one) === sorted(other);
}
