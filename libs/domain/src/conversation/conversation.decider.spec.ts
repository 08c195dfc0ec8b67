import fc from 'fast-check';
import { fold } from '../decider';
import { given } from '../specification';
import { type MessageCommand, messageDecider, type MessageEvent } from './conversation.decider';
import type { MessagesRegrouped, Standing } from './conversation.events';

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
const edit = (editedAt: string, ref = 'inbound-2'): MessageCommand => ({
  ...{ type: 'EditMessage', messageHash, ref, editedAt },
});
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

  it('is what the last to come of two edits within a second made of it, and neither comes twice', () => {
    const at = '2026-03-02T12:10:00.000Z';
    const first = given(messageDecider, received).when(edit(at, 'first')).happens();
    const second = given(messageDecider, first).when(edit(at, 'second')).happens();
    expect(second.at(-1)).toMatchObject({ type: 'MessageEdited', data: { ref: 'second' } });
    given(messageDecider, second).when(edit(at, 'first')).thenNothing();
    given(messageDecider, second).when(edit(at, 'second')).thenNothing();
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

describe('laws of a message', () => {
  type Event = MessageEvent | MessagesRegrouped;
  const minute = (n: number) => `2026-03-02T12:${String(n).padStart(2, '0')}:00.000Z`;
  const editAt = (n: number, nth = 0): MessageCommand => edit(minute(n), `edit-${n}-${nth}`);
  const minutes = fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 12 });
  const command = fc.oneof(
    fc.constantFrom(receive, revoke, attribute),
    fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat(2)).map(([n, nth]) => editAt(n, nth)),
  );
  const happen = (commands: readonly MessageCommand[]): readonly Event[] =>
    commands.reduce<readonly Event[]>(
      (events, each) => [...events, ...messageDecider.decide(each, fold(messageDecider, events))],
      [],
    );

  it('edits of different stamps give one message, in whatever order and however often they come', () => {
    fc.assert(
      fc.property(minutes, (all) => {
        const events = happen([receive, ...all.map((n) => editAt(n))]);
        const sorted = happen([receive, ...[...all].sort((one, other) => one - other).map((n) => editAt(n))]);
        expect(fold(messageDecider, events)).toEqual(fold(messageDecider, sorted));
        expect(events.at(-1)).toEqual(sorted.at(-1));
      }),
    );
  });

  it('what came before and comes again gives nothing', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 12 }), fc.nat(11), (all, nth) => {
        const state = fold(messageDecider, happen([receive, ...all]));
        expect(messageDecider.decide(all[nth % all.length]!, state)).toEqual([]);
      }),
    );
  });

  it('the same command twice gives nothing', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), command, (before, last) => {
        const state = fold(messageDecider, happen([...before, last]));
        expect(messageDecider.decide(last, state)).toEqual([]);
      }),
    );
  });

  it('folding a part and then the rest is folding all', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), fc.nat(20), (commands, cut) => {
        const events = happen(commands);
        const part = fold(messageDecider, events.slice(0, cut));
        expect(fold(messageDecider, events.slice(cut), part)).toEqual(fold(messageDecider, events));
      }),
    );
  });
});
