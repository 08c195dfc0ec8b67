import { Refusal, type SearchedReport } from '@arauto/domain';
import type { Type } from '@nestjs/common';
import { type Finding, kindsOf, under } from '../fields';
import { checkGroups } from '../reports/consolidated-report';
import { ConsolidatedQuery } from '../reports/consolidated-query';
import { checkColumns } from '../reports/detailed-columns';
import { checkFilters, type DetailedFilters } from '../reports/detailed-query';
import { periodOf } from '../reports/period';
import { campaignNumber, RecordsFileQuery } from '../reports/record-filters';
import { DetailedFileQuery } from '../reports/stream-detailed-report';
import { invalid, Problems } from '../use-case/problems';
import { type Days, daysOf } from './counted-days';

/** Class of what each report is asked. */
const QUERIES: Readonly<Record<SearchedReport, Type>> = {
  detailed: DetailedFileQuery,
  consolidated: ConsolidatedQuery,
  records: RecordsFileQuery,
};

/** What has a field of its own in a search, and what is of a request. */
const ELSEWHERE: readonly string[] = ['after', 'language', 'timeZone', 'columns'];

export type Filters = { readonly [name: string]: unknown };

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
  return { ...valuesOf(report, filters), ...days, ...labels, timeZone, ...(columns && { columns }) };
}

/** @throws Refusal `validation_failed` with everything that is wrong with it */
export function checkQuestion(asked: Asked, at: number): void {
  const { report, filters, period, columns } = asked;
  const problems = new Problems();
  for (const { path, code, message } of findingsOf(report, filters, period !== null)) {
    problems.add(path, code, `${path} ${message}.`);
  }
  if (columns && report !== 'detailed') {
    problems.add('columns', 'not_of_this_report', 'columns are chosen of the detailed report only.');
  }
  problems.refuse();
  const question = questionOf(asked, at) as unknown as ConsolidatedQuery;
  if (columns) checkColumns(columns, question.type);
  withinFilters(() => {
    if (report === 'records') return;
    checkFilters(question);
    periodOf(question);
    if (report === 'consolidated') checkGroups(question);
  });
}

/** Whether a filter names one campaign by its id: the records are of all, too, or of a number. */
export function isCampaignId(report: SearchedReport, campaign: string): boolean {
  return report !== 'records' || (campaign !== 'all' && campaignNumber(campaign) === undefined);
}

function findingsOf(report: SearchedReport, filters: Filters, counted: boolean): Finding[] {
  const kinds = new Map([...kindsOf(QUERIES[report])].filter(([name]) => !ELSEWHERE.includes(name)));
  const found: Finding[] = [];
  const say = (path: string, code: string, message: string) => found.push({ path: `filters.${path}`, code, message });
  for (const name of Object.keys(filters)) {
    if (ELSEWHERE.includes(name)) say(name, 'elsewhere', 'is a field of the search, if it is one, and no filter');
    else if (!kinds.has(name)) say(name, 'unknown_field', `is no filter of the ${report} report`);
    else if (counted && (name === 'from' || name === 'to')) {
      say(name, 'out_of_place', 'cannot stand beside period: give one or the other');
    }
  }
  const values = valuesOf(report, filters);
  for (const [name, { check, optional }] of kinds) {
    const value = values[name];
    if (value !== undefined) found.push(...under(`filters.${name}`, check(value)));
    else if (!optional && !(counted && (name === 'from' || name === 'to'))) say(name, 'required', 'is missing');
  }
  return found;
}

/** As a query has them: what is text there is the value that it stands for. */
function valuesOf(report: SearchedReport, filters: Filters): Filters {
  const kinds = kindsOf(QUERIES[report]);
  return Object.fromEntries(
    Object.entries(filters).map(([name, given]) => {
      const ofText = kinds.get(name)?.ofText;
      return [name, ofText && typeof given === 'string' ? ofText(given) : given];
    }),
  );
}

/** What a report says of its query, said of the filters of a search. */
function withinFilters(check: () => void): void {
  try {
    check();
  } catch (error) {
    const [first] = error instanceof Refusal ? (error.details.errors ?? []) : [];
    if (!first) throw error;
    throw invalid(`filters.${first.path}`, first.code, first.message);
  }
}
