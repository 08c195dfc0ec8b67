import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../parts/icon';
import { useFormats } from '../../words/formats';
import { labelOf, type Vocabulary } from '../../words/vocabulary';
import classes from './bubble.module.css';
import { Media } from './media';
import type { Message } from './queries';

interface BubbleProps {
  readonly message: Message;
  /** What it answers, where that is in this thread. */
  readonly quoted: Message | undefined;
  readonly conversationId: string;
  readonly words: Vocabulary | undefined;
}

/** One message: whose it is by its side and in words, what it says, and how far it came. */
export function Bubble({ message, quoted, conversationId, words }: BubbleProps) {
  const { t } = useTranslation('conversations');
  const formats = useFormats();
  const { direction, contentType, text, button, media, at, state } = message;
  const isOurs = direction === 'mt';
  const type = labelOf(words?.contentTypes, contentType);
  const isGone = state === 'revoked' || (text === null && media === null);
  return (
    <li className={classes.line} data-side={isOurs ? 'ours' : 'theirs'}>
      <div className={classes.bubble} data-kind={contentType === 'reaction' ? 'reaction' : undefined}>
        <span className={classes.unseen}>{t(isOurs ? 'ours' : 'theirs')}</span>
        {quoted && (
          <blockquote className={classes.quote} aria-label={t('quotes')}>
            {quoted.text ?? t('takenBack')}
          </blockquote>
        )}
        {!isOurs && !['text', 'reaction', 'button'].includes(contentType) && (
          <span className={classes.type}>{type}</span>
        )}
        {button && (
          <span className={classes.type}>
            <Icon name="reply" size={12} /> {t('tapped')}
          </span>
        )}
        {isGone ? (
          <p className={classes.gone}>
            <Icon name="cross" size={13} /> {t(state === 'revoked' ? 'takenBack' : 'erased')}
          </p>
        ) : (
          <>
            {media && <Media conversationId={conversationId} message={message} media={media} />}
            {text !== null && text !== '' && <Words text={text} isOurs={isOurs} />}
          </>
        )}
        <footer className={classes.foot}>
          {state === 'edited' && <span>{t('edited')}</span>}
          <time dateTime={at} title={formats.exactTime(at)}>
            {formats.timeOfDay(at)}
          </time>
          {isOurs && <Ticks state={state} words={words} />}
        </footer>
      </div>
    </li>
  );
}

/** The buttons of a template are rendered as lines in brackets at its end: they are shown as the phone shows them. */
function Words({ text, isOurs }: { readonly text: string; readonly isOurs: boolean }) {
  const { t } = useTranslation('conversations');
  const lines = text.split('\n');
  const isButton = (line: string) => /^\[.+\]$/.test(line);
  let end = lines.length;
  while (isOurs && end > 0 && isButton(lines[end - 1]!)) end--;
  const buttons = lines.slice(end).map((line) => line.slice(1, -1));
  return (
    <>
      <p className={classes.text}>{lines.slice(0, end).join('\n')}</p>
      {buttons.length > 0 && (
        <ul className={classes.buttons} aria-label={t('buttons')}>
          {buttons.map((label) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      )}
    </>
  );
}

const TICKS: Readonly<Record<string, readonly [IconName, 'quiet' | 'read' | 'bad']>> = {
  initial: ['clock', 'quiet'],
  in_progress: ['clock', 'quiet'],
  retry_scheduled: ['clock', 'quiet'],
  sent: ['check', 'quiet'],
  delivered: ['checkAll', 'quiet'],
  read: ['checkAll', 'read'],
};

/** Ticks as the phone has them, and the state in words for who cannot tell them apart. */
function Ticks({ state, words }: { readonly state: string; readonly words: Vocabulary | undefined }) {
  const [icon, tone] = TICKS[state] ?? (['alert', 'bad'] as const);
  const word = words?.contactStates.find(({ code }) => code === state);
  const label = word?.label ?? state;
  return (
    <span className={classes.ticks} data-tone={tone} title={word ? `${label}: ${word.description}` : label}>
      <Icon name={icon} size={14} />
      {tone === 'bad' ? <span>{label}</span> : <span className={classes.unseen}>{label}</span>}
    </span>
  );
}
