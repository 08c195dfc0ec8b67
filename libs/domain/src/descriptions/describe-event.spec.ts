import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORED_TYPES, storedEvents } from '../stored/registry';
import { describeEvent } from './describe-event';

const FOLDER = join(__dirname, '../../../../../libs/domain/src/stored/golden');
const golden = (type: (typeof STORED_TYPES)[number]) =>
  (
    JSON.parse(readFileSync(join(FOLDER, `${type}.v${storedEvents[type].version}.json`), 'utf8')) as {
      readonly data: Record<string, unknown>;
    }
  ).data;
const describeGolden = (type: (typeof STORED_TYPES)[number], over: object = {}) =>
  describeEvent(type, { ...golden(type), ...over });

describe('the sentence of an event', () => {
  it.each(STORED_TYPES)('%s is readable: whole, and with nothing left undefined', (type) => {
    const text = describeGolden(type);
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\d{4}-\d\d-\d\dT/);
  });

  it.each<[string, string]>([
    [
      describeGolden('RetryScheduled', { attempt: 2, error: { code: '131049' }, acceptedAt: undefined }),
      'Attempt 2 was refused with 131049; it is tried again after 2026-03-03 12:00:00 UTC.',
    ],
    [
      describeGolden('RetryScheduled', { attempt: 1, error: { code: 'ENG_NET' }, acceptedAt: undefined }),
      'Attempt 1 did not reach the provider (ENG_NET); it is tried again after 2026-03-03 12:00:00 UTC.',
    ],
    [
      describeGolden('CampaignPaused', { by: 'admin', reason: 'lunch', remedy: null }),
      'The campaign was paused by an administrator: lunch.',
    ],
    [
      describeGolden('UploadClosed'),
      'The upload ended: 10 rows gave 9 contacts (1 invalid, 0 suppressed) and 1 duplicate; the rest could not be read (row_malformed).',
    ],
    [describeGolden('InvalidRecordUploaded'), 'Row 1 could not be used: phone_missing (column phone), row_malformed.'],
    [
      describeGolden('Delivered', { attempt: 1, supersedes: 'delivery_failed' }),
      'The message of attempt 1 was delivered, although the contact was Delivery failed before.',
    ],
    [
      describeGolden('UploadClosed', { contacts: 7, again: 2, error: undefined }),
      'The upload ended: 10 rows gave 7 contacts (1 invalid, 0 suppressed), 2 uploaded again and 1 duplicate.',
    ],
    [
      describeGolden('ContactUploaded', { row: 3, again: true }),
      'The contact was uploaded again from row 3, and is in the audience again.',
    ],
    [describeGolden('RowsJudged', { from: 1, to: 1 }), 'Row 1 was judged.'],
  ])('%s', (text, wanted) => expect(text).toBe(wanted));

  it('tells the two ends of an unknown outcome apart', () => {
    expect(describeGolden('OutcomeAssumed', { outcome: 'delivered' })).toContain('assumed delivered');
    expect(describeGolden('OutcomeAssumed', { outcome: 'not_sent' })).toContain('assumed not sent');
  });

  it('names a type that is not known, and what is of a later version', () => {
    expect(describeEvent('Waved', {})).toBe('Something of a later version happened: Waved.');
    expect(describeEvent('Read', undefined)).toBe('Something of a later version happened: Read.');
  });
});
