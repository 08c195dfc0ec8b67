import { CONTENT_TYPES, labelsIn, type Language, REPORT_STATUSES } from '@arauto/domain';
import fc from 'fast-check';
import { consolidatedReport, type ConsolidatedRow } from './consolidated.report';
import { contactsReport } from './contacts.report';
import { detailedReport, type MtRow } from './detailed.report';
import { recordsReport } from './records.report';
import { repliesReport, type MoRow } from './replies.report';
import type { Report } from './report';
import { Tally } from './tally';
import { verdictsReport, type VerdictRow } from './verdicts.report';

function told<Row>(report: Report<Row>, rows: readonly Row[], language: Language = 'en') {
  const tally = new Tally(report);
  // In two, as if they were two pages of a view.
  tally.add(rows.slice(0, 1));
  tally.add(rows.slice(1));
  return tally.facts(language);
}
const mt = (status: MtRow['status']) => ({ status }) as MtRow;
const mo = (contentType: MoRow['contentType']) => ({ contentType }) as MoRow;

describe('what rows come to', () => {
  it.each([
    ['en', 'Rows'],
    ['pt-BR', 'Linhas'],
    ['es', 'Filas'],
  ] as const)('is said in the language of the file: %s', (language, rows) => {
    const { reportStatus, contentType } = labelsIn(language);
    expect(told(detailedReport, [mt('read'), mt('queued'), mt('read')], language)).toEqual([
      [rows, '3'],
      [reportStatus.queued.label, '1'],
      [reportStatus.read.label, '2'],
    ]);
    expect(told(repliesReport, [mo('text'), mo('button'), mo('text')], language)).toEqual([
      [rows, '3'],
      [contentType.text, '2'],
      [contentType.button, '1'],
    ]);
  });

  it('is as many as there are rows, by status and by kind', () => {
    const statuses = fc.array(fc.constantFrom(...REPORT_STATUSES).map(mt));
    const kinds = fc.array(fc.constantFrom(...CONTENT_TYPES).map(mo));
    fc.assert(
      fc.property(statuses, kinds, (sent, received) => {
        for (const [rows, ...counts] of [told(detailedReport, sent), told(repliesReport, received)]) {
          expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(Number(rows?.[1]));
        }
      }),
    );
  });

  it('is nothing but their number where there are none', () =>
    expect(told(detailedReport, [])).toEqual([['Rows', '0']]));

  it('is the sum of the groups of a consolidated report', () => {
    const group = (total: number, counts: ConsolidatedRow['counts']): ConsolidatedRow => ({
      ...{ group: 'g', label: null, second: null, replied: 1, needsAttention: 0, rates: null },
      ...{ total, counts },
    });
    const sent = [group(5, { read: 3, delivered: 2 }), group(2, { read: 2 })];
    expect(told(consolidatedReport('MT', ['day']), sent)).toEqual([
      ['Rows', '2'],
      ['Total', '7'],
      ['Delivered', '2'],
      ['Read', '5'],
    ]);
    expect(told(consolidatedReport('MO', ['day']), [group(2, { text: 2 })], 'es')).toEqual([
      ['Filas', '1'],
      ['Total', '2'],
      ['Texto', '2'],
    ]);
  });

  it('is by their own words in what else there is', () => {
    const result = (found: 'read' | null) => ({ result: found }) as never;
    expect(told(recordsReport, [result('read'), result(null)], 'es')).toEqual([
      ['Filas', '2'],
      ['Read', '1'],
    ]);
    expect(told(contactsReport, [{ state: 'initial' } as never], 'pt-BR')[1]).toEqual([
      labelsIn('pt-BR').contactState.initial.label,
      '1',
    ]);
    expect(told(verdictsReport, [{ verdict: 'invalid' } as VerdictRow])).toEqual([
      ['Rows', '1'],
      ['invalid', '1'],
    ]);
  });
});
