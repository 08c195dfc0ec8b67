export {
  type SearchName,
  searchNameAggregate,
  searchNameDecider,
  type SearchNameEvent,
  searchNameTaken,
} from './search-name.decider';
export { type NextDue, type Search, searchAggregate, searchDecider } from './search.decider';
export {
  REPORT_FORMATS,
  type ReportFormat,
  SEARCHED_REPORTS,
  type SearchedReport,
  type SearchEvent,
  type SearchFacts,
  type SearchSchedule,
  type SearchTerms,
  SKIP_CAUSES,
  type SkipCause,
  type Weekday,
  WEEKDAYS,
} from './search.events';
