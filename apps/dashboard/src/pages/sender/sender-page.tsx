import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PagePending } from '../../app/page-pending';
import { ActionButton } from '../../parts/action-button';
import { CopyButton } from '../../parts/copy-button';
import { BackLink } from '../../parts/back-link';
import { Code, Fact, Facts } from '../../parts/facts';
import { Icon } from '../../parts/icon';
import { ProblemNotice } from '../../parts/notice';
import { Page, Panel } from '../../parts/page';
import { SenderQualityBadge, SenderStatusBadge, SenderTier } from '../../parts/sender-state';
import { useSubaccountName } from '../../parts/subaccount-select';
import { Time } from '../../parts/time';
import { toast } from '../../parts/toast';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { callbackPath } from './callback-address';
import { PauseDialog } from './pause-dialog';
import { PROVIDERS, providerNamed } from './provider-fields';
import { pauseSender, resumeSender, type Sender, senderQuery, syncTemplates } from './queries';
import { SenderForm } from './sender-form';
import classes from './sender-page.module.css';
import { WarmUp } from './warm-up';

/** One number: whether it can send, how much, where its webhooks arrive, and how it is connected. */
export function SenderPage() {
  const { t } = useTranslation('sender');
  const { senderId } = useParams({ from: '/shell/senders/$senderId' });
  const { edit, ...search } = useSearch({ from: '/shell/senders/$senderId' });
  const navigate = useNavigate({ from: '/senders/$senderId' });
  const may = useMay();
  const { data: sender, error, refetch } = useQuery(senderQuery(senderId));
  if (!sender) return error ? <ProblemNotice error={error} retry={() => void refetch()} /> : <PagePending />;
  const isEdited = edit === 'yes' && may('sender:write');
  const show = () => void navigate({ search });
  return (
    <Page
      title={sender.name}
      above={<Above subaccount={search.subaccount} />}
      beside={
        <>
          <SenderStatusBadge status={sender.status} />
          <SenderQualityBadge quality={sender.quality} />
        </>
      }
      below={sender.phone ?? t('phoneErased')}
      actions={
        !isEdited && <Actions sender={sender} edit={() => void navigate({ search: { ...search, edit: 'yes' } })} />
      }
    >
      {isEdited ? (
        <SenderForm
          sender={sender}
          done={() => {
            toast.done(t('saved'));
            show();
          }}
          cancel={show}
        />
      ) : (
        <Shown sender={sender} />
      )}
    </Page>
  );
}

function Above({ subaccount }: { readonly subaccount: string | undefined }) {
  const { t } = useTranslation('sender');
  return (
    <BackLink>
      <Link to="/senders" search={subaccount === undefined ? {} : { subaccount }}>
        <Icon name="back" size={14} /> {t('all')}
      </Link>
    </BackLink>
  );
}

function Actions({ sender, edit }: { readonly sender: Sender; readonly edit: () => void }) {
  const { t } = useTranslation('sender');
  const formats = useFormats();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const refresh = () => queries.invalidateQueries({ queryKey: ['senders'] });
  const resume = async () => {
    try {
      await resumeSender(sender.id);
      toast.done(t('resumed'), { undo: { label: t('undo'), act: () => void pause('') } });
    } catch (error) {
      toast.problem(t('notResumed'), error);
    }
    await refresh();
  };
  const pause = async (reason: string) => {
    await pauseSender(sender.id, reason);
    toast.done(t('paused'), { undo: { label: t('undo'), act: () => void resume() } });
    await refresh();
  };
  const sync = useMutation({
    mutationFn: () => syncTemplates(sender),
    onSuccess: async ({ registered, changed, unchanged }) => {
      await queries.invalidateQueries({ queryKey: ['templates'] });
      const counts = [registered, changed, unchanged].map(formats.number);
      toast.done(t('synced', { registered: counts[0]!, changed: counts[1]!, unchanged: counts[2]! }));
    },
    onError: (error) => toast.problem(t('notSynced'), error),
  });
  return (
    <>
      <ActionButton
        permission="template:sync"
        variant="default"
        loading={sync.isPending}
        leftSection={<Icon name="retry" />}
        onClick={() => sync.mutate()}
      >
        {t('sync')}
      </ActionButton>
      <ActionButton permission="sender:write" variant="default" leftSection={<Icon name="pencil" />} onClick={edit}>
        {t('edit')}
      </ActionButton>
      {sender.status === 'paused' ? (
        <ActionButton permission="sender:write" leftSection={<Icon name="play" />} onClick={() => void resume()}>
          {t('resume')}
        </ActionButton>
      ) : (
        <ActionButton permission="sender:write" leftSection={<Icon name="pause" />} onClick={() => setAsks(true)}>
          {t('pause')}
        </ActionButton>
      )}
      {asks && <PauseDialog name={sender.name} close={() => setAsks(false)} pause={pause} />}
    </>
  );
}

