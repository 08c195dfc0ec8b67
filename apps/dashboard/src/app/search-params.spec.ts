import fc from 'fast-check';
import { dayIn, oneOf, parseSearch, someOf, stringifySearch, textIn } from './search-params';

describe('search parameters', () => {
  it('read and write lists by repeating the name', () => {
    expect(parseSearch('?status=sending&status=paused&q=a%20b')).toEqual({ status: ['sending', 'paused'], q: 'a b' });
    expect(stringifySearch({ status: ['sending', 'paused'], q: 'a b', from: undefined, sort: '' })).toBe(
      '?status=sending&status=paused&q=a+b',
    );
    expect(stringifySearch({})).toBe('');
  });

  it('come back as they went', () => {
    const name = fc.stringMatching(/^[a-zA-Z]{1,8}$/);
    const value = fc.oneof(fc.string({ minLength: 1 }), fc.array(fc.string({ minLength: 1 }), { minLength: 2 }));
    fc.assert(
      fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (search) => {
        expect(parseSearch(stringifySearch(search))).toEqual(search);
      }),
    );
  });

  it('are only what a page knows, whatever stands in the address', () => {
    expect([textIn(['a', 'b']), textIn(' '), textIn(3), textIn('x')]).toEqual(['b', undefined, undefined, 'x']);
    expect([oneOf(['a', 'b'], 'b'), oneOf(['a', 'b'], 'c')]).toEqual(['b', undefined]);
    expect(someOf(['a', 'b', 'c'], ['c', 'a', 'a', 'x'])).toEqual(['a', 'c']);
    expect([someOf(['a'], 'a'), someOf(['a'], undefined), someOf(['a'], 'x')]).toEqual([['a'], undefined, undefined]);
    expect([dayIn('2026-03-01'), dayIn('2026-13-01'), dayIn('yesterday')]).toEqual([
      '2026-03-01',
      undefined,
      undefined,
    ]);
  });
});
