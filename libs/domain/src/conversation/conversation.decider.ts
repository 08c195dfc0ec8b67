import { type Decider, impossible, laterEvent } from '../decider';
import type {
  MessageAttributed,
  MessageEdited,
  MessageReceived,
  MessageRevoked,
  MessagesRegrouped,
} from './conversation.events';

export type MessageEvent = MessageReceived | MessageEdited | MessageRevoked | MessageAttributed;

/** What decisions need to know of one message of a person. */
export interface PersonsMessage {
  readonly received: boolean;
  readonly attributed: boolean;
  /** Stamp of the last edit. */
  readonly editedAt: string | null;
  /** Refs of the edits that have this stamp, which is in whole seconds: the last to come counts, and none comes twice. */
  readonly editRefs: readonly string[];
  readonly revoked: boolean;
}

export type MessageCommand =
  | ({ readonly type: 'ReceiveMessage' } & MessageReceived['data'])
  | ({ readonly type: 'EditMessage' } & MessageEdited['data'])
  | ({ readonly type: 'RevokeMessage' } & MessageRevoked['data'])
  | ({ readonly type: 'AttributeMessage' } & MessageAttributed['data'] & {
        /** What moves into other sessions because of it. */
        readonly regrouped: MessagesRegrouped['data']['sessions'];
      });

export const noMessage: PersonsMessage = {
  received: false,
  attributed: false,
  editedAt: null,
  editRefs: [],
  revoked: false,
};

/**
 * One message that a person wrote to one of our numbers. Its events stand in the stream of the conversation, which may be long: what is known
 * of one message is folded from its own events alone. Delivered twice it is one; an edit that comes late undoes no later one.
 */
export const messageDecider: Decider<PersonsMessage, MessageCommand, MessageEvent | MessagesRegrouped> = {
  initial: noMessage,
  decide(command, message) {
    switch (command.type) {
      case 'ReceiveMessage': {
        const { type: _, ...data } = command;
        return message.received ? [] : [{ type: 'MessageReceived', data }];
      }
      case 'EditMessage': {
        const { type: _, ...data } = command;
        const isKnown = message.editedAt === data.editedAt && message.editRefs.includes(data.ref);
        const isEarlier = message.editedAt !== null && data.editedAt < message.editedAt;
        return message.received && !message.revoked && !isKnown && !isEarlier ? [{ type: 'MessageEdited', data }] : [];
      }
      case 'RevokeMessage': {
        const { type: _, ...data } = command;
        return message.received && !message.revoked ? [{ type: 'MessageRevoked', data }] : [];
      }
      case 'AttributeMessage': {
        const { type: _, regrouped: sessions, ...data } = command;
        if (!message.received || message.attributed) return [];
        const attributed = { type: 'MessageAttributed', data } as const;
        return sessions.length === 0 ? [attributed] : [attributed, { type: 'MessagesRegrouped', data: { sessions } }];
      }
      default:
        return impossible(command);
    }
  },
  evolve(message, event) {
    switch (event.type) {
      case 'MessageReceived':
        return { ...message, received: true };
      case 'MessageEdited':
        return { ...message, ...editsAfter(message, event.data) };
      case 'MessageRevoked':
        return { ...message, revoked: true };
      case 'MessageAttributed':
        return { ...message, attributed: true };
      // Of other messages.
      case 'MessagesRegrouped':
        return message;
      default:
        return laterEvent(event, message);
    }
  },
};

function editsAfter(
  { editedAt, editRefs }: PersonsMessage,
  edit: MessageEdited['data'],
): Pick<PersonsMessage, 'editedAt' | 'editRefs'> {
  const before = editedAt === edit.editedAt ? editRefs : [];
  return { editedAt: edit.editedAt, editRefs: [...before, edit.ref] };
}
