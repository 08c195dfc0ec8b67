import { deliveryWait, timeToLiveOf } from './time-to-live';

const HORIZON = 72 * 3600;
const MONTH = 30 * 86_400;

describe('how long a message may live', () => {
  it.each([
    ['UTILITY', undefined, MONTH],
    ['UTILITY', 60, 60],
    ['UTILITY', -1, MONTH],
    ['AUTHENTICATION', undefined, 600],
    ['AUTHENTICATION', 30, 30],
    ['AUTHENTICATION', -1, MONTH],
    ['MARKETING', 43_200, MONTH],
  ])('in %s with %j set is %d seconds', (category, set, seconds) => {
    expect(timeToLiveOf({ category, ...(set !== undefined && { messageSendTtlSeconds: set }) })).toBe(seconds);
  });
});

describe('how long a delivery is waited for', () => {
  const wait = (messageSendTtlSeconds: number, horizon = HORIZON) =>
    deliveryWait({ category: 'UTILITY', messageSendTtlSeconds }, horizon);

  it('is the time of the template and a margin, where the campaign waits longer', () => {
    expect(wait(60)).toBe(360);
    expect(wait(43_200)).toBe(43_500);
    expect(wait(-1, 2 * MONTH)).toBe(MONTH + 3600);
  });

  it('is never longer than the campaign waits', () => {
    expect(wait(-1)).toBe(HORIZON);
    expect(wait(3600, 600)).toBe(600);
    expect(deliveryWait({ category: 'UTILITY' }, HORIZON)).toBe(HORIZON);
  });
});
