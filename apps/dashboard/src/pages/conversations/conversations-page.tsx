import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/notice';
import { Page } from '../../parts/page';
import { ConversationList } from './conversation-list';
import classes from './conversations.module.css';
import { Filters } from './filters';

/** Conversations in which people wrote, and room for the one that is read. */
export function ConversationsPage() {
  const { t } = useTranslation('conversations');
  const search = useSearch({ from: '/shell/conversations' });
  return (
    <Page title={t('title')}>
      <Filters search={search} />
      <div className={classes.panes}>
        <ConversationList search={search} />
        <div className={`${classes.pane} ${classes.empty}`}>
          <EmptyState icon="chat" title={t('choose')}>
            {t('chooseText')}
          </EmptyState>
        </div>
      </div>
    </Page>
  );
}
