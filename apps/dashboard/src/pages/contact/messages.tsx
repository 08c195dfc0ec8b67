import { Skeleton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemText } from '../../parts/notice';
import { Panel } from '../../parts/page';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useContactStates } from '../../words/vocabulary';
import classes from './messages.module.css';
import { type Conversation, conversationQuery, type Event } from './queries';
import { conversationsOf } from './story';

type Message = Conversation['messages'][number];

interface MessagesProps {
  readonly campaignId: string;
  readonly contactId: string;
  readonly history: readonly Event[];
}

/** What was sent to this contact by this campaign, and what was written back. */
export function Messages({ campaignId, contactId, history }: MessagesProps) {
  const { t } = useTranslation('contact');
  const may = useMay();
  const ids = conversationsOf(history);
  const answers = useQueries({
    queries: ids.map((id) => ({ ...conversationQuery(campaignId, id), enabled: may('contact:history') })),
  });
  if (ids.length === 0) return null;
  const error = answers.find((answer) => answer.error)?.error;
  const isThere = answers.every(({ data }) => data);
  const ours = `${campaignId}.${contactId}`;
  const messages = [
    ...new Map(
      answers
        .flatMap(({ data }) => data?.messages ?? [])
        .filter(({ id, direction, campaignId: of }) => (direction === 'mt' ? id === ours : of === campaignId))
        .map((message) => [message.id, message] as const),
    ).values(),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <Panel
      title={t('messages.title')}
      beside={
        <Link
          to="/conversations/$conversationId"
          params={{ conversationId: ids.at(-1)! }}
          search={{}}
          className={classes.whole}
        >
          {t('messages.conversation')}
        </Link>
      }
    >
      {error && !isThere ? (
        <ProblemText error={error} />
      ) : !isThere ? (
        <Skeleton height={120} />
      ) : messages.length === 0 ? (
        <p className={classes.none}>{t('messages.none')}</p>
      ) : (
        <ol className={classes.thread}>
          {messages.map((message) => (
            <Bubble key={message.id} message={message} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Bubble({ message }: { readonly message: Message }) {
  const { t } = useTranslation('contact');
  const wordOf = useContactStates();
  const { direction, text, state, at, contentType } = message;
  return (
    <li className={classes.bubble} data-direction={direction}>
      <p className={classes.text}>{text ?? <em>{t('messages.noText', { type: contentType })}</em>}</p>
      <p className={classes.foot}>
        <Time at={at} /> ·{' '}
        {direction === 'mt' ? wordOf(state as Parameters<typeof wordOf>[0]).label : t('messages.received')}
      </p>
    </li>
  );
}
