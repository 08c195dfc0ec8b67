import { reasonWords } from './reason-words';

describe('the words for a row that cannot be read', () => {
  it.each([
    ['quote_unclosed', /not closed .*: close it/],
    ['quote_followed', /put the whole value into quotes/],
    ['row_too_long', /too long/],
    ['row_holds_nul', /NUL .*Export it/],
    ['row_no_object', /must be an object with a phone/],
  ])('say what is wrong and what mends it (%s)', (why, message) =>
    expect(reasonWords({ code: 'row_malformed', column: null, why })).toEqual({
      code: 'row_malformed',
      message: expect.stringMatching(message),
      column: null,
    }),
  );

  it('are there for rows that were read before the causes were kept', () =>
    expect(reasonWords({ code: 'row_malformed', column: null }).message).toBe('The row cannot be read.'));
});
