import type { Component, Template } from './accounts';
import { refusal, type Refusal } from './errors';

/** Characters of a body, filled in. Source: section 1.3. */
const LONGEST_BODY = 1024;

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

type Parameter = Readonly<Record<string, unknown>>;

/** What fills a part of a template in. Source: section 1.3. */
export interface SentComponent {
  readonly type?: string;
  readonly sub_type?: string;
  readonly index?: string;
  readonly parameters?: readonly Parameter[];
}

/** Whether what was sent fills a template in: its parts, how many parameters each has, their kinds and texts. Source: sections 1.3 and 8.2. */
export function problemsOf(template: Template, sent: readonly SentComponent[]): Refusal | undefined {
  for (const component of template.components) {
    const problem = component.type === 'BUTTONS' ? ofButtons(component, sent) : ofPart(template, component, sent);
    if (problem) return problem;
  }
  return undefined;
}

function ofPart(
  { parameterFormat }: Template,
  { type, format = 'TEXT', text = '' }: Component,
  sent: readonly SentComponent[],
): Refusal | undefined {
  const given = sent.find((each) => each.type?.toLowerCase() === type.toLowerCase())?.parameters ?? [];
  if (type === 'HEADER' && format !== 'TEXT') return ofMedia(format.toLowerCase(), given);
  const keys = variablesOf(text);
  if (given.length !== keys.length) {
    return refusal(132000, `${type.toLowerCase()}: ${given.length} parameters, ${keys.length} were expected`);
  }
  const values = new Map<string, string>();
  for (const [n, parameter] of given.entries()) {
    const key = parameterFormat === 'NAMED' ? parameter['parameter_name'] : keys[n];
    if (typeof key !== 'string' || !keys.includes(key)) return refusal(132012, `parameter ${n + 1} has no such name`);
    const problem = ofText(parameter);
    if (problem) return problem;
    values.set(key, String(parameter['text']));
  }
  const whole = text.replace(VARIABLE, (_, key: string) => values.get(key) ?? '');
  return type === 'BODY' && whole.length > LONGEST_BODY ? refusal(132005) : undefined;
}

/** No newlines, tabs or more than four blanks in a row. */
function ofText({ type, text }: Parameter): Refusal | undefined {
  if (type !== 'text' || typeof text !== 'string') return refusal(132012, 'a text was expected');
  if (text === '') return refusal(131008, 'a parameter is empty');
  return /[\n\r\t]| {5}/.test(text) ? refusal(132018, 'newlines, tabs or more than 4 blanks') : undefined;
}

function ofMedia(kind: string, given: readonly Parameter[]): Refusal | undefined {
  if (given.length !== 1) return refusal(132000, `header: ${given.length} parameters, 1 was expected`);
  const media = given[0]?.[kind];
  return typeof media === 'object' && media !== null ? undefined : refusal(132012, `header: ${kind} was expected`);
}

/** A button whose address ends in a variable needs what is put there, at its place. */
function ofButtons({ buttons = [] }: Component, sent: readonly SentComponent[]): Refusal | undefined {
  for (const [place, { url = '' }] of buttons.entries()) {
    const given = sent.find(({ type, index }) => type === 'button' && index === String(place))?.parameters ?? [];
    const needed = variablesOf(url).length;
    if (needed > 0 && given.length !== needed) return refusal(131008, `button ${place} has no parameter`);
  }
  return undefined;
}

/** In the order of their first use. */
function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([, key]) => key!))];
}
