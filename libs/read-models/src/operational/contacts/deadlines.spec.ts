import type { ContactCommand } from '@arauto/domain';
import { tellDeadlines } from './deadlines';
import {
  accepted,
  AT,
  attempt,
  canceled,
  expired,
  EXPIRES_AFTER,
  failed,
  OUTCOME_DUE,
  refused,
  removed,
  status,
  told,
  unknown,
  uploaded,
  withdrawn,
} from './lives.fixture';

const opened = (outcomeAttempt: number) => ({ outcomeDueAt: Date.parse(OUTCOME_DUE), outcomeAttempt });
const CLOSED = { outcomeDueAt: null };
const EXPIRES = { expiresAt: Date.parse(AT) + EXPIRES_AFTER * 1000 };
const ARRIVED = { expiresAt: null };
const twice = [uploaded(), attempt(1), refused(1, true), attempt(2)];

describe('by when something must have been heard of a contact', () => {
  it.each<[string, readonly ContactCommand[], object]>([
    ['uploaded', [uploaded()], {}],
    ['canceled', [uploaded(), canceled], {}],
    ['attempted', [uploaded(), attempt(1)], opened(1)],
    ['withdrawn', [uploaded(), attempt(1), withdrawn(1)], CLOSED],
    ['refused', [uploaded(), attempt(1), refused(1)], CLOSED],
    ['given up on', [uploaded(), attempt(1), unknown(1)], CLOSED],
    ['erased while its attempt is open', [uploaded(), attempt(1), removed], CLOSED],
    ['accepted', [uploaded(), attempt(1), accepted(1)], { ...CLOSED, ...EXPIRES }],
    ['tried again', twice, opened(2)],
    ['an earlier attempt accepted after all: both run', [...twice, accepted(1)], EXPIRES],
    ['the later one accepted then', [...twice, accepted(1), accepted(2)], { ...CLOSED, ...EXPIRES }],
    [
      'the earlier one delivered then: the attempt is closed by it alone',
      [...twice, accepted(1), status(1, 'delivered')],
      ARRIVED,
    ],
    ['sent', [uploaded(), attempt(1), accepted(1), status(1, 'sent')], {}],
    ['delivered', [uploaded(), attempt(1), accepted(1), status(1, 'delivered')], ARRIVED],
    ['read', [uploaded(), attempt(1), accepted(1), status(1, 'delivered'), status(1, 'read')], {}],
    ['failed', [uploaded(), attempt(1), accepted(1), failed(1)], ARRIVED],
    ['failed, to be sent again', [uploaded(), attempt(1), accepted(1), failed(1, true)], ARRIVED],
    ['expired', [uploaded(), attempt(1), accepted(1), expired], ARRIVED],
    ['accepted after it was given up on', [uploaded(), attempt(1), unknown(1), accepted(1)], EXPIRES],
  ])('%s', (_what, commands, fields) => {
    expect(told((row, { event }) => tellDeadlines(row, event), commands)).toEqual(fields);
  });
});
