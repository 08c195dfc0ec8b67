import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORED_TYPES, storedEvents } from '../stored/registry';
import { LANGUAGES } from '../vocabulary/language';
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

describe.each(LANGUAGES)('the sentence of an event in %s', (language) => {
  it.each(STORED_TYPES)('%s is readable: whole, and with nothing left undefined', (type) => {
    const text = describeEvent(type, golden(type), language);
    expect(text).toMatch(/^\p{Lu}.*\.$/u);
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\d{4}-\d\d-\d\dT/);
    if (language !== 'en') expect(text).not.toBe(describeEvent(type, golden(type)));
  });
});

describe('the sentence of an event', () => {
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
      describeGolden('CampaignPaused', { by: 'admin', reason: 'paused_by_admin', remedy: null }),
      'The campaign was paused by an administrator.',
    ],
    [
      describeGolden('CampaignResumed', {
        by: 'system',
        reasons: [{ reason: 'paused_by_admin' }, { reason: 'lunch' }],
      }),
      'A reason of the pause was removed by the system; still paused for a pause of an administrator, lunch.',
    ],
    [
      describeGolden('CampaignEdited', { name: 'March', settings: { pace: null, retryPolicy: { maxAttempts: 3 } } }),
      'The campaign was edited: name, pace, retries.',
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

  it.each(['pt-BR', 'es'] as const)('counts, dates and advises in %s', (language) => {
    const rows = describeEvent('UploadClosed', { ...golden('UploadClosed'), rows: 123456, contacts: 1 }, language);
    const paused = { by: 'system', reason: 'error_131037', remedy: 'Resume the campaign.' };
    expect([rows, describeEvent('CampaignPaused', { ...golden('CampaignPaused'), ...paused }, language)]).toEqual(
      language === 'es'
        ? [
            'La carga terminó: 123.456 filas dieron 1 contacto (1 inválido, 0 suprimidos) y 1 duplicado; el resto no pudo leerse (row_malformed).',
            'La campaña fue puesta en pausa por el sistema: error_131037. Reanude la campaña.',
          ]
        : [
            'O carregamento terminou: 123.456 linhas deram 1 contato (1 inválido, 0 suprimidos) e 1 duplicata; o restante não pôde ser lido (row_malformed).',
            'A campanha foi pausada pelo sistema: error_131037. Retome a campanha.',
          ],
    );
    const retry = { attempt: 2, error: { code: '131049' }, acceptedAt: undefined };
    expect(describeEvent('RetryScheduled', { ...golden('RetryScheduled'), ...retry }, language)).toContain(
      '03/03/2026 12:00:00 UTC',
    );
  });

  it('tells the two ends of an unknown outcome apart', () => {
    expect(describeGolden('OutcomeAssumed', { outcome: 'delivered' })).toContain('assumed delivered');
    expect(describeGolden('OutcomeAssumed', { outcome: 'not_sent' })).toContain('assumed not sent');
  });

  it('names a type that is not known, and what is of a later version', () => {
    expect(describeEvent('Waved', {})).toBe('Something of a later version happened: Waved.');
    expect(describeEvent('Read', undefined)).toBe('Something of a later version happened: Read.');
  });
});
