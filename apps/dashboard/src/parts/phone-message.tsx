import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from './icon';
import { type Piece, piecesOf } from './message-markup';
import type { Message } from './message-of';
import { useFormats } from '../words/formats';
import classes from './phone-message.module.css';

const BUTTONS = {
  quick_reply: 'reply',
  url: 'external',
  phone: 'phone',
  copy_code: 'copy',
  flow: 'list',
  catalog: 'layers',
  mpm: 'layers',
  voice_call: 'phone',
} as const satisfies Record<string, IconName>;
const UNWRITTEN = {
  image: 'image',
  video: 'play',
  audio: 'play',
  document: 'file',
  location: 'pin',
} as const satisfies Record<string, IconName>;

interface PhoneMessageProps {
  readonly message: Message;
  /** Below the message, where there is anything to say: `14:05`. */
  readonly time?: string;
  /** In a list: cut off where it is longer than the others. */
  readonly isSmall?: boolean;
}

/** A message as a person sees it on a phone. What no value was filled into stands there as `{{1}}`, set off. */
export function PhoneMessage({ message, time, isSmall = false }: PhoneMessageProps) {
  const { t } = useTranslation();
  const { header, body, footer, offer, buttons, cards } = message;
  return (
    <div className={classes.screen} data-small={isSmall || undefined} role="group" aria-label={t('message.title')}>
      <div className={classes.bubble}>
        {header && <Header header={header} />}
        {offer && <Offer offer={offer} />}
        {body !== '' && (
          <p className={classes.body}>
            <Text text={body} />
          </p>
        )}
        {footer !== null && <p className={classes.footer}>{footer}</p>}
        {time !== undefined && <p className={classes.time}>{time}</p>}
      </div>
      <Buttons buttons={buttons} />
      {cards.length > 0 && (
        <ol className={classes.cards} tabIndex={0} aria-label={t('message.cards', { count: cards.length })}>
          {cards.map((card, at) => (
            <li key={at} className={classes.card}>
              <div className={classes.bubble}>
                <Header header={card.header} />
                {card.body !== null && (
                  <p className={classes.body}>
                    <Text text={card.body} />
                  </p>
                )}
              </div>
              <Buttons buttons={card.buttons} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function Header({ header: { type, value } }: { readonly header: NonNullable<Message['header']> }) {
  const { t } = useTranslation();
  if (type === 'text') {
    return (
      <p className={classes.header}>
        <Text text={value} />
      </p>
    );
  }
  return (
    <div className={classes.media}>
      <Icon name={UNWRITTEN[type]} size={28} />
      <span>{t(`message.${type}`)}</span>
      {value !== '' && <span className={classes.source}>{value}</span>}
    </div>
  );
}

function Offer({ offer: { text, expires } }: { readonly offer: NonNullable<Message['offer']> }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const isMoment = expires !== null && !Number.isNaN(Date.parse(expires));
  return (
    <div className={classes.offer}>
      <Icon name="clock" size={18} />
      <span>
        <strong>{text}</strong>
        {expires !== null && (
          <small>
            {t('message.ends')} {isMoment ? formats.time(expires) : <Text text={expires} />}
          </small>
        )}
      </span>
    </div>
  );
}

function Buttons({ buttons }: Pick<Message, 'buttons'>) {
  const { t } = useTranslation();
  return buttons.map(({ type, label, value }, at) => (
    <div key={at} className={classes.button} title={value ?? undefined}>
      <Icon name={BUTTONS[type]} size={14} />
      <span>{label === '' ? t(`message.buttons.${type}`) : label}</span>
    </div>
  ));
}

function Text({ text }: { readonly text: string }) {
  return <>{shown(piecesOf(text))}</>;
}

function shown(pieces: readonly Piece[]): ReactNode[] {
  return pieces.map((piece, at) => {
    switch (piece.kind) {
      case 'plain':
        return piece.text;
      case 'variable':
        return (
          <mark key={at} className={classes.variable}>
            {piece.text}
          </mark>
        );
      case 'mono':
        return <code key={at}>{piece.text}</code>;
      case 'bold':
        return <strong key={at}>{shown(piece.pieces)}</strong>;
      case 'italic':
        return <em key={at}>{shown(piece.pieces)}</em>;
      case 'strike':
        return <s key={at}>{shown(piece.pieces)}</s>;
    }
  });
}
