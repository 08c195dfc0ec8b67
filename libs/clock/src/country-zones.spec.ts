import { timeZonesOf } from './country-zones';
import { offsetsIn } from './zones';

const AT = Date.UTC(2026, 10, 30);
const HOUR = 3_600_000;

it.each([
  ['BR', [-5, -4, -3, -2]],
  ['AR', [-3]],
  ['MX', [-8, -7, -7, -6, -6, -5]],
  ['PT', [-1, 0]],
  ['IN', [5.5]],
  ['XX', []],
])('a country has one zone of each kind of clocks: %s', (country, hours) => {
  const offsets = timeZonesOf(country, AT).map((zone) => offsetsIn(zone)(AT) / HOUR);
  expect(offsets.sort((a, b) => a - b)).toEqual(hours);
});
