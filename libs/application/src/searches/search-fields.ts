import {
  type Language,
  LANGUAGES,
  REPORT_FORMATS,
  type ReportFormat,
  SEARCHED_REPORTS,
  type SearchedReport,
} from '@arauto/domain';
import { anyObject, Field, flag, id, nullable, oneOf, optional, part, text, timeZone } from '../fields';
import { columnsInQuery } from '../reports/detailed-columns';
import { countedDays } from './counted-days';
import { SearchScheduleBody } from './search-schedule';

const searchName = text({ max: 200, example: 'Lidas da semana' });
const FILTERS = 'What the report takes in its query, but what has a field here.';
const SCHEDULE =
  'Exported by itself, for whoever saved it, by the clocks of `timeZone`; `period` is counted from the moment it is due. null: not any more.';
const PERIOD = 'Counted from the day of a run; without it `filters` have `from` and `to`.';

export class SaveSearchBody {
  @Field(searchName) readonly name!: string;
  @Field(oneOf(SEARCHED_REPORTS)) readonly report!: SearchedReport;
  @Field(optional(id), 'Within which it is run, and shared: the only one of a key with one.')
  readonly subaccountId?: string;
  @Field(optional(anyObject), FILTERS) readonly filters?: { readonly [name: string]: unknown };
  @Field(optional(nullable(countedDays)), PERIOD) readonly period?: string | null;
  @Field(optional(nullable(columnsInQuery)), 'Of the detailed report.') readonly columns?: readonly string[] | null;
  @Field(optional(oneOf(REPORT_FORMATS)), 'Of its files: `csv` by default.') readonly format?: ReportFormat;
  @Field(optional(oneOf(LANGUAGES)), '`en` by default.') readonly language?: Language;
  @Field(optional(timeZone), 'UTC by default.') readonly timeZone?: string;
  @Field(optional(flag), 'Everybody of the subaccount sees it; false by default.') readonly shared?: boolean;
  @Field(optional(nullable(part(SearchScheduleBody))), SCHEDULE) readonly schedule?: SearchScheduleBody | null;
}

/** What is left out stays as it is. */
export class EditSearchBody {
  @Field(optional(searchName)) readonly name?: string;
  @Field(optional(anyObject), FILTERS) readonly filters?: { readonly [name: string]: unknown };
  @Field(optional(nullable(countedDays)), PERIOD) readonly period?: string | null;
  @Field(optional(nullable(columnsInQuery)), 'Of the detailed report.') readonly columns?: readonly string[] | null;
  @Field(optional(oneOf(REPORT_FORMATS))) readonly format?: ReportFormat;
  @Field(optional(oneOf(LANGUAGES))) readonly language?: Language;
  @Field(optional(timeZone)) readonly timeZone?: string;
  @Field(optional(flag)) readonly shared?: boolean;
  @Field(optional(nullable(part(SearchScheduleBody))), SCHEDULE) readonly schedule?: SearchScheduleBody | null;
}

export interface OfSearch {
  readonly searchId: string;
}
