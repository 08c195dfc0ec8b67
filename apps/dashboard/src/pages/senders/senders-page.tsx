import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../parts/action-button';
import { Icon } from '../../parts/icon';
import { List } from '../../parts/list';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import { SenderQualityBadge, SenderStatusBadge, SenderTier } from '../../parts/sender-state';
import { useSubaccountName } from '../../parts/subaccount-select';
import table from '../../parts/table.module.css';
import { Time } from '../../parts/time';
import { useFormats } from '../../words/formats';
import { type Sender, sendersQuery } from './queries';
import classes from './senders-page.module.css';

/** Every number that messages are sent from: whether it can, how good it is, and how much room it has. */
export function SendersPage() {
  const { t } = useTranslation('senders');
  const search = useSearch({ from: '/shell/senders' });
  const navigate = useNavigate();
  const list = useInfiniteQuery(sendersQuery(search));
  const senders = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const add = (
    <ActionButton
      permission="sender:write"
      leftSection={<Icon name="plus" />}
      onClick={() => void navigate({ to: '/senders/new', search })}
    >
      {t('add')}
    </ActionButton>
  );
  return (
    <Page title={t('title')} below={t('text')} actions={senders.length > 0 && add}>
      <List
        query={list}
        count={senders.length}
        rowHeight={64}
        empty={
          <EmptyState icon="phone" title={t('empty.title')} action={add}>
            {t('empty.text')}
          </EmptyState>
        }
      >
        <ul className={classes.cards} onKeyDown={onRowKeys}>
          {senders.map((sender) => (
            <Card key={sender.id} sender={sender} />
          ))}
        </ul>
      </List>
    </Page>
  );
}

function Card({ sender }: { readonly sender: Sender }) {
  const { t } = useTranslation('senders');
  const formats = useFormats();
  const subaccount = useSubaccountName()(sender.subaccountId);
  const { id, name, phone, status, statusReason, remedy, quality, pace, warnings, webhooks } = sender;
  return (
    <li className={`${table.row} ${classes.card}`}>
      <div className={classes.top}>
        <div className={classes.names}>
          <Link to="/senders/$senderId" params={{ senderId: id }} search={{}} className={table.link} {...ROW_LINK}>
            {name}
          </Link>
          <span>{phone ?? t('phoneErased')}</span>
        </div>
        <div className={classes.badges}>
          <SenderStatusBadge status={status} />
          <SenderQualityBadge quality={quality} />
        </div>
      </div>
      <div>
        <SenderTier sender={sender} />
      </div>
      <p className={classes.facts}>
        <span>
          {pace === null
            ? t('paceOfPlatform')
            : t('pace', { count: pace.messagesPerSecond, number: formats.number(pace.messagesPerSecond) })}
        </span>
        {subaccount !== undefined && <span>{subaccount}</span>}
        <span>{webhooks.lastAt === null ? t('noWebhook') : <LastWebhook at={webhooks.lastAt} />}</span>
      </p>
      {statusReason !== null && (
        <p className={classes.warning}>
          <Icon name="pause" />
          <span>
            {statusReason}
            {remedy !== null && <small>{remedy}</small>}
          </span>
        </p>
      )}
      {warnings.map(({ code, text }) => (
        <p key={code + text} className={classes.warning}>
          <Icon name="alert" />
          <span>{text}</span>
        </p>
      ))}
    </li>
  );
}

function LastWebhook({ at }: { readonly at: string }) {
  const { t } = useTranslation('senders');
  return (
    <>
      {t('lastWebhook')} <Time at={at} />
    </>
  );
}
