import { isLongerThan, type Problem, Refusal } from '@arauto/domain';

/** Gathers what is wrong with an input, so that a caller learns all of it at once. */
export class Problems {
  private readonly found: Problem[] = [];

  add(path: string, code: string, message: string): void {
    this.found.push({ path, code, message });
  }

  addAll(problems: readonly Problem[]): void {
    this.found.push(...problems);
  }

  /** Fields that are agreed on and not built yet are refused by name: ignoring them would promise what is not kept. */
  notSupportedYet(path: string, value: unknown): void {
    if (value !== undefined && value !== null) this.add(path, 'not_supported_yet', `${path} is not supported yet.`);
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** @throws Refusal `validation_failed` when there is a problem */
  refuse(): void {
    if (this.found.length === 0) return;
    throw new Refusal('validation_failed', this.found.map(({ message }) => message).join(' '), { errors: this.found });
  }
}

/** A refusal with one problem. */
export function invalid(path: string, code: string, message: string): Refusal {
  return new Refusal('validation_failed', message, { errors: [{ path, code, message }] });
}

/** What does not exist and what belongs to somebody else answer the same. */
export function notFound(what: string): Refusal {
  return new Refusal('not_found', `There is no such ${what}.`);
}

/** A text for people: trimmed, neither empty nor longer than `longest` characters. */
export function checkText(problems: Problems, path: string, text: string, longest = 200): string {
  const trimmed = text.trim();
  if (trimmed === '') problems.add(path, 'required', `${path} must not be empty.`);
  if (isLongerThan(trimmed, longest)) problems.add(path, 'too_long', `${path} has more than ${longest} characters.`);
  return trimmed;
}

/** One of a few words. */
export function checkWord<Word extends string>(
  problems: Problems,
  path: string,
  value: string,
  words: readonly Word[],
): Word | undefined {
  const word = words.find((each) => each === value);
  if (word === undefined) problems.add(path, 'invalid', `${path} must be one of ${words.join(', ')}.`);
  return word;
}

/** Every one of several words. */
export function checkWords<Word extends string>(
  problems: Problems,
  path: string,
  values: readonly string[],
  words: readonly Word[],
): Word[] {
  return values.flatMap((value, index) => checkWord(problems, `${path}[${index}]`, value, words) ?? []);
}

/** An RFC 3339 instant, as milliseconds. */
export function checkInstant(problems: Problems, path: string, text: string): number | undefined {
  const shape = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;
  const at = shape.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  problems.add(path, 'invalid', `${path} must be an instant like 2026-12-01T09:00:00Z.`);
  return undefined;
}
