export { errorInfo, finalContactState, isKnownError } from './error-catalogue';
export type {
  ErrorContactState,
  ErrorInfo,
  ErrorPolicy,
  ErrorReportStatus,
  ErrorScope,
  Fault,
  PolicyClass,
} from './error-info';
export { retryDelay, type RetryDelay } from './retry-plan';
export { reportWords } from './report-words';
