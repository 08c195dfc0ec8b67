/**
 * What the platform said last about one thing. Its words arrive in any order and more than once, so each carries its stamp: the newest
 * counts, and of two that were said at one instant the stricter. Whoever folds them by `outweighs` ends in one state whatever the order.
 */
export type Said<Word> = {
  readonly word: Word;
  /** RFC 3339 UTC in milliseconds, the one form that sorts as time does. */
  readonly at: string;
};

/**
 * Whether a word takes the place of the one that was heard last. The same word heard twice does not.
 * @param strictness of a word: the higher the stricter, and no two words alike
 */
export function outweighs<Word>(
  said: Said<Word>,
  heard: Said<Word> | undefined,
  strictness: (word: Word) => number,
): boolean {
  if (heard === undefined || said.at > heard.at) return true;
  return said.at === heard.at && strictness(said.word) > strictness(heard.word);
}
