import type { JsonValue } from '../json';
import type { Language } from '../vocabulary';

/** Reports that are searched, and whose searches are kept. */
export const SEARCHED_REPORTS = ['detailed', 'consolidated', 'records'] as const;
export type SearchedReport = (typeof SEARCHED_REPORTS)[number];

/** What a report is written as for people. */
export const REPORT_FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** From the first day of a week to its last. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What can be edited of a search. */
export type SearchTerms = {
  readonly name: string;
  /** What the report is asked, by the names that it has for it; without what names a person. */
  readonly filters: { readonly [name: string]: JsonValue };
  /** Vault refs of what names persons: of phones, and of a part of a name. Null where nobody is asked for by it. */
  readonly phoneRefs: readonly string[] | null;
  readonly nameRef: string | null;
  /** Days that are counted from the day of a run, like `last_7_days`; null where the filters say when. */
  readonly period: string | null;
  /** Null: those that the report has by itself. */
  readonly columns: readonly string[] | null;
  readonly format: ReportFormat;
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
  /** Whether everybody of the subaccount sees it. */
  readonly shared: boolean;
};

export type SearchFacts = SearchTerms & {
  /** Within which it is run; null: within all that whoever runs it sees. */
  readonly subaccountId: string | null;
  /** Id of the key that saved it. */
  readonly owner: string;
  readonly report: SearchedReport;
};

/** When a search is exported by itself: by the clocks of its zone. */
export type SearchSchedule = {
  readonly every: 'day' | 'week';
  /** Of a week; null of a day. */
  readonly on: Weekday | null;
  /** `08:00`. */
  readonly at: string;
  /** Null: that of the search. */
  readonly format: ReportFormat | null;
};

/** From now on, whatever it was before; or its zone is another. */
export type FirstDue = { readonly schedule: SearchSchedule; readonly nextAt: string };

/** Why no export was asked for when it was due. */
export const SKIP_CAUSES = ['key_revoked', 'not_permitted', 'filters_gone', 'filters_erased'] as const;
export type SkipCause = (typeof SKIP_CAUSES)[number];

/** Of one due instant of a schedule. */
type Due = {
  readonly dueAt: string;
  /** When the next is due; null where none will be. */
  readonly nextAt: string | null;
};

export type SearchExportDue = Due & { readonly exportId: string };

export type SearchExportSkip = Due & {
  readonly why: SkipCause;
  /** Which are gone, or named somebody who was erased. */
  readonly filters: readonly string[];
};

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type SearchEvent =
  | Event<'SearchSaved', SearchFacts>
  /** What is different now. */
  | Event<'SearchEdited', Partial<SearchTerms>>
  | Event<'SearchScheduled', FirstDue>
  | Event<'SearchUnscheduled', Record<never, never>>
  | Event<'SearchExportRequested', SearchExportDue>
  | Event<'SearchExportSkipped', SearchExportSkip>
  | Event<'SearchDeleted', Record<never, never>>;
