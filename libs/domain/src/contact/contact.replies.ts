import type { Draft } from '../decider';
import type { ContactEvent, Replied } from './contact.events';
import { stay } from './contact.moves';
import type { KnownContact } from './contact.state';

export type RecordReply = {
  readonly type: 'RecordReply';
  readonly messageHash: string;
  readonly repliedAt: string;
  /** Index of the button that was tapped; null for any other message. */
  readonly button: number | null;
  /** It asks for no more marketing. */
  readonly optOut: boolean;
};

/** Moves nothing: that somebody answered says nothing of what the provider will still tell. */
export function recordReply(
  { messageHash, repliedAt, button, optOut }: RecordReply,
  contact: KnownContact,
): ContactEvent[] {
  const first = !contact.replied;
  const tap = button !== null && !contact.tapped.includes(button);
  const leaves = optOut && !contact.optedOut;
  if (!first && !tap && !leaves) return [];
  const data: Draft<Replied['data']> = { ...stay(contact), messageHash, repliedAt };
  if (first) data.first = true;
  if (tap) data.button = button;
  if (leaves) data.optOut = true;
  return [{ type: 'Replied', data }];
}
