import { countryOfNumber } from './number-country';
import { parsePhone } from './phone';

it.each([
  ['+5511900001234', 'BR'],
  ['+525512345678', 'MX'],
  ['+5491123456789', 'AR'],
  ['+12025550123', 'US'],
  ['+14165550123', 'CA'],
  ['+18095550123', 'DO'],
  ['+447400123456', 'GB'],
  ['+77012345678', 'KZ'],
  ['+79161234567', 'RU'],
  ['+351912345678', 'PT'],
  ['+870773001234', null],
])('a number is of a country: %s of %s', (phone, country) => {
  const parsed = parsePhone(phone, { defaultCountry: null });
  expect(parsed.ok && countryOfNumber(parsed.canonical)).toBe(country);
});
