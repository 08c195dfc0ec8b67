import { isObject, type JsonObject } from '../json';
import { checkAuthentication } from './authentication';
import { withWords } from './code-words';
import { readButtons } from './read-buttons';
import { readCards } from './read-cards';
import { checkOffer, readOffer } from './read-offer';
import { NO_TEXT, readText, under } from './read-text';
import type { Report } from './report';
import { LIMITS, type ParameterFormat, type Template, type TemplateHeader, type TemplateProblem } from './template';
import { variablesOf } from './variables';

/** A template as `POST /v1/templates` takes it, the components in Meta's own shape. */
export interface TemplateSource {
  readonly name: string;
  readonly language: string;
  /** Those of authentication have rules of their own. */
  readonly category?: string;
  readonly parameterFormat: ParameterFormat;
  readonly components: unknown;
}

/** Checks a template and takes it apart. Components that are not known are problems, never dropped in silence. */
export function readTemplate(
  source: TemplateSource,
): { readonly template: Template } | { readonly problems: readonly TemplateProblem[] } {
  const problems: TemplateProblem[] = [];
  const report: Report = (path, code, message) => problems.push({ path, code, message });
  const { name, language, parameterFormat: format } = source;
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    report('name', 'invalid', 'must be 1 to 512 lower case letters, digits and underscores');
  }
  if (!/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language)) report('language', 'invalid', 'must be a code like pt_BR');
  const parts = readComponents(source, report);
  if (problems.length > 0) return { problems };
  return { template: { name, language, format, ...parts, ...variablesOf(parts) } };
}

/** The problems of a template; none when it can be used. */
export function validateTemplate(source: TemplateSource): readonly TemplateProblem[] {
  const read = readTemplate(source);
  return 'problems' in read ? read.problems : [];
}

type Parts = Omit<Template, 'name' | 'language' | 'format' | 'variables' | 'optional'>;

const NOTHING: Parts = { header: null, body: NO_TEXT, footer: null, offer: null, buttons: [], cards: [], code: null };

function readComponents(
  { components, parameterFormat: format, category, language }: TemplateSource,
  report: Report,
): Parts {
  const parts: { -readonly [K in keyof Parts]: Parts[K] } = { ...NOTHING };
  if (!Array.isArray(components) || components.length === 0) {
    report('components', 'missing', 'must be a list with a BODY component');
    return parts;
  }
  const kinds = components.map((component: unknown) =>
    isObject(component) ? String(component['type']).toUpperCase() : '',
  );
  const isAuthentication = category === 'AUTHENTICATION';
  const bodyPart = kinds.includes('LIMITED_TIME_OFFER') ? 'offerBody' : 'body';
  const seen = new Set<string>();
  components.forEach((component: unknown, index) => {
    const path = `components[${index}]`;
    const type = isObject(component) ? component['type'] : undefined;
    if (!isObject(component) || typeof type !== 'string') {
      report(`${path}.type`, 'missing', 'must be HEADER, BODY, FOOTER, BUTTONS, CAROUSEL or LIMITED_TIME_OFFER');
      return;
    }
    const kind = kinds[index]!;
    if (seen.has(kind)) report(path, 'too_many', `is a second ${kind}`);
    seen.add(kind);
    if (kind === 'HEADER') parts.header = readHeader(component, format, path, report);
    else if (kind === 'BODY') {
      const worded = isAuthentication ? withWords(component, language) : component;
      parts.body = readText(worded, bodyPart, format, path, report);
    } else if (kind === 'FOOTER') parts.footer = readFooter(component, path, report);
    else if (kind === 'BUTTONS') {
      parts.buttons = readButtons(component['buttons'], path, { prefix: '', most: LIMITS.buttons }, report);
    } else if (kind === 'CAROUSEL') parts.cards = readCards(component, format, path, report);
    else if (kind === 'LIMITED_TIME_OFFER') parts.offer = readOffer(component, path, report);
    else report(`${path}.type`, 'unsupported', `${type.slice(0, 40)} is not supported yet`);
  });
  if (!seen.has('BODY')) report('components', 'missing', 'must have a BODY component');
  checkOffer(parts, report);
  if (parts.cards.length > 0 && (parts.header || parts.footer !== null || parts.buttons.length > 0 || parts.offer)) {
    report('components', 'invalid', 'may have beside a CAROUSEL a BODY only');
  }
  parts.code = checkAuthentication(parts, isAuthentication, report);
  return parts;
}

function readHeader(
  component: JsonObject,
  format: ParameterFormat,
  path: string,
  report: Report,
): TemplateHeader | null {
  const kind = typeof component['format'] === 'string' ? component['format'].toLowerCase() : 'text';
  if (kind === 'image' || kind === 'video' || kind === 'document') return { type: kind, key: 'header.media' };
  if (kind === 'location') {
    const [latitude, longitude] = ['header.latitude', 'header.longitude'];
    return { type: kind, latitude, longitude, name: 'header.name', address: 'header.address' };
  }
  if (kind !== 'text') {
    report(`${path}.format`, 'unsupported', `${kind.slice(0, 40)} is not supported yet`);
    return null;
  }
  const text = readText(component, 'header', format, path, report);
  if (text.keys.length > 1) report(`${path}.text`, 'too_many', 'may have one variable only');
  // The header counts by itself: its {{1}} is not the {{1}} of the body.
  return { type: 'text', text: format === 'positional' ? under('header.', text) : text };
}

function readFooter(component: JsonObject, path: string, report: Report): string | null {
  // An authentication template has no text of ours here: { code_expiration_minutes: 5 }.
  if (component['text'] === undefined && component['code_expiration_minutes'] !== undefined) return null;
  const { texts, keys } = readText(component, 'footer', 'positional', path, report);
  if (keys.length > 0) report(`${path}.text`, 'invalid', 'may have no variable');
  return texts.join('');
}
