import type { FillProblem } from './fill-problems';
import type { Template } from './template';

/** The variables that a problem is about: of a text that is too long all of it, else the one it names. */
export function keysOf(
  { what, at }: Pick<FillProblem, 'what' | 'at'>,
  { header, body, cards }: Template,
): readonly string[] {
  if (what !== 'text_too_long') return [at];
  if (at === 'body') return body.keys;
  if (at === 'header') return header?.type === 'text' ? header.text.keys : [];
  return cards.find((_, index) => at === `card_${index + 1}.body`)?.body?.keys ?? [];
}
