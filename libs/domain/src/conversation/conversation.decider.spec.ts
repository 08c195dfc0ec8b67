import { given } from '../specification';
import { type ConversationCommand, conversationDecider } from './conversation.decider';

const receive: ConversationCommand = {
  type: 'ReceiveMessage',
  senderId: 'sender-1',
  messageHash: 'hash-1',
  ref: 'inbound-1',
  contentType: 'text',
  receivedAt: '2026-03-02T12:00:00.000Z',
  quotedHash: null,
};

describe('a conversation', () => {
  it('keeps what a person wrote', () => given(conversationDecider).when(receive).thenTypes('MessageReceived'));

  it('has a message delivered twice once, whatever came in between', () => {
    const first = given(conversationDecider).when(receive).happens();
    const second = given(conversationDecider, first)
      .when({ ...receive, messageHash: 'hash-2' })
      .happens();
    given(conversationDecider, second).when(receive).thenNothing();
  });
});
