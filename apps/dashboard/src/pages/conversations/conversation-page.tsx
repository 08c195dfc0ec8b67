import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../parts/icon';
import { ProblemNotice } from '../../parts/notice';
import { Page } from '../../parts/page';
import { ConversationList } from './conversation-list';
import classes from './conversations.module.css';
import { Filters } from './filters';
import { conversationQuery } from './queries';
import { Thread } from './thread';

/** One conversation as it reads on a phone; beside it the others, where there is room. */
export function ConversationPage() {
  const { t } = useTranslation('conversations');
  const { conversationId } = useParams({ from: '/shell/conversations/$conversationId' });
  const search = useSearch({ from: '/shell/conversations/$conversationId' });
  const { data, error, refetch } = useQuery(conversationQuery(conversationId));
  return (
    <Page
      title={t('title')}
      above={
        <Link to="/conversations" search={search} className={classes.back}>
          <Icon name="back" size={14} />
          {t('back')}
        </Link>
      }
    >
      <div className={classes.onWide}>
        <Filters search={search} />
      </div>
      <div className={classes.panes} data-reads="">
        <ConversationList search={search} opened={conversationId} />
        <div className={classes.pane}>
          {!data && !error && <Skeleton height="60vh" />}
          {error && !data && <ProblemNotice error={error} retry={() => void refetch()} />}
          {data && <Thread key={data.id} conversation={data} />}
        </div>
      </div>
    </Page>
  );
}
