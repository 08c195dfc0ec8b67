export { type Search, searchAggregate, searchDecider } from './search.decider';
export {
  REPORT_FORMATS,
  type ReportFormat,
  SEARCHED_REPORTS,
  type SearchedReport,
  type SearchEvent,
  type SearchFacts,
  type SearchTerms,
} from './search.events';
