import type { ContactCommand } from '@arauto/domain';
import { dueAtOf, ON_THEIR_WAY, OPEN_ATTEMPTS, tellDue, UNKNOWN_OUTCOMES } from './due';
import {
  accepted,
  assumed,
  AT,
  attempt,
  canceled,
  expired,
  EXPIRES_AFTER,
  failed,
  lifeOf,
  OUTCOME_DUE,
  refused,
  removed,
  RETRY_DUE,
  status,
  told,
  unknown,
  uploaded,
  withdrawn,
} from './lives.fixture';

const first = (at: string) => Date.parse(at) - 1e14;
const waits = (dueAt: number) => ({ queue: 'campaign', dueAt });
const later = waits(Date.parse(RETRY_DUE));
const opened = (outcomeAttempt: number) => ({ queue: OPEN_ATTEMPTS, dueAt: Date.parse(OUTCOME_DUE), outcomeAttempt });
const expiresAt = Date.parse(AT) + EXPIRES_AFTER * 1000;
const onItsWay = { queue: ON_THEIR_WAY, dueAt: expiresAt, expiresAt };
const nowhere = { queue: null, dueAt: null };
const arrived = { ...nowhere, expiresAt: null };
/** The first attempt was refused and is accepted after all, while the second has no outcome. */
const both = [uploaded(), attempt(1), refused(1, true), attempt(2), accepted(1)];

describe('what is to be done about a contact', () => {
  it.each<[string, readonly ContactCommand[], object]>([
    ['uploaded: due whatever the clock says', [uploaded()], waits(first(AT))],
    ['uploaded and opted out', [uploaded({ suppressed: true })], nowhere],
    ['removed while it waits', [uploaded(), removed], nowhere],
    ['uploaded again', [uploaded(), removed, uploaded({ uploadId: 'again', at: RETRY_DUE })], waits(first(RETRY_DUE))],
    ['canceled', [uploaded(), canceled], nowhere],
    ['attempted', [uploaded(), attempt(1)], opened(1)],
    ['withdrawn from its first attempt', [uploaded(), attempt(1), withdrawn(1)], waits(first(RETRY_DUE))],
    ['to be tried again', [uploaded(), attempt(1), refused(1, true)], later],
    ['tried again', [uploaded(), attempt(1), refused(1, true), attempt(2)], opened(2)],
    ['withdrawn from a later one', [uploaded(), attempt(1), refused(1, true), attempt(2), withdrawn(2)], later],
    ['refused for good', [uploaded(), attempt(1), refused(1)], nowhere],
    ['given up on: due since its outcome was', [uploaded(), attempt(1), unknown(1)], { queue: UNKNOWN_OUTCOMES }],
    ['assumed, once it was given up on', [uploaded(), attempt(1), unknown(1), assumed('delivered')], nowhere],
    ['removed, once it was given up on', [uploaded(), attempt(1), unknown(1), removed], nowhere],
    ['erased while its attempt is open', [uploaded(), attempt(1), removed], nowhere],
    ['accepted', [uploaded(), attempt(1), accepted(1)], onItsWay],
    ['accepted after it was given up on', [uploaded(), attempt(1), unknown(1), accepted(1)], onItsWay],
    ['accepted while it waits to be tried again', [uploaded(), attempt(1), refused(1, true), accepted(1)], onItsWay],
    ['sent', [uploaded(), attempt(1), accepted(1), status(1, 'sent')], {}],
    ['delivered', [uploaded(), attempt(1), accepted(1), status(1, 'delivered')], arrived],
    ['read', [uploaded(), attempt(1), accepted(1), status(1, 'delivered'), status(1, 'read')], {}],
    ['failed', [uploaded(), attempt(1), accepted(1), failed(1)], arrived],
    ['failed, to be sent again', [uploaded(), attempt(1), accepted(1), failed(1, true)], { ...later, expiresAt: null }],
    [
      'given up on, sent again after a failure',
      [uploaded(), attempt(1), accepted(1), failed(1, true), attempt(2), unknown(2)],
      { queue: UNKNOWN_OUTCOMES },
    ],
    ['expired', [uploaded(), attempt(1), accepted(1), expired], arrived],
    ['heard of as failed while it waits', [uploaded(), attempt(1), refused(1, true), failed(1)], {}],
    ['an earlier attempt accepted: the open one is waited for first', both, { expiresAt }],
    ['the later one accepted then', [...both, accepted(2)], onItsWay],
    ['the later one given up on then: due at once, until it expires', [...both, unknown(2)], { queue: ON_THEIR_WAY }],
    ['the later one withdrawn then', [...both, withdrawn(2)], { queue: ON_THEIR_WAY }],
    [
      'the earlier one delivered then: the open one is waited for',
      [...both, status(1, 'delivered')],
      { expiresAt: null },
    ],
    ['both ended then', [...both, status(1, 'delivered'), unknown(2)], nowhere],
  ])('%s', (_what, commands, fields) => {
    expect(told(tellDue, commands)).toEqual(fields);
  });

  it('is nothing for the queues while a test message waits, and all else as of any other', () => {
    const life = lifeOf([uploaded(), attempt(1), refused(1, true), attempt(2), accepted(2)], 'test-1').flat();
    const rows = life.map((contact) => {
      const row = {};
      tellDue(row, contact);
      return row;
    });
    expect(rows).toEqual([nowhere, opened(1), nowhere, opened(2), onItsWay]);
  });

  it('is read as an instant, of the first attempt and of later ones', () => {
    expect([first(AT), later.dueAt].map(dueAtOf)).toEqual([Date.parse(AT), Date.parse(RETRY_DUE)]);
  });
});
