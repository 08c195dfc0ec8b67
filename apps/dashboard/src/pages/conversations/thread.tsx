import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../parts/badge';
import { Time } from '../../parts/time';
import { useMay } from '../../session/me';
import { useFormats } from '../../words/formats';
import { labelOf, useVocabulary } from '../../words/vocabulary';
import { Bubble } from './bubble';
import { CampaignMark } from './campaign-mark';
import { type Conversation, sendersOf } from './queries';
import classes from './thread.module.css';

/** As it reads on a phone: both ways, the oldest first, day by day, and where a campaign begins to speak. */
export function Thread({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const { messages } = conversation;
  const words = useVocabulary();
  const box = useRef<HTMLDivElement>(null);
  const count = messages.length;
  useEffect(() => {
    // What was said last is what somebody comes for.
    const thread = box.current;
    if (thread) thread.scrollTop = thread.scrollHeight;
  }, [count]);
  const dayOf = (at: string) => new Date(at).toDateString();
  return (
    <section className={classes.thread} aria-label={conversation.phone ?? t('hidden')}>
      <Head conversation={conversation} />
      <div ref={box} className={classes.scroll} tabIndex={0} role="log" aria-label={t('thread')}>
        <ol className={classes.messages}>
          {messages.map((message, at) => {
            const before = messages[at - 1];
            const isNewDay = before === undefined || dayOf(before.at) !== dayOf(message.at);
            const isMarked = message.campaignId !== null && message.campaignId !== before?.campaignId;
            return (
              <Fragment key={message.id}>
                {isNewDay && (
                  <li className={classes.day}>
                    <span>{formats.day(message.at)}</span>
                  </li>
                )}
                {isMarked && (
                  <li className={classes.mark}>
                    <CampaignMark id={message.campaignId!} message={message} />
                  </li>
                )}
                <Bubble
                  message={message}
                  quoted={messages.find(({ id }) => id === message.quotes)}
                  conversationId={conversation.id}
                  words={words}
                />
              </Fragment>
            );
          })}
        </ol>
      </div>
    </section>
  );
}

function Head({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation('conversations');
  const may = useMay();
  const [now] = useState(() => Date.now());
  const { phone, senderId, type, openedAt, sessionOpenUntil } = conversation;
  const senders = useQuery({ ...sendersOf(undefined), enabled: may('sender:read') });
  const words = useVocabulary();
  const sender = senders.data?.items.find(({ id }) => id === senderId);
  const label = labelOf(words?.conversationTypes, type);
  const isOpen = sessionOpenUntil !== null && Date.parse(sessionOpenUntil) > now;
  return (
    <header className={classes.head}>
      <div className={classes.who}>
        <h2>{phone ?? t('hidden')}</h2>
        <p>
          {sender && (
            <span>
              {t('with', { name: sender.name })} {sender.phone}
            </span>
          )}
          <span>{label}</span>
          <span>
            {t('opened')} <Time at={openedAt} />
          </span>
        </p>
      </div>
      {isOpen ? (
        <Badge tone="green" icon="chat">
          {t('openUntil')} <Time at={sessionOpenUntil} />
        </Badge>
      ) : (
        <Badge tone="grey" icon="clock">
          {t('closed')}
        </Badge>
      )}
    </header>
  );
}
