import type { ContactCommand } from '@arauto/domain';
import * as life from './lives.fixture';
import {
  attempt,
  accepted,
  assumed,
  failed,
  refused,
  status,
  told,
  unknown,
  uploaded,
  withdrawn,
} from './lives.fixture';
import { tellStanding } from './standing';

const ERROR = { errorCode: '131000', errorRef: null };
const NO_ERROR = { errorCode: null, errorRef: null };
const LATER = life.RETRY_DUE;
const REJECTED = [{ code: 'no_phone', column: 'phone' }];
const rejected: ContactCommand = {
  ...{ type: 'RejectRow', subaccountId: 'sub', ref: 'up.1', uploadId: 'up', row: 1, reasons: REJECTED },
};
const optedOut: ContactCommand = { type: 'EndInError', error: { code: 'ENG_OPTED_OUT', ref: 'up.1.f' } };
const again = uploaded({ uploadId: 'again' });
const tried = [uploaded(), attempt(1), refused(1, true)];

describe('where a contact stands', () => {
  it.each<[string, readonly ContactCommand[], object]>([
    ['uploaded', [uploaded()], { state: 'initial' }],
    ['rejected', [rejected], { state: 'invalid_record', reasons: REJECTED }],
    ['removed', [uploaded(), life.removed], { state: 'removed', nextAttemptAt: null }],
    [
      'uploaded again: anew, but for its attempts',
      [uploaded(), life.removed, again],
      { state: 'initial', reasons: null, ...NO_ERROR },
    ],
    [
      'opted out',
      [uploaded(), optedOut],
      { state: 'error', nextAttemptAt: null, errorCode: 'ENG_OPTED_OUT', errorRef: 'up.1.f' },
    ],
    ['canceled', [uploaded(), life.canceled], { state: 'canceled_by_admin', nextAttemptAt: null }],
    ['attempted', [uploaded(), attempt(1)], { state: 'in_progress', open: true, attempts: 1, nextAttemptAt: null }],
    ['withdrawn', [uploaded(), attempt(1), withdrawn(1)], { state: 'initial', attempts: 0, nextAttemptAt: LATER }],
    ['to be tried again', tried, { state: 'retry_scheduled', attempts: 1, nextAttemptAt: LATER, ...ERROR }],
    ['refused', [uploaded(), attempt(1), refused(1)], { state: 'error', ...ERROR }],
    [
      'refused for now, and heard of as failed: it is tried again all the same',
      [...tried, failed(1)],
      { state: 'retry_scheduled' },
    ],
    [
      'accepted: no error of before counts',
      [uploaded(), attempt(1), accepted(1)],
      { state: 'in_progress', messageRef: 'ref-1', ...NO_ERROR },
    ],
    [
      'accepted after all, while it waits to be tried again',
      [...tried, accepted(1)],
      { state: 'in_progress', messageRef: 'ref-1', nextAttemptAt: null, ...NO_ERROR },
    ],
    [
      'withdrawn, as an earlier attempt was accepted after all',
      [...tried, attempt(2), accepted(1), withdrawn(2)],
      { state: 'in_progress', attempts: 1 },
    ],
    [
      'accepted after all, and failed: the error stays',
      [uploaded(), attempt(1), refused(1), accepted(1)],
      { state: 'error', messageRef: 'ref-1' },
    ],
    ['sent', [uploaded(), attempt(1), accepted(1), status(1, 'sent')], { state: 'sent' }],
    [
      'delivered, of which nothing was heard since the acceptance',
      [uploaded(), attempt(1), accepted(1), status(1, 'delivered')],
      { state: 'delivered', ...NO_ERROR },
    ],
    [
      'read, as was to be expected',
      [uploaded(), attempt(1), accepted(1), status(1, 'delivered'), status(1, 'read')],
      { state: 'read' },
    ],
    [
      'failed after its acceptance',
      [uploaded(), attempt(1), accepted(1), failed(1)],
      { state: 'delivery_failed', errorCode: '131049', errorRef: null },
    ],
    [
      'failed after its delivery',
      [uploaded(), attempt(1), accepted(1), status(1, 'delivered'), failed(1)],
      { state: 'delivered' },
    ],
    [
      'expired',
      [uploaded(), attempt(1), accepted(1), life.expired],
      { state: 'delivery_failed', errorCode: 'ENG_TTL_EXPIRED', errorRef: null },
    ],
    [
      'unknown',
      [uploaded(), attempt(1), unknown(1)],
      { state: 'in_progress', needsAttention: true, errorCode: 'ENG_AMBIGUOUS', errorRef: null },
    ],
    [
      'assumed delivered',
      [uploaded(), attempt(1), unknown(1), assumed('delivered')],
      { state: 'delivered', ...NO_ERROR },
    ],
    [
      'assumed not sent: of the same error',
      [uploaded(), attempt(1), unknown(1), assumed('not_sent')],
      { state: 'error' },
    ],
  ])('%s', (_what, commands, fields) => {
    expect(told((row, { event }) => tellStanding(row, event), commands)).toEqual({
      open: false,
      needsAttention: false,
      ...fields,
    });
  });
});
