import { differenceOf } from './determinism';
import type { Rule } from './judge/failure';

const life = (text: string, ...rules: Rule[]) => ({
  text,
  failures: rules.map((rule) => ({ rule, what: '', at: 0 })),
});

describe('two lives of one plan', () => {
  it('are the same', () =>
    expect(differenceOf(life('a\nb', 'never twice'), life('a\nb', 'never twice'))).toBeUndefined());

  it('differ first in a line', () => {
    expect(differenceOf(life('a\nb\nc'), life('a\nB\nC'))).toBe('line 2 is "b" in one life and "B" in the other');
  });

  it('differ where one goes on', () => {
    expect(differenceOf(life('a'), life('a\nb'))).toBe('line 2 is "nothing" in one life and "b" in the other');
    expect(differenceOf(life('a\nb'), life('a'))).toBe('line 2 is "b" in one life and "nothing" in the other');
  });

  it('differ in their end', () =>
    expect(differenceOf(life('a'), life('a', 'never twice'))).toContain('one life broke []'));
});