function Shown({ sender }: { readonly sender: Sender }) {
  const { t } = useTranslation('sender');
  const formats = useFormats();
  const may = useMay();
  const subaccount = useSubaccountName()(sender.subaccountId);
  const { id, status, statusReason, remedy, pace, portfolioId, provider, connection, warnings, createdAt } = sender;
  const fields = fieldsOf(sender);
  return (
    <>
      {(statusReason !== null || status === 'registered') && (
        <div className={classes.warning}>
          <Icon name={status === 'paused' ? 'pause' : 'clock'} />
          <div>
            <p>{statusReason ?? t('notConnected')}</p>
            {remedy !== null && <p>{remedy}</p>}
          </div>
        </div>
      )}
      {warnings.map(({ code, text }) => (
        <div key={code + text} className={classes.warning}>
          <Icon name="alert" />
          <p>{text}</p>
        </div>
      ))}
      <div className={classes.columns}>
        <Panel title={t('sending')}>
          <SenderTier sender={sender} />
          <Facts>
            <Fact name={t('pace')}>
              {pace === null
                ? t('paceOfPlatform')
                : t('perSecond', { count: pace.messagesPerSecond, number: formats.number(pace.messagesPerSecond) })}
            </Fact>
            <Fact name={t('form.portfolioId')}>
              <Code>{portfolioId}</Code>
            </Fact>
            {subaccount !== undefined && <Fact name={t('subaccount')}>{subaccount}</Fact>}
            <Fact name={t('added')}>
              <Time at={createdAt} />
            </Fact>
          </Facts>
        </Panel>
        <WarmUp sender={sender} />
        <Webhooks sender={sender} />
        <Panel title={t('form.connection')}>
          <Facts>
            <Fact name={t('provider')}>{fields?.title ?? provider}</Fact>
            {fields?.connection.map(
              (each) =>
                connection[each] !== undefined && (
                  <Fact key={each} name={t(`form.${each}`)}>
                    <Code>{connection[each]}</Code>
                  </Fact>
                ),
            )}
            <Fact name={t('form.secrets')}>{t('secretsKept')}</Fact>
          </Facts>
        </Panel>
        <Panel title={t('more')}>
          <Facts>
            {may('template:read') && (
              <Fact name={t('templates')}>
                <Button
                  variant="default"
                  size="xs"
                  mt={4}
                  renderRoot={(props) => <Link to="/templates" search={{ sender: id }} {...props} />}
                >
                  {t('showTemplates')}
                </Button>
              </Fact>
            )}
            {may('event:read') && (
              <Fact name={t('log')}>
                <Button
                  variant="default"
                  size="xs"
                  mt={4}
                  renderRoot={(props) => (
                    <Link to="/streams/$stream" params={{ stream: `sender-${id}` }} search={{}} {...props} />
                  )}
                >
                  {t('showLog')}
                </Button>
              </Fact>
            )}
          </Facts>
        </Panel>
      </div>
    </>
  );
}

function fieldsOf({ provider }: Sender) {
  const name = providerNamed(provider);
  return name && PROVIDERS[name];
}

/** Where the platform reports to, and how that is set up there. */
function Webhooks({ sender }: { readonly sender: Sender }) {
  const { t } = useTranslation('sender');
  const formats = useFormats();
  const { path, lacks } = callbackPath(sender.id, sender.webhookPath);
  const address = location.origin + path;
  const steps = providerNamed(sender.provider) === 'gupshup' ? 'webhooks.gupshup' : 'webhooks';
  return (
    <Panel title={t('webhooks.title')}>
      <dl className={classes.wide}>
        <Fact name={t('webhooks.last')}>
          {sender.webhooks.lastAt === null ? t('webhooks.none') : <Time at={sender.webhooks.lastAt} />}
        </Fact>
        <Fact name={t('webhooks.address')}>
          <span className={classes.address}>
            <Code>{address}</Code>
            <CopyButton text={address} what={t('webhooks.address')} />
          </span>
          {lacks !== null && <p>{t('webhooks.lacks', { place: lacks })}</p>}
        </Fact>
      </dl>
      <ol className={classes.steps}>
        <li>{t(`${steps}.first`)}</li>
        <li>{t(`${steps}.second`)}</li>
        <li>{t(`${steps}.third`, { fields: formats.list(fieldsOf(sender)?.news ?? []) })}</li>
      </ol>
    </Panel>
  );
}
