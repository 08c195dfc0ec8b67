import type { FillableText, ParameterFormat } from './template';

/** Takes `Olá {{1}}` apart, or says why it cannot be. */
export function readFillableText(
  text: string,
  format: ParameterFormat,
): { readonly text: FillableText } | { readonly wrong: string } {
  const texts: string[] = [];
  const keys: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
    const key = match[1]!;
    if (!(format === 'positional' ? POSITIONAL : NAMED).test(key)) return { wrong: wrongVariable(key, format) };
    texts.push(text.slice(from, match.index));
    keys.push(key);
    from = match.index + match[0].length;
  }
  texts.push(text.slice(from));
  const stray = (part: string, index: number) =>
    /\{\{|\}\}/.test(part) || (index < keys.length && part.endsWith('{')) || (index > 0 && part.startsWith('}'));
  if (texts.some(stray)) {
    return { wrong: 'has braces that belong to no variable' };
  }
  const gap = format === 'positional' ? missingNumber(keys) : 0;
  return gap
    ? { wrong: `must number its variables from 1 without a gap: {{${gap}}} is missing` }
    : { text: { texts, keys } };
}

/** Joins the texts with the values of their variables; `valueOf` has been asked before whether it has them all. */
export function fill(text: FillableText, valueOf: (key: string) => string): string {
  let filled = text.texts[0]!;
  for (let index = 0; index < text.keys.length; index++) {
    filled += valueOf(text.keys[index]!) + text.texts[index + 1]!;
  }
  return filled;
}

const POSITIONAL = /^[1-9]\d{0,2}$/;
const NAMED = /^[a-z][a-z0-9_]{0,63}$/;

function wrongVariable(key: string, format: ParameterFormat): string {
  return format === 'positional'
    ? `has the variable {{${key}}}: positional variables are {{1}}, {{2}} …, without spaces`
    : `has the variable {{${key}}}: named variables are lower case letters, digits and underscores, without spaces`;
}

/** The first number between 1 and the highest that does not occur, or 0. */
function missingNumber(keys: readonly string[]): number {
  const numbers = new Set(keys.map(Number));
  for (let number = 1; number <= numbers.size; number++) if (!numbers.has(number)) return number;
  return 0;
}
