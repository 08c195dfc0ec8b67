import * as fc from 'fast-check';
import { addressedDigits, handsetOf, handsetOfUserId, hasOlderForm, olderForm, userIdOf } from './handsets';

describe('handsets', () => {
  it.each([
    ['Brazil without the ninth digit', '551188887777', '5511988887777'],
    ['Brazil with it', '5511988887777', '5511988887777'],
    ['Brazil, test range', '551100001234', '5511900001234'],
    ['Brazil, landline', '551133330000', '551133330000'],
    ['Brazil, mobile that begins like a landline', '5511933330000', '5511933330000'],
    ['Mexico 521', '5215512345678', '525512345678'],
    ['Mexico 52', '525512345678', '525512345678'],
    ['Argentina without 9', '541112345678', '5491112345678'],
    ['Argentina with 9', '5491112345678', '5491112345678'],
    ['elsewhere', '12025550123', '12025550123'],
  ])('%s', (_name, digits, handset) => {
    expect(handsetOf(digits)).toBe(handset);
    expect(handsetOf(handset)).toBe(handset);
  });

  it.each([
    ['+55 (11) 90000-1234', '5511900001234'],
    ['+1 202-555-0123', '12025550123'],
    // Meta puts the sender's code in front of whatever has no plus sign, even of a full number.
    ['11900001234', '5511900001234'],
    ['5511900001234', '555511900001234'],
    ['+0511900001234', undefined],
    ['+55', undefined],
    ['ana', undefined],
    ['', undefined],
  ])('addresses %j as %j when a Brazilian number sends', (to, digits) => {
    expect(addressedDigits(to, '551133330000')).toBe(digits);
  });

  it.each([
    ['5531900001234', '553100001234', true],
    ['5511900001234', '551100001234', false],
    ['525512345678', '5215512345678', true],
    ['12025550123', '12025550123', false],
  ])('knows the older form of %s', (handset, older, usual) => {
    expect(olderForm(handset)).toBe(older);
    expect(hasOlderForm(handset)).toBe(usual);
    expect(handsetOf(older)).toBe(handset);
  });

  it('finds the handset behind every user id it made, and behind no other', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{6,14}$/), (handset) => {
        expect(handsetOfUserId(userIdOf(handset))).toBe(handset);
      }),
    );
    expect(handsetOfUserId('BR.abc')).toBeUndefined();
    expect(handsetOfUserId(userIdOf('5511900001234').replace('BR', 'MX'))).toBeUndefined();
  });
});
