import { returnPath } from './return-to';

describe('after signing in', () => {
  it.each([
    ['/campaigns/1?tab=files', '/campaigns/1?tab=files'],
    [undefined, '/campaigns'],
    ['//elsewhere.example', '/campaigns'],
    ['/\\elsewhere.example', '/campaigns'],
    ['https://elsewhere.example', '/campaigns'],
    ['javascript:alert(1)', '/campaigns'],
    ['/sign-in?returnTo=/sign-in', '/campaigns'],
  ])('one who wanted %p is at %p', (wanted, goes) => {
    expect(returnPath(wanted)).toBe(goes);
  });
});
