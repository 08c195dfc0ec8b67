import { facts } from '../terminal/table';
import { toSecond } from '../terminal/times';
import { printable, truncate, wrap } from '../terminal/width';

export interface Message {
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

/** What people call what a thread has ids of. */
export interface ThreadNames {
  readonly number: string;
  /** By id. */
  readonly campaigns: ReadonlyMap<string, string>;
}

const INDENT = '  ';
/** Columns that a quoted message takes at most on a terminal: it stands in full further up. */
const QUOTED = 60;

/**
 * A thread as it reads on a phone: `→` before what we sent, `←` before what the person wrote, and beneath it the text. Only these two stand at
 * the edge, so that no text can look like a message.
 */
export function threadText(thread: Thread, names: ThreadNames, width: number): string {
  const { id, phone, type, openedAt, expiresAt, sessionOpenUntil, messages } = thread;
  const head = facts(
    [
      ['Conversation', id],
      ['Number', names.number],
      ['Person', phone],
      ['Type', type],
      ['Opened', toSecond(openedAt)],
      ['Expires', toSecond(expiresAt)],
      ['Free-form until', sessionOpenUntil === null ? 'the person writes' : toSecond(sessionOpenUntil)],
    ],
    width,
  );
  const saidIn = new Map(messages.map((message) => [message.id, wordsOf(message)]));
  const shown = messages.map((message) => `\n${linesOf(message, thread, saidIn, names, width)}`);
  return `${head}${shown.join('')}`;
}

/** The short name of a message in its thread: without the number, which all of them have before it. */
export function shortId({ id }: Pick<Message, 'id'>, { senderId }: Pick<Thread, 'senderId'>): string {
  return id.startsWith(`${senderId}.`) ? id.slice(senderId.length + 1) : id;
}

/** What a message says, or in brackets what it is where it says nothing. */
export function wordsOf({ contentType, text, state, media }: Message): string {
  if (state === 'revoked') return '[deleted]';
  if (text === null) return '[erased]';
  if (contentType === 'reaction') return text === '' ? 'took back the reaction' : `reacted ${text}`;
  if (media !== null) {
    const { fileName } = media;
    const label = [media.voice ? 'voice' : contentType, ...(fileName === null ? [] : [fileName])].join(' ');
    return text === '' || text === fileName ? `[${label}]` : `[${label}] ${text}`;
  }
  if (BY_NAME.has(contentType)) return text === '' ? `[${contentType}]` : `[${contentType}] ${text}`;
  return text === '' ? '[no text]' : text;
}

/** They say little without what they are. */
const BY_NAME: ReadonlySet<string> = new Set(['location', 'contacts', 'order', 'system', 'unsupported']);

function linesOf(
  message: Message,
  thread: Thread,
  saidIn: ReadonlyMap<string, string>,
  names: ThreadNames,
  width: number,
): string {
  const { direction, at, state, quotes, media } = message;
  const stands = direction === 'mt' || state === 'edited' ? [state] : [];
  const about = [toSecond(at), ...stands, belongsTo(message, names), ...tapOf(message)];
  const [first = '', ...more] = wrap(about.join(' · '), width - INDENT.length);
  const quoted = printable(saidIn.get(quotes ?? '') ?? quotes ?? '');
  const most = width === Infinity ? Infinity : Math.min(QUOTED, width - INDENT.length - 2);
  const lines = [
    ...more,
    ...(quotes === null ? [] : [`> ${truncate(quoted, most)}`]),
    ...wrap(wordsOf(message), width - INDENT.length),
    ...(media === null || direction === 'mt' ? [] : [`--media ${shortId(message, thread)}`]),
  ];
  return [`${direction === 'mt' ? '→' : '←'} ${first}`, ...lines.map((line) => `${INDENT}${line}`)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function belongsTo({ direction, campaignId, attribution }: Message, { campaigns }: ThreadNames): string {
  if (direction === 'mo' && attribution === null) return 'campaign not known yet';
  if (campaignId === null) return 'no campaign';
  const name = campaigns.get(campaignId) ?? campaignId;
  return direction === 'mt' ? name : `${name} (${attribution})`;
}

/** The payload where it is not what is to be read beneath. */
function tapOf({ button }: Message): string[] {
  if (button === null) return [];
  const { text, payload } = button;
  return [payload === null || payload === text ? 'tapped' : `tapped, payload ${payload}`];
}
