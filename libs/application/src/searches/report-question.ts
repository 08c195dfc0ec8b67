import type { SearchedReport } from '@arauto/domain';
import type { Type } from '@nestjs/common';
import { checkGroups } from '../reports/consolidated-report';
import { ConsolidatedQuery } from '../reports/consolidated-query';
import { checkColumns } from '../reports/detailed-columns';
import { checkFilters, type DetailedFilters } from '../reports/detailed-query';
import { type Filters, findingsOf, saidOfFilters, valuesOf } from '../reports/given-filters';
import { periodOf } from '../reports/period';
import { campaignNumber, RecordsFileQuery } from '../reports/record-filters';
import { DetailedFileQuery } from '../reports/stream-detailed-report';
import { Problems } from '../use-case/problems';
import { type Days, daysOf } from './counted-days';

/** Class of what each report is asked. */
const QUERIES: Readonly<Record<SearchedReport, Type>> = {
  detailed: DetailedFileQuery,
  consolidated: ConsolidatedQuery,
  records: RecordsFileQuery,
};

/** A search, as far as it decides what the report is asked. */
export interface Asked {
  readonly report: SearchedReport;
  readonly filters: Filters;
  readonly period: string | null;
  readonly columns: readonly string[] | null;
  readonly language: DetailedFilters['language'] & string;
  readonly timeZone: string;
}

/**
 * What a report is asked on the day of a run.
 * @param at milliseconds
 */
export function questionOf({ report, filters, period, columns, language, timeZone }: Asked, at: number): Filters {
  const days: Partial<Days> = period === null ? {} : daysOf(period, at, timeZone);
  const labels = report === 'records' ? {} : { language };
  return { ...valuesOf(QUERIES[report], filters), ...days, ...labels, timeZone, ...(columns && { columns }) };
}

/** @throws Refusal `validation_failed` with everything that is wrong with it */
export function checkQuestion(asked: Asked, at: number): void {
  const { report, filters, period, columns } = asked;
  const problems = new Problems();
  problems.addAll(findingsOf(QUERIES[report], filters, period !== null));
  if (columns && report !== 'detailed') {
    problems.add('columns', 'not_of_this_report', 'columns are chosen of the detailed report only.');
  }
  problems.refuse();
  const question = questionOf(asked, at) as unknown as ConsolidatedQuery;
  if (columns) checkColumns(columns, question.type);
  try {
    periodOf(question);
    if (report === 'records') return;
    checkFilters(question);
    if (report === 'consolidated') checkGroups(question);
  } catch (error) {
    throw saidOfFilters(error);
  }
}

/** Whether a filter names one campaign by its id: the records are of all, too, or of a number. */
export function isCampaignId(report: SearchedReport, campaign: string): boolean {
  return report !== 'records' || (campaign !== 'all' && campaignNumber(campaign) === undefined);
}
