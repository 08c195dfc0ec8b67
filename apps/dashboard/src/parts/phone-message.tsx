import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from './icon';
import { type Piece, piecesOf } from './message-markup';
import type { Message } from './message-of';
import classes from './phone-message.module.css';

const BUTTONS = { fixed: 'reply', url: 'external', copy_code: 'copy' } as const satisfies Record<string, IconName>;
const MEDIA = { image: 'image', video: 'play', document: 'file' } as const satisfies Record<string, IconName>;

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
  const { header, body, footer, buttons } = message;
  return (
    <div className={classes.screen} data-small={isSmall || undefined} role="group" aria-label={t('message.title')}>
      <div className={classes.bubble}>
        {header && header.type !== 'text' && (
          <div className={classes.media}>
            <Icon name={MEDIA[header.type]} size={28} />
            <span>{t(`message.${header.type}`)}</span>
            {header.value !== '' && <span className={classes.source}>{header.value}</span>}
          </div>
        )}
        {header?.type === 'text' && (
          <p className={classes.header}>
            <Text text={header.value} />
          </p>
        )}
        <p className={classes.body}>
          <Text text={body} />
        </p>
        {footer !== null && <p className={classes.footer}>{footer}</p>}
        {time !== undefined && <p className={classes.time}>{time}</p>}
      </div>
      {buttons.map(({ type, label, value }, at) => (
        <div key={at} className={classes.button} title={value ?? undefined}>
          <Icon name={BUTTONS[type]} size={14} />
          <span>{label}</span>
        </div>
      ))}
    </div>
  );
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
