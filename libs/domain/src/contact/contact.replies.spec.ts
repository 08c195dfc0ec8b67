import { given } from '../specification';
import { acceptRow, answerAccepted, claimAttempt, happen, status } from './contact.builders';
import { type ContactCommand, contactDecider } from './contact.decider';
import type { ContactEvent } from './contact.events';

const reply = (n: number, button: number | null = null, optOut = false): ContactCommand => ({
  ...{ type: 'RecordReply', messageHash: `reply-${n}`, repliedAt: '2026-03-02T13:00:00.000Z', button, optOut },
});
const delivered = happen([acceptRow(), claimAttempt(), answerAccepted(), status('delivered')]);

describe('an answer of the person', () => {
  it('is a milestone once, and moves nothing', () => {
    const answered = given(contactDecider, delivered).when(reply(1)).happens();
    const { type, data } = answered.at(-1)!;
    expect([type, data]).toMatchObject(['Replied', { first: true, messageHash: 'reply-1' }]);
    expect(data.to).toEqual(data.from);
    given(contactDecider, answered).when(reply(2)).thenNothing();
  });

  it('is told of again for each button that was not tapped before', () => {
    const tapped = given(contactDecider, delivered).when(reply(1, 2)).happens();
    given(contactDecider, tapped).when(reply(2, 2)).thenNothing();
    const other = given(contactDecider, tapped).when(reply(3, 0)).happens();
    expect(other.at(-1)!.data).toMatchObject({ button: 0 });
    expect('first' in other.at(-1)!.data).toBe(false);
    given(contactDecider, other).when(reply(4, 0)).thenNothing();
    given(contactDecider, other).when(reply(5)).thenNothing();
  });

  it('is an opt-out once, whether it is the first answer, a tap, or any other', () => {
    const told = (event: ContactEvent) => ('optOut' in event.data ? event.data.optOut : undefined);
    for (const [before, leaving] of [
      [[], reply(2, null, true)],
      [[reply(1)], reply(2, null, true)],
      [[reply(1)], reply(2, 0, true)],
      [[reply(1, 0)], reply(2, 0, true)],
    ] as const) {
      let events: readonly ContactEvent[] = delivered;
      for (const command of before) events = given(contactDecider, events).when(command).happens();
      const left = given(contactDecider, events).when(leaving).happens();
      expect(left.map(told).filter(Boolean)).toEqual([true]);
      given(contactDecider, left)
        .when(reply(3, null, true))
        .thenNothing();
    }
  });
});
