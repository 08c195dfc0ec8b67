import type { ContactCommand } from '@arauto/domain';
import {
  accepted,
  assumed,
  AT,
  attempt,
  failed,
  recordedAt,
  refused,
  removed,
  status,
  told,
  unknown,
  uploaded,
  withdrawn,
} from './lives.fixture';
import { tellMessage } from './message';

const begun = (n: number) => ({
  ...{ sentBy: `sender-${n}`, sentAt: Date.parse(AT) },
  ...{ conversationId: 'c', conversationType: 'business_initiated', conversationUntil: expect.any(Number) as number },
});
const NOTHING_LEFT = { sentBy: null, sentAt: null };
const message = (n: number) => ({
  messageHash: `hash-${n}`,
  messageAttempt: n,
  messageSender: `sender-${n}`,
});
const tried = [uploaded(), attempt(1)];
const twice = [...tried, refused(1, true), attempt(2)];
const sentAgain = [...tried, accepted(1), failed(1, true), attempt(2)];

describe('whose a message is, and whom a number has written to', () => {
  it.each<[string, readonly ContactCommand[], object]>([
    ['uploaded: nothing', [uploaded()], {}],
    ['attempted: it may be out', tried, begun(1)],
    ['withdrawn', [...tried, withdrawn(1)], NOTHING_LEFT],
    ['refused, to be tried again', [...tried, refused(1, true)], NOTHING_LEFT],
    ['refused for good', [...tried, refused(1)], NOTHING_LEFT],
    ['without the account', [...tried, { ...refused(1), final: 'sending_failed' }], NOTHING_LEFT],
    ['accepted: it is known when it began', [...tried, accepted(1)], message(1)],
    ['given up on: it may be out', [...tried, unknown(1)], {}],
    ['assumed not sent, which is no knowledge of it', [...tried, unknown(1), assumed('not_sent')], {}],
    ['accepted after it was given up on', [...tried, unknown(1), accepted(1)], message(1)],
    ['refused after it was given up on', [...tried, unknown(1), refused(1)], NOTHING_LEFT],
    ['erased while its attempt is open', [...tried, removed], {}],
    ['tried again', twice, begun(2)],
    [
      'accepted after it was refused',
      [...tried, refused(1), accepted(1)],
      { ...message(1), sentBy: 'sender-1', sentAt: recordedAt(3) },
    ],
    ['an earlier attempt accepted after all: the open one counts', [...twice, accepted(1)], message(1)],
    ['the later one accepted then: its message is no first', [...twice, accepted(1), accepted(2)], {}],
    ['the later one refused then: the person was written to', [...twice, accepted(1), refused(2)], {}],
    ['failed after its acceptance', [...tried, accepted(1), failed(1)], {}],
    ['to be sent again after its acceptance', [...tried, accepted(1), failed(1, true)], {}],
    ['sent again', sentAgain, begun(2)],
    ['withdrawn from that: the person was written to', [...sentAgain, withdrawn(2)], {}],
    ['delivered', [...tried, accepted(1), status(1, 'delivered')], {}],
  ])('%s', (_what, commands, fields) => {
    expect(told(tellMessage, commands)).toEqual(fields);
  });
});
