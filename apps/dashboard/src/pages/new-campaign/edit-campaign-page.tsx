import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { type CampaignDetails, useCampaign } from '../../live/one-campaign';
import { BackLink } from '../../parts/back-link';
import { CampaignStatusBadge } from '../../parts/campaign-status';
import { Icon } from '../../parts/icon';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { Page } from '../../parts/page';
import { type Permission, useMay } from '../../session/me';
import { AudienceStep } from './audience-step';
import { CheckStep } from './check-step';
import { useChosenFile } from './chosen-files';
import { settingsOf, templateIdOf } from '../../parts/campaign-settings';
import { EditSender, EditTemplate } from './edit-content';
import { Frame, StepTitle } from './frame';
import { Preview } from './preview';
import { firstContactsQuery, templatesQuery } from './queries';
import { type EditSearch, type Step, STEPS } from './search';
import { SendingStep } from './sending-step';
import { TestStep } from './test-step';

/** What each step wants: of the campaign as it is, and of whoever is there. */
const NEEDS: Readonly<Record<Step, readonly [action: string, permission: Permission]>> = {
  sender: ['edit', 'campaign:edit'],
  template: ['edit', 'campaign:edit'],
  audience: ['upload', 'contact:upload'],
  sending: ['edit', 'campaign:edit'],
  test: ['test', 'campaign:test'],
  check: ['start', 'campaign:preflight'],
};

/** A campaign that the server has, step by step: while it is a draft or scheduled all of it, while it is paused what may change then. */
export function EditCampaignPage() {
  const { t } = useTranslation('new-campaign');
  const { campaignId } = useParams({ from: '/shell/campaigns/$campaignId/edit' });
  const search = useSearch({ from: '/shell/campaigns/$campaignId/edit' });
  const { campaign, error, refetch } = useCampaign(campaignId);
  if (!campaign) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  return (
    <Page
      title={campaign.name}
      above={
        <BackLink>
          <Link
            to="/campaigns/$campaignId"
            params={{ campaignId }}
            search={search.subaccount === undefined ? {} : { subaccount: search.subaccount }}
          >
            <Icon name="back" size={14} />
            {t('toCampaign', { number: campaign.number })}
          </Link>
        </BackLink>
      }
      beside={<CampaignStatusBadge status={campaign.status} />}
      below={t(campaign.status === 'draft' ? 'onServer' : 'everythingSaved')}
    >
      <Steps campaign={campaign} search={search} />
    </Page>
  );
}

function Steps({ campaign, search }: { readonly campaign: CampaignDetails; readonly search: EditSearch }) {
  const { t } = useTranslation(['new-campaign', 'shell']);
  const may = useMay();
  // Of a paused campaign message and number stay as they are.
  const isPaused = campaign.status === 'paused';
  const open = STEPS.filter(
    (step) =>
      campaign.allowed.includes(NEEDS[step][0]) &&
      may(NEEDS[step][1]) &&
      !(isPaused && (step === 'sender' || step === 'template')),
  );
  const step = search.step && open.includes(search.step) ? search.step : open[0];
  if (step === undefined) {
    const isAllowed = STEPS.some((one) => campaign.allowed.includes(NEEDS[one][0]));
    return (
      <EmptyState
        icon="pencil"
        title={t('closed')}
        action={
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} search={{}} {...props} />
            )}
          >
            {t('closedAction')}
          </Button>
        }
      >
        {isAllowed
          ? t('permission.missing', { ns: 'shell', permission: 'campaign:edit' })
          : t('closedText', { status: t(`status.${campaign.status}`, { ns: 'shell' }) })}
      </EmptyState>
    );
  }
  // What can be left as it is is done once it was passed.
  const passed = STEPS.slice(0, STEPS.indexOf(step)).filter((each) => each === 'sending' || each === 'test');
  const done: Step[] = ['sender', 'template', ...(campaign.contacts > 0 ? (['audience'] as const) : []), ...passed];
  const needsPreview = step !== 'sender' && step !== 'template';
  return step === 'sender' || step === 'template' ? (
    <Content step={step} {...{ campaign, search, open, done }} />
  ) : (
    <Frame
      step={step}
      campaignId={campaign.id}
      open={open}
      done={done}
      preview={needsPreview && may('template:read') && <DraftPreview campaign={campaign} />}
    >
      <StepTitle step={step} />
      {step === 'audience' && <AudienceStep campaign={campaign} />}
      {step === 'sending' && <SendingStep campaign={campaign} />}
      {step === 'test' && <TestStep campaign={campaign} />}
      {step === 'check' && <CheckStep campaign={campaign} open={open} />}
    </Frame>
  );
}

interface ContentProps {
  readonly step: 'sender' | 'template';
  readonly campaign: CampaignDetails;
  readonly search: EditSearch;
  readonly open: readonly Step[];
  readonly done: readonly Step[];
}

function Content({ step, campaign, search, open, done }: ContentProps) {
  const frame = { campaignId: campaign.id, open, done };
  return step === 'sender' ? (
    <EditSender campaign={campaign} search={search} frame={frame} />
  ) : (
    <EditTemplate campaign={campaign} search={search} frame={frame} />
  );
}

/** Filled from the file that was chosen, else from whom the campaign has already. */
function DraftPreview({ campaign }: { readonly campaign: CampaignDetails }) {
  const may = useMay();
  const { content } = settingsOf(campaign);
  const { data: templates } = useQuery(templatesQuery);
  const chosen = useChosenFile(campaign.id);
  const { data: first } = useQuery({
    ...firstContactsQuery(campaign.id),
    enabled: campaign.contacts > 0 && may('contact:read'),
  });
  const template = templates?.find(({ id }) => id === templateIdOf(content));
  const free = content.type === 'template' ? undefined : content;
  if (!template && !free) return null;
  const rows = chosen ? chosen.tried.rows.filter(({ verdict }) => verdict === 'accepted') : (first?.items ?? []);
  return <Preview template={template} mapping={content.parameterMapping} free={free} rows={rows} />;
}
