import type { WrittenMessage } from '../e2e/truth';

/** A message of ours that was taken by the provider, as the log has it. */
export interface Sent {
  readonly campaignId: string;
  readonly contactKey: string;
  readonly handset: string;
  readonly number: string;
  /** Null of one that never came to the person. */
  readonly messageId: string | null;
  /** When its attempt began, milliseconds. */
  readonly at: number;
  /** When the log had it that it failed after all, milliseconds. */
  readonly failedAt: number | null;
  readonly conversation: { readonly id: string; readonly type: string; readonly expiresAt: string };
}

/** Where a message of a person must be found. */
export interface Expected {
  readonly number: string;
  readonly handset: string;
  readonly at: number;
  readonly type: string;
  readonly by: string;
  readonly campaignId: string | null;
  readonly contactKey: string | null;
  readonly button: number | null;
  /** It asks for no more marketing. */
  readonly optOut: boolean;
  readonly conversation: { readonly type: string; readonly openedAt: number; readonly expiresAt: number };
}

const HOUR = 3600_000;
/**
 * A message is judged so long after it came at the earliest, milliseconds: a failure that was heard of before surely counted. One that was heard of later
 * may have counted or not, as nobody says when a message was judged; it is told here as if it had not. The platform tells a failure within a second.
 */
const JUDGED_AFTER = 3000;

/**
 * Tells from the simulator's ledger and from what was sent where every message of a person belongs. A second opinion: it shares no code with the
 * engine, and would agree with its mistakes otherwise.
 * @param buttons texts of the quick replies of every campaign's template, by their index
 * @param stops whole texts, and texts of buttons, that ask for no more
 */
export function recount(
  written: readonly WrittenMessage[],
  sent: readonly Sent[],
  buttons: ReadonlyMap<number, string>,
  stops: ReadonlySet<string>,
): Expected[] {
  const messages = written.filter(({ corrects }) => corrects === null);
  const byMessageId = new Map(sent.map((message) => [message.messageId, message]));
  const ours = groups(sent, ({ number, handset }) => `${number} ${handset}`);
  const theirs = groups(messages, ({ number, handset }) => `${number} ${handset}`);
  return [...theirs].flatMap(([who, all]) => {
    const toThem = [...(ours.get(who) ?? [])].sort((a, b) => a.at - b.at);
    const inOrder = [...all].sort((a, b) => a.timestamp - b.timestamp);
    const sessions = sessionsOf(inOrder, toThem);
    return inOrder.map((message, index) => {
      const at = message.timestamp * 1000;
      const quoted = message.contextId === null ? undefined : byMessageId.get(message.contextId);
      const reached = ({ failedAt }: Sent) => failedAt === null || failedAt > at + JUDGED_AFTER;
      const last = toThem.filter((own) => own.at <= at + 999 && reached(own)).at(-1);
      const recent = last && at - last.at <= 72 * HOUR ? last : undefined;
      const tapped = message.type === 'button' ? message.payload : null;
      const button = tapped === null ? undefined : [...buttons].find(([, text]) => text === tapped);
      // What quotes a message of a test, or of nobody we know of.
      const offered = button && last;
      const owner = quoted ?? offered ?? recent;
      return {
        ...{ number: message.number, handset: message.handset, at, type: message.type },
        by: quoted ? 'quoted' : offered ? 'button' : recent ? 'recent' : 'none',
        campaignId: owner?.campaignId ?? null,
        contactKey: owner?.contactKey ?? null,
        button: owner && button ? button[0] : null,
        optOut: message.text !== null && stops.has(message.text),
        conversation: sessions[index]!,
      };
    });
  });
}

/** 24 hours from the first message either way; 72 from our answer to somebody who came from an advertisement. */
function sessionsOf(theirs: readonly WrittenMessage[], ours: readonly Sent[]): Expected['conversation'][] {
  // What was written in the second of a message of ours is taken for an answer to it.
  const steps = [
    ...ours.map((own) => ({ at: own.at, order: own.at, own, referred: false })),
    ...theirs.map(({ timestamp, referred }) => ({
      ...{ at: timestamp * 1000, order: timestamp * 1000 + 999 },
      ...{ own: undefined, referred },
    })),
  ].sort((a, b) => a.order - b.order || Number(a.own === undefined) - Number(b.own === undefined));
  let current: Expected['conversation'] | undefined;
  let cameAt: number | undefined;
  const found: Expected['conversation'][] = [];
  for (const { at, own, referred } of steps) {
    const isOpen = current !== undefined && at < current.expiresAt;
    if (own && cameAt !== undefined && at < cameAt + 24 * HOUR) {
      current = { type: 'free_entry_point', openedAt: at, expiresAt: at + 72 * HOUR };
      cameAt = undefined;
    } else if (!isOpen) {
      const recorded = own && Date.parse(own.conversation.expiresAt);
      const length = own?.conversation.type === 'free_entry_point' ? 72 * HOUR : 24 * HOUR;
      const covers = recorded !== undefined && recorded - length <= at && at < recorded;
      current = covers
        ? { type: own!.conversation.type, openedAt: recorded - length, expiresAt: recorded }
        : { type: own ? 'business_initiated' : 'user_initiated', openedAt: at, expiresAt: at + 24 * HOUR };
    }
    if (!own) found.push(current!);
    if (referred) cameAt = at;
  }
  return found;
}

export function groups<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const group = found.get(nameOf(item));
    if (group) group.push(item);
    else found.set(nameOf(item), [item]);
  }
  return found;
}
