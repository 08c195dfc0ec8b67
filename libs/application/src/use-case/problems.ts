import { type Problem, Refusal } from '@arauto/domain';
import { named, type NamedShape, object, sentence, text } from '../fields/shapes';

export const fault: NamedShape<Problem> = named('Fault', object({ path: text, code: text, message: sentence }));

/** Gathers what is wrong with an input, so that a caller learns all of it at once. */
export class Problems {
  private readonly found: Problem[] = [];

  add(path: string, code: string, message: string): void {
    this.found.push({ path, code, message });
  }

  addAll(problems: readonly Problem[]): void {
    this.found.push(...problems);
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
