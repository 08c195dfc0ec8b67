import { facts } from '../terminal/table';
import { printable, truncate, wrap } from '../terminal/width';

interface Message {
  readonly id: string;
  readonly direction: 'mt' | 'mo';
  readonly at: string;
  readonly contentType: string;
  readonly text: string | null;
  readonly state: string;
  readonly campaignId: string | null;
  readonly attribution: string | null;
  readonly quotes: string | null;
  readonly button: {
    readonly index: number | null;
    readonly text: string | null;
    readonly payload: string | null;
  } | null;
  readonly media: {
    readonly mimeType: string | null;
    readonly fileName: string | null;
    readonly voice: boolean;
  } | null;
}

/** A conversation, as the API answers it. */
export interface Thread {
  readonly id: string;
  readonly senderId: string;
  readonly phone: string | null;
  readonly type: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly sessionOpenUntil: string | null;
  readonly messages: readonly Message[];
}

const INDENT = '  ';
/** Columns that a quoted message takes at most: it stands in full further up. */
const QUOTED = 60;

/**
 * A thread as it reads on a phone: `→` before what we sent, `←` before what the person wrote, and beneath it the text. Only these two stand at
 * the edge, so that no text can look like a message.
 */
export function threadText(thread: Thread, width: number): string {
  const { id, senderId, phone, type, openedAt, expiresAt, sessionOpenUntil, messages } = thread;
  const head = facts(
    [
      ['Conversation', id],
      ['Number', senderId],
      ['Person', phone],
      ['Type', type],
      ['Opened', openedAt],
      ['Expires', expiresAt],
      ['Free-form until', sessionOpenUntil ?? 'the person writes'],
    ],
    width,
  );
  const textOf = new Map(messages.map((message) => [message.id, message.text]));
  const shown = messages.map((message) => `\n${linesOf(message, textOf, width)}`);
  return `${head}${shown.join('')}`;
}

function linesOf(message: Message, textOf: ReadonlyMap<string, string | null>, width: number): string {
  const { direction, at, contentType, state, quotes, media } = message;
  const about = [at, contentType, state, ...belongsTo(message), ...tapOf(message), ...mediaOf(message)];
  const [first = '', ...more] = wrap(about.join(' · '), width - INDENT.length);
  const text = message.text ?? (media === null ? '—' : null);
  const quoted = printable(textOf.get(quotes ?? '') ?? quotes ?? '');
  const lines = [
    ...more,
    ...(quotes === null ? [] : [`> ${truncate(quoted, Math.min(QUOTED, width - INDENT.length - 2))}`]),
    ...(text === null ? [] : wrap(text, width - INDENT.length)),
  ];
  return [`${direction === 'mt' ? '→' : '←'} ${first}`, ...lines.map((line) => `${INDENT}${line}`)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function belongsTo({ direction, campaignId, attribution }: Message): string[] {
  if (direction === 'mt') return [`campaign ${campaignId}`];
  if (attribution === null) return ['campaign not known yet'];
  return [campaignId === null ? 'no campaign' : `campaign ${campaignId} (${attribution})`];
}

function tapOf({ button }: Message): string[] {
  if (button === null) return [];
  const { index, text, payload } = button;
  const name = index === null ? 'tapped' : `tapped button ${index + 1}`;
  return [payload === null || payload === text ? name : `${name}, payload ${payload}`];
}

function mediaOf({ media }: Message): string[] {
  if (media === null) return [];
  const { mimeType, fileName, voice } = media;
  return [[voice ? 'voice' : mimeType, voice ? mimeType : null, fileName].filter((part) => part !== null).join(' ')];
}
