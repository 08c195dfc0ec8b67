export { errorInfo, finalContactState, isKnownError } from './error-catalogue';
export type { ErrorInfo } from './error-info';
export { retryDelay } from './retry-plan';
export { reportWords } from './report-words';
