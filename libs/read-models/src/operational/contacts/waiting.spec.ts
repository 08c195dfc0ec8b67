import type { ContactCommand } from '@arauto/domain';
import {
  accepted,
  AT,
  attempt,
  canceled,
  failed,
  refused,
  removed,
  RETRY_DUE,
  told,
  unknown,
  uploaded,
  withdrawn,
} from './lives.fixture';
import { dueAtOf, tellWaiting } from './waiting';

const later = Date.parse(RETRY_DUE);
const first = (at: string) => Date.parse(at) - 1e14;

describe('whether a contact waits', () => {
  it.each<[string, readonly ContactCommand[], object]>([
    ['uploaded: due whatever the clock says', [uploaded()], { dueAt: first(AT) }],
    ['uploaded and opted out', [uploaded({ suppressed: true })], { dueAt: null }],
    ['removed while it waits', [uploaded(), removed], { dueAt: null }],
    [
      'uploaded again',
      [uploaded(), removed, uploaded({ uploadId: 'again', at: RETRY_DUE })],
      { dueAt: first(RETRY_DUE) },
    ],
    ['canceled', [uploaded(), canceled], { dueAt: null }],
    ['attempted', [uploaded(), attempt(1)], { dueAt: null }],
    ['withdrawn from its first attempt', [uploaded(), attempt(1), withdrawn(1)], { dueAt: first(RETRY_DUE) }],
    ['to be tried again', [uploaded(), attempt(1), refused(1, true)], { dueAt: later }],
    [
      'withdrawn from a later one',
      [uploaded(), attempt(1), refused(1, true), attempt(2), withdrawn(2)],
      { dueAt: later },
    ],
    ['refused for good: it had stopped to wait', [uploaded(), attempt(1), refused(1)], {}],
    ['accepted', [uploaded(), attempt(1), accepted(1)], {}],
    ['unknown', [uploaded(), attempt(1), unknown(1)], {}],
    ['to be sent again after its acceptance', [uploaded(), attempt(1), accepted(1), failed(1, true)], { dueAt: later }],
    [
      'accepted after all, while it waits to be tried again',
      [uploaded(), attempt(1), refused(1, true), accepted(1)],
      { dueAt: null },
    ],
    ['heard of as failed while it waits', [uploaded(), attempt(1), refused(1, true), failed(1)], {}],
  ])('%s', (_what, commands, fields) => {
    expect(told((row, { event }) => tellWaiting(row, event), commands)).toEqual(fields);
  });

  it('is read as an instant, of the first attempt and of later ones', () => {
    expect([first(AT), later].map(dueAtOf)).toEqual([Date.parse(AT), later]);
  });
});
