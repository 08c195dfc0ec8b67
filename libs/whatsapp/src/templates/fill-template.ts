import { cleanParameter, holdsControl, isLongerThan, lengthOf } from '@arauto/domain';
import { fill } from './fillable-text';
import { type FillableText, LIMITS, type MediaFormat, type Template, type TemplateButton } from './template';

/** Values by variable key, as the vault holds them. */
export type TemplateValues = Readonly<Record<string, string | undefined>>;

/** Why a contact cannot be sent this template; `code` is one of the error catalogue. */
export interface FillProblem {
  readonly code: 'ENG_PARAM_MISSING' | '132005' | '132012';
  readonly what: 'missing' | 'unprintable' | 'text_too_long' | 'link_too_long' | 'link_with_blank' | 'no_medium';
  /** The key of the variable, or the part of the template whose text is too long. */
  readonly at: string;
  readonly message: string;
}

/** A template with a value for each of its variables: what a person is sent, in no provider's shape. */
export interface FilledTemplate {
  readonly template: Template;
  /** The cleaned value of a variable. */
  readonly valueOf: (key: string) => string;
}

/** Fills in a template; every provider words what comes of it in its own way. */
export function fillTemplate(
  template: Template,
  values: TemplateValues,
): { readonly filled: FilledTemplate } | { readonly problems: readonly FillProblem[] } {
  const valueOf = cleanValues(template, values);
  const problems = findProblems(template, valueOf);
  return problems.length > 0 ? { problems } : { filled: { template, valueOf } };
}

/** What the person reads, for the report: header, body and footer on lines of their own, then the buttons in brackets. */
export function renderText({ template: { header, body, footer, buttons }, valueOf }: FilledTemplate): string {
  const lines: string[] = [];
  if (header) lines.push(header.type === 'text' ? fill(header.text, valueOf) : `[${header.type}]`);
  lines.push(fill(body, valueOf));
  if (footer) lines.push(footer);
  if (buttons.length > 0) lines.push(buttons.map((button) => `[${button.label}]`).join(' '));
  return lines.join('\n');
}

/** The parts of a message as a person would see them; a variable that has no value stands there as the template has it. */
export interface PreviewedTemplate {
  readonly header: { readonly type: 'text' | MediaFormat; readonly value: string } | null;
  readonly body: string;
  readonly footer: string | null;
  /** `value`: where a link leads, or what is copied; null where that is no variable's. */
  readonly buttons: readonly {
    readonly type: TemplateButton['type'];
    readonly label: string;
    readonly value: string | null;
  }[];
}

/** Fills in what there is, whatever else is missing or wrong. */
export function previewTemplate(template: Template, values: TemplateValues): PreviewedTemplate {
  const cleaned = cleanValues(template, values);
  const valueOf = (key: string) => cleaned(key) || `{{${key}}}`;
  const { header, body, footer, buttons } = template;
  return {
    header: header && {
      type: header.type,
      value: header.type === 'text' ? fill(header.text, valueOf) : valueOf(header.key),
    },
    body: fill(body, valueOf),
    footer,
    buttons: buttons.map((button) => ({
      type: button.type,
      label: button.label,
      value:
        button.type === 'fixed' ? null : button.type === 'url' ? button.url + valueOf(button.key) : valueOf(button.key),
    })),
  };
}

/** What this template cannot take of these values; none when it can be sent. The same judgement at upload, in a test and at sending. */
export function fillProblems(template: Template, values: TemplateValues): readonly FillProblem[] {
  return findProblems(template, cleanValues(template, values));
}

type ValueOf = (key: string) => string;

/** Cleans every value once; a variable without one reads as empty. */
function cleanValues(template: Template, values: TemplateValues): ValueOf {
  const clean = new Map<string, string>();
  for (const { key } of template.variables) {
    const value = Object.hasOwn(values, key) ? values[key] : undefined;
    clean.set(key, value === undefined ? '' : cleanParameter(value));
  }
  return (key) => clean.get(key) ?? '';
}

/** The variables of a text as parameters go: by number, a number used twice once; names in the order of the text. */
export function parametersOf(text: FillableText): readonly string[] {
  return [...new Set(text.keys)].sort((a, b) => positionOf(a) - positionOf(b));
}

/** `2` and `header.2` come second, whatever their order in the text; names keep theirs. */
function positionOf(key: string): number {
  const number = /(\d+)$/.exec(key);
  return number && /^(header\.)?\d+$/.test(key) ? Number(number[1]) : 0;
}

function findProblems(template: Template, valueOf: ValueOf): FillProblem[] {
  const problems: FillProblem[] = [];
  for (const { key } of template.variables) {
    const value = valueOf(key);
    if (value === '') problems.push(missing(key));
    else if (holdsControl(value)) problems.push(unprintable(key));
  }
  if (problems.length > 0) return problems;
  const { header, body, buttons } = template;
  const measure = (at: 'header' | 'body', text: FillableText) => {
    const filled = fill(text, valueOf);
    if (isLongerThan(filled, LIMITS[at])) {
      const message = `the ${at} has ${lengthOf(filled)} of ${LIMITS[at]} characters`;
      problems.push({ code: '132005', what: 'text_too_long', at, message });
    }
  };
  if (header?.type === 'text') measure('header', header.text);
  else if (header && !isMediaId(valueOf(header.key)) && !/^https:\/\/\S+$/.test(valueOf(header.key))) {
    const message = 'the media must be an https link or a media id';
    problems.push({ code: '132012', what: 'no_medium', at: header.key, message });
  }
  measure('body', body);
  for (const button of buttons) {
    if (button.type !== 'url') continue;
    const value = valueOf(button.key);
    if (/\s/.test(value)) {
      problems.push({ code: '132012', what: 'link_with_blank', at: button.key, message: 'a link may hold no spaces' });
    } else if (isLongerThan(button.url + value, LIMITS.url)) {
      const message = `the link has more than ${LIMITS.url} characters`;
      problems.push({ code: '132005', what: 'link_too_long', at: button.key, message });
    }
  }
  return problems;
}

function missing(at: string): FillProblem {
  return { code: 'ENG_PARAM_MISSING', what: 'missing', at, message: `variable ${at} has no value` };
}

function unprintable(at: string): FillProblem {
  return { code: '132012', what: 'unprintable', at, message: `the value of variable ${at} has control characters` };
}

function isMediaId(value: string): boolean {
  return /^\d{1,32}$/.test(value);
}
