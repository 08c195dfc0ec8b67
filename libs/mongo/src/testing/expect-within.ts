/**
 * What is promised is promised of a machine with nothing else to do (`ARAUTO_TEST_ALONE`); elsewhere three times as long is allowed, since
 * other tests run beside this.
 */
export function expectWithin(promisedMs: number, took: number): void {
  expect(took).toBeLessThan(process.env['ARAUTO_TEST_ALONE'] === undefined ? 3 * promisedMs : promisedMs);
}
