import { digitsMeant, subscriberOf, waIdOf } from './phones';

describe('phones', () => {
  it.each([
    ['+55 (31) 90000-1234', '5531900001234'],
    ['5531900001234', '555531900001234'],
    ['+0', null],
    ['Marina', null],
  ])('%s means %s to a sender in Brazil', (written, digits) => expect(digitsMeant(written, '55')).toBe(digits));

  it.each([
    ['5531900001234', '553100001234'],
    ['5491112345678', '541112345678'],
    ['5215512345678', '525512345678'],
  ])('%s and %s are one subscriber', (one, other) => expect(subscriberOf(one)).toBe(subscriberOf(other)));

  it('takes no ninth digit from what has eight: a landline is not a mobile', () => {
    expect(subscriberOf('5531932345678')).not.toBe(subscriberOf('553132345678'));
  });

  it.each([
    ['5511900001234', true, '5511900001234'],
    ['5531900001234', true, '553100001234'],
    ['5531900001234', false, '5531900001234'],
    ['525512345678', true, '5215512345678'],
    ['5215512345678', false, '525512345678'],
    ['541112345678', false, '5491112345678'],
  ])('%s (of old: %s) is called %s', (digits, isOld, waId) => expect(waIdOf(subscriberOf(digits), isOld)).toBe(waId));
});
