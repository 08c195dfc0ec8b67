import { Button, Skeleton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CampaignDetails, ofCampaign } from '../../live/one-campaign';
import { ContactStateBadge } from '../../parts/contact-state';
import { faultOf } from '../../parts/faults';
import form from '../../parts/form.module.css';
import { Icon } from '../../parts/icon';
import { ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { useMay } from '../../session/me';
import { useContactStates } from '../../words/vocabulary';
import { useChosenFile } from './chosen-files';
import { placeholdersIn, settingsOf, wordsOf } from '../../parts/campaign-settings';
import { OF_CONTACTS } from './draft';
import { StepEnd } from './frame';
import { commands, firstContactsQuery, testQuery } from './queries';
import type { Row } from './row';
import classes from './test-step.module.css';

interface Sent {
  readonly contactId: string;
  readonly phone: string;
}

/** The message on somebody's own phone, before it is on everybody else's. */
export function TestStep({ campaign }: { readonly campaign: CampaignDetails }) {
  const { t } = useTranslation('new-campaign');
  const may = useMay();
  const chosen = useChosenFile(campaign.id);
  const first = useQuery({
    ...firstContactsQuery(campaign.id),
    enabled: campaign.contacts > 0 && may('contact:read'),
  });
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const row = chosen?.tried.rows.find(({ verdict }) => verdict === 'accepted') ?? first.data?.items[0];
  return (
    <>
      <Panel title={t('test.message')}>
        {first.isLoading ? (
          <Skeleton height={180} />
        ) : (
          <TestForm campaign={campaign} row={row} sent={(one) => setSent([one, ...sent])} />
        )}
      </Panel>
      {sent.length > 0 && (
        <ul className={classes.sent} aria-label={t('test.sent')}>
          {sent.map((one) => (
            <Became key={one.contactId} campaignId={campaign.id} {...one} />
          ))}
        </ul>
      )}
      <StepEnd campaignId={campaign.id} before="sending" after="check" />
    </>
  );
}

interface TestFormProps {
  readonly campaign: CampaignDetails;
  readonly row: Row | undefined;
  readonly sent: (sent: Sent) => void;
}

function TestForm({ campaign, row, sent }: TestFormProps) {
  const { t } = useTranslation('new-campaign');
  const queries = useQueryClient();
  const { content } = settingsOf(campaign);
  const fields = [
    ...new Set([
      ...(content.type === 'template' ? [] : placeholdersIn(wordsOf(content))),
      ...Object.values(content.parameterMapping).flatMap((source) => ('from' in source ? [source.from] : [])),
    ]),
  ].filter((from) => from !== 'phone');
  const [phone, setPhone] = useState('');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const valueOf = (field: string) => values[field] ?? givenBy(row, field);
  const send = useMutation({
    mutationFn: async () => {
      const name = fields.includes('name') ? valueOf('name') : '';
      const parameters = Object.fromEntries(
        fields
          .filter((field) => field !== 'name')
          .map((field) => [field === 'correlationId' ? 'correlation_id' : field, valueOf(field)] as const)
          .filter(([, value]) => value !== ''),
      );
      const { contactId } = await commands.test(campaign.id, {
        phone,
        ...(name !== '' && { name }),
        ...(Object.keys(parameters).length > 0 && { parameters }),
      });
      sent({ contactId, phone });
      await queries.invalidateQueries({ queryKey: ofCampaign(campaign.id) });
    },
  });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (phone.trim() !== '') send.mutate();
      }}
    >
      <TextInput
        type="tel"
        label={t('test.phone')}
        description={t('test.phoneText')}
        placeholder="+55 11 90000-0000"
        required
        autoComplete="tel"
        value={phone}
        error={faultOf(send.error, 'phone')}
        onChange={({ currentTarget }) => setPhone(currentTarget.value)}
        maw={320}
      />
      {fields.length > 0 && (
        <div className={form.two}>
          {fields.map((field) => (
            <TextInput
              key={field}
              label={isOfContacts(field) ? t(`variables.${field}`) : field}
              value={valueOf(field)}
              maxLength={1024}
              error={faultOf(send.error, `parameters.${field}`)}
              onChange={({ currentTarget: { value } }) => setValues({ ...values, [field]: value })}
            />
          ))}
        </div>
      )}
      {send.error && (
        <div className={form.problem} role="alert">
          <ProblemText error={send.error} />
        </div>
      )}
      <div className={classes.send}>
        <Button
          type="submit"
          variant="default"
          leftSection={<Icon name="phone" />}
          loading={send.isPending}
          disabled={phone.trim() === ''}
        >
          {t('test.send')}
        </Button>
      </div>
    </form>
  );
}

function isOfContacts(field: string): field is (typeof OF_CONTACTS)[number] {
  return (OF_CONTACTS as readonly string[]).includes(field);
}

function givenBy(row: Row | undefined, field: string): string {
  if (field === 'name') return row?.name ?? '';
  if (field === 'correlationId') return row?.correlationId ?? '';
  return row?.parameters?.[field] ?? '';
}

/** What became of a test, as it becomes known. */
function Became({ campaignId, contactId, phone }: Sent & { readonly campaignId: string }) {
  const { t } = useTranslation('new-campaign');
  const wordOf = useContactStates();
  const { data } = useQuery(testQuery(campaignId, contactId));
  return (
    <li role="status">
      <strong>{data?.phone ?? phone}</strong>
      {data && <ContactStateBadge state={data.state} />}
      <span className={form.quiet}>
        {data ? (data.error?.advice ?? wordOf(data.state).description) : t('test.waits')}
      </span>
      <Link to="/campaigns/$campaignId/contacts/$contactId" params={{ campaignId, contactId }} search={{}}>
        {t('test.history')}
      </Link>
    </li>
  );
}
