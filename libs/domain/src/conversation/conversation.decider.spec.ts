import { given } from '../specification';
import { type MessageCommand, messageDecider } from './conversation.decider';
import type { Standing } from './conversation.events';

const messageHash = 'hash-1';
const receive: MessageCommand = {
  type: 'ReceiveMessage',
  senderId: 'sender-1',
  subaccountId: 'subaccount-1',
  messageHash,
  ref: 'inbound-1',
  contentType: 'text',
  receivedAt: '2026-03-02T12:00:00.000Z',
  quotedHash: null,
};
const edit = (editedAt: string): MessageCommand => ({ type: 'EditMessage', messageHash, ref: 'inbound-2', editedAt });
const revoke: MessageCommand = { type: 'RevokeMessage', messageHash, revokedAt: '2026-03-02T12:20:00.000Z' };
const standing: Standing = {
  at: '2026-03-02T12:00:00.000Z',
  session: {
    id: 'conversation-1',
    type: 'user_initiated',
    openedAt: '2026-03-02T12:00:00.000Z',
    expiresAt: '2026-03-03T12:00:00.000Z',
  },
  opens: true,
  referredAt: null,
};
const attribute: MessageCommand = {
  ...{ type: 'AttributeMessage', messageHash, contentType: 'text', by: 'none', contact: null, button: null },
  ...{ standing, regrouped: [] },
};

describe('a message of a person', () => {
  const received = given(messageDecider).when(receive).happens();

  it('is kept, and delivered twice it is one', () => {
    given(messageDecider).when(receive).thenTypes('MessageReceived');
    given(messageDecider, received).when(receive).thenNothing();
  });

  it('is what its last edit made of it, whatever the order in which edits come', () => {
    const edited = given(messageDecider, received).when(edit('2026-03-02T12:10:00.000Z')).happens();
    given(messageDecider, edited).when(edit('2026-03-02T12:05:00.000Z')).thenNothing();
    given(messageDecider, edited).when(edit('2026-03-02T12:10:00.000Z')).thenNothing();
    given(messageDecider, edited).when(edit('2026-03-02T12:15:00.000Z')).thenTypes('MessageEdited');
  });

  it('that was taken back stays so', () => {
    const revoked = given(messageDecider, received).when(revoke).happens();
    given(messageDecider, revoked).when(revoke).thenNothing();
    given(messageDecider, revoked).when(edit('2026-03-02T12:15:00.000Z')).thenNothing();
  });

  it.each([['edit', edit('2026-03-02T12:10:00.000Z')] as const, ['revoke', revoke] as const])(
    'that nobody knows cannot be told of by an %s',
    (_, command) => given(messageDecider).when(command).thenNothing(),
  );

  it('is attributed once, with what it moves', () => {
    given(messageDecider, received).when(attribute).thenTypes('MessageAttributed');
    const moved = { session: standing.session, messages: [{ messageHash: 'hash-2', opens: true }] };
    given(messageDecider, received)
      .when({ ...attribute, regrouped: [moved] })
      .thenTypes('MessageAttributed', 'MessagesRegrouped');
    given(messageDecider, given(messageDecider, received).when(attribute).happens()).when(attribute).thenNothing();
    given(messageDecider).when(attribute).thenNothing();
  });
});
