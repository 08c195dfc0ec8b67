/** A sentence with places for values: what stands before, between and behind them. */
export interface Template {
  readonly literals: readonly string[];
  /** How much of it is said and not filled in: what says more is more surely meant. */
  readonly weight: number;
}

/** `{{1}}` is a variable of a message template, and no place; in `{{{1}}}` the place is the name of one. */
const PLACE = /(?<=^|[^{]|\{\{)\{(\d+)\}(?=$|[^}]|\}\})/;

export function hasPlaces(english: string): boolean {
  return PLACE.test(english);
}

export function templateOf(english: string): Template {
  const literals = english.split(PLACE).filter((_, at) => at % 2 === 0);
  return { literals, weight: literals.reduce((sum, literal) => sum + literal.length, 0) };
}

/**
 * The values that stand in the places of a text; undefined for one that is another sentence. Every literal is taken where it comes first, so
 * that it costs one walk, whoever wrote what is in the places.
 */
export function valuesIn(text: string, { literals }: Template): readonly string[] | undefined {
  const first = literals[0]!;
  const last = literals.at(-1)!;
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const values: string[] = [];
  const end = text.length - last.length;
  let at = first.length;
  for (const literal of literals.slice(1, -1)) {
    const next = text.indexOf(literal, at + 1);
    if (next < 0) return undefined;
    values.push(text.slice(at, next));
    at = next + literal.length;
  }
  if (at >= end) return undefined;
  values.push(text.slice(at, end));
  return values;
}

const FILLED = /(?<=^|[^{]|\{\{)\{(\d+)(?:\|([^|{}]*)\|([^|{}]*))?\}(?=$|[^}]|\}\})/g;

/** Puts values into the places of a translation. */
export function filled(translation: string, values: readonly string[]): string {
  return translation.replace(FILLED, (_, at: string, one?: string, many?: string) => {
    const value = values[Number(at)] ?? '';
    return one === undefined || many === undefined ? value : value === '1' ? one : many;
  });
}
