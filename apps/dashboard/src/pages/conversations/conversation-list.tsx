import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState, ProblemNotice } from '../../parts/notice';
import { onRowKeys, ROW_LINK } from '../../parts/row-keys';
import { useMay, useMe } from '../../session/me';
import { useFormats } from '../../words/formats';
import classes from './conversation-list.module.css';
import { type ConversationItem, conversationsQuery, sendersOf } from './queries';
import { type ConversationsSearch, isFiltered } from './search';

interface ListProps {
  readonly search: ConversationsSearch;
  readonly opened?: string;
}

/** The one that opened last first; what the person wrote last is below its number. */
export function ConversationList({ search, opened }: ListProps) {
  const { t } = useTranslation('conversations');
  const may = useMay();
  const { subaccounts } = useMe();
  const list = useInfiniteQuery(conversationsQuery(search));
  const senders = useQuery({ ...sendersOf(search.subaccount), enabled: may('sender:read') });
  const items = list.data?.pages.flatMap((page) => page.items);
  const several = (senders.data?.items.length ?? 0) > 1 || subaccounts.length > 1;
  const senderOf = (id: string) => (several ? senders.data?.items.find((one) => one.id === id)?.name : undefined);
  return (
    <nav className={classes.box} aria-label={t('list')} data-waiting={list.isPlaceholderData || undefined}>
      {list.isPending &&
        Array.from({ length: 8 }, (_, n) => <Skeleton key={n} height={52} className={classes.waits} />)}
      {list.isError && !items && <ProblemNotice error={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && <Nothing search={search} goesOn={list.hasNextPage} />}
      {items && items.length > 0 && (
        <ul onKeyDown={onRowKeys}>
          {items.map((item) => (
            <Item
              key={item.id}
              item={item}
              search={search}
              isOpened={item.id === opened}
              sender={senderOf(item.senderId)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className={classes.older}>
          <Button
            size="xs"
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('older')}
          </Button>
        </div>
      )}
    </nav>
  );
}

interface ItemProps {
  readonly item: ConversationItem;
  readonly search: ConversationsSearch;
  readonly isOpened: boolean;
  readonly sender: string | undefined;
}

function Item({ item, search, isOpened, sender }: ItemProps) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const { id, phone, lastInboundAt, lastText, inbound } = item;
  return (
    <li>
      <Link
        to="/conversations/$conversationId"
        params={{ conversationId: id }}
        search={search}
        className={classes.item}
        data-on={isOpened || undefined}
        aria-current={isOpened ? 'page' : undefined}
        activeProps={{}}
        resetScroll={false}
        {...ROW_LINK}
      >
        <span className={classes.avatar} aria-hidden="true">
          {phone?.replace(/\D/g, '').slice(-2) ?? '?'}
        </span>
        <span className={classes.words}>
          <span className={classes.top}>
            <strong>{phone ?? t('hidden')}</strong>
            <time dateTime={lastInboundAt}>{formats.time(lastInboundAt)}</time>
          </span>
          <span className={classes.last}>
            <span>{lastText === null ? t('takenBack') : lastText === '' ? t('file') : lastText}</span>
            <span className={classes.count} title={t('inbound', { count: inbound })}>
              <span aria-hidden="true">{formats.number(inbound)}</span>
              <span className={classes.unseen}>{t('inbound', { count: inbound })}</span>
            </span>
          </span>
          {sender !== undefined && <span className={classes.sender}>{sender}</span>}
        </span>
      </Link>
    </li>
  );
}

function Nothing({ search, goesOn }: { readonly search: ConversationsSearch; readonly goesOn: boolean }) {
  const { t } = useTranslation('conversations');
  if (goesOn) return <p className={classes.nothing}>{t('empty.furtherOn')}</p>;
  if (!isFiltered(search)) {
    return (
      <EmptyState icon="chat" title={t('empty.none')}>
        {t('empty.noneText')}
      </EmptyState>
    );
  }
  const kept = search.subaccount === undefined ? {} : { subaccount: search.subaccount };
  return (
    <EmptyState
      icon="search"
      title={t('empty.noneMatches')}
      action={
        <Button variant="default" renderRoot={(props) => <Link to="/conversations" search={kept} {...props} />}>
          {t('filters.clear')}
        </Button>
      }
    >
      {t('empty.noneMatchesText')}
    </EmptyState>
  );
}
