import type { Decider } from '../decider';
import type { MessageReceived } from './conversation.events';

/** Hashes of the messages that are in the conversation. */
export type Conversing = { readonly messages: readonly string[] };

export type ConversationCommand = { readonly type: 'ReceiveMessage' } & MessageReceived['data'];

/** What a person wrote to one of our numbers. A message delivered twice is one message. */
export const conversationDecider: Decider<Conversing, ConversationCommand, MessageReceived> = {
  initial: { messages: [] },
  decide({ type: _, ...data }, { messages }) {
    return messages.includes(data.messageHash) ? [] : [{ type: 'MessageReceived', data }];
  },
  evolve(conversing, event) {
    // Any other is of a later type.
    if (event.type !== 'MessageReceived') return conversing;
    return { messages: [...conversing.messages, event.data.messageHash] };
  },
};
