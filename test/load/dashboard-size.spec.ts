import { firstLoads, MOST_KB } from './dashboard-size';

describe('what a browser loads before it shows the first page', () => {
  it.each(firstLoads().map(({ page, kB }) => [page, kB] as const))('is little: %s, %f kB', (_, kB) => {
    expect(kB).toBeLessThanOrEqual(MOST_KB);
    // A build without its files would be small, too.
    expect(kB).toBeGreaterThan(50);
  });
});
