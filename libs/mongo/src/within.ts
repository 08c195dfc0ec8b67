/** The filter of documents that say by `at`, a date of the server's clock, when somebody lived: within the last `ms` milliseconds by that clock. */
export function within(ms: number) {
  return { $expr: { $gt: ['$at', { $subtract: ['$$NOW', ms] }] } };
}
