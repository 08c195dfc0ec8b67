import { given } from '../specification';
import { acceptRow, answerAccepted, answerRefused, claimAttempt, happen, RETRY, status } from './contact.builders';
import { type ContactCommand, contactDecider } from './contact.decider';

const contact = (...commands: ContactCommand[]) => given(contactDecider, happen(commands));
const open = [acceptRow(), claimAttempt()];
const accepted = [...open, answerAccepted()];
const waiting = [...open, answerRefused({ retry: RETRY })];
const unknown: ContactCommand[] = [...open, { type: 'RecordUnknownOutcome', attempt: 1 }];

const after = (...commands: ContactCommand[]) => {
  const { data } = happen(commands).at(-1)!;
  return { ...data.to, settles: data.settles ?? false };
};

describe('a row of somebody who is a contact already', () => {
  const remove = { type: 'RemoveContact', cause: 'admin' } as const;
  const optedOut = { type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } } as const;
  const again = acceptRow({ uploadId: 'up-2', row: 3, ref: 'up-2.000000003', correlationId: 'order-9' });

  it('brings back who was removed: Initial again, no longer settled, with what the row says', () => {
    contact(acceptRow(), remove)
      .when(again)
      .then({
        type: 'ContactUploaded',
        data: {
          from: { state: 'removed', open: false, needsAttention: false },
          to: { state: 'initial', open: false, needsAttention: false },
          again: true,
          unsettles: true,
          subaccountId: 'sub-1',
          ref: 'up-2.000000003',
          correlationId: 'order-9',
          uploadId: 'up-2',
          row: 3,
          dueAt: '2026-03-02T12:00:00.000Z',
        },
      });
    contact(acceptRow(), remove, again).when(again).thenNothing();
    contact(acceptRow(), remove, again).when(claimAttempt()).thenTypes('SendAttempted');
    expect(after(acceptRow(), remove, again, remove)).toMatchObject({ state: 'removed', settles: true });
    const attempted = happen([acceptRow(), remove, again, claimAttempt()]).at(-1)!;
    expect(attempted.data).toMatchObject({ attempt: 1, ref: 'up-2.000000003', correlationId: 'order-9' });
  });

  it('brings back who opted out and has been released, and takes the error off', () => {
    const back = happen([acceptRow({ suppressed: true }), again]).at(-1)!;
    expect(back.data).toMatchObject({ again: true, unsettles: true, overcomes: 'ENG_OPTED_OUT' });
    expect(back.data).not.toHaveProperty('attempt');
  });

  it('goes on counting the attempts there were, so that a status of one of them is still told apart', () => {
    const life = [...waiting, optedOut, again];
    expect(happen(life).at(-1)!.data).toMatchObject({ again: true, attempt: 1 });
    expect(happen([...life, claimAttempt({ claim: 'claim-2' })]).at(-1)!.data).toMatchObject({
      attempt: 2,
      attempts: 2,
    });
    expect(after(...life, status('delivered', 1))).toMatchObject({ state: 'delivered', settles: true });
  });

  it('brings back who was erased, since it is new data', () =>
    contact(acceptRow(), { type: 'RemoveContact', cause: 'erasure' }).when(again).thenTypes('ContactUploaded'));

  it('changes nothing while the person is suppressed', () => {
    contact(acceptRow(), remove)
      .when({ ...again, suppressed: true })
      .thenNothing();
    contact(acceptRow({ suppressed: true }))
      .when({ ...again, suppressed: true })
      .thenNothing();
  });

  const erase = { type: 'RemoveContact', cause: 'erasure' } as const;
  it.each([
    ['waits', [acceptRow()]],
    ['is being sent to', open],
    ['ended of something else', [acceptRow(), { type: 'EndInError', error: { code: 'ENG_NO_SESSION' } }]],
    ['was refused', [...open, answerRefused()]],
    ['was accepted, and erased since', [...accepted, erase]],
    ['was being sent to when it was erased', [...open, erase]],
    ['has an unknown outcome, and was erased since', [...unknown, erase]],
    ['was assumed not sent, and erased since', [...unknown, { type: 'AssumeOutcome', outcome: 'not_sent' }, erase]],
    ['was canceled', [acceptRow(), { type: 'CancelContact' }]],
  ] as const)('is a duplicate where the contact %s', (_, before) =>
    contact(...before)
      .when(again)
      .thenRefused('already_exists'),
  );
});
