import { isLongerThan } from '@arauto/domain';
import { isObject, type JsonObject } from '../json';
import { readFillableText } from './fillable-text';
import {
  type FillableText,
  LIMITS,
  type MediaFormat,
  type ParameterFormat,
  type Template,
  type TemplateButton,
  type TemplateHeader,
  type TemplateProblem,
  type TemplateVariable,
} from './template';

/** A template as `POST /v1/templates` takes it, the components in Meta's own shape. */
export interface TemplateSource {
  readonly name: string;
  readonly language: string;
  readonly parameterFormat: ParameterFormat;
  readonly components: unknown;
}

/**
 * Checks a template and takes it apart. Components that cannot be filled in yet (carousel, limited-time offer, location
 * header) are problems, never dropped in silence.
 */
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
  const parts = readComponents(source.components, format, report);
  if (problems.length > 0) return { problems };
  return { template: { name, language, format, ...parts, variables: variablesOf(parts) } };
}

/** The problems of a template; none when it can be used. */
export function validateTemplate(source: TemplateSource): readonly TemplateProblem[] {
  const read = readTemplate(source);
  return 'problems' in read ? read.problems : [];
}

type Report = (path: string, code: TemplateProblem['code'], message: string) => void;
type Parts = Pick<Template, 'header' | 'body' | 'footer' | 'buttons'>;

const NO_TEXT: FillableText = { texts: [''], keys: [] };

function readComponents(components: unknown, format: ParameterFormat, report: Report): Parts {
  const parts: { -readonly [K in keyof Parts]: Parts[K] } = { header: null, body: NO_TEXT, footer: null, buttons: [] };
  if (!Array.isArray(components) || components.length === 0) {
    report('components', 'missing', 'must be a list with a BODY component');
    return parts;
  }
  const seen = new Set<string>();
  components.forEach((component: unknown, index) => {
    const path = `components[${index}]`;
    const type = isObject(component) ? component['type'] : undefined;
    if (!isObject(component) || typeof type !== 'string') {
      report(`${path}.type`, 'missing', 'must be HEADER, BODY, FOOTER or BUTTONS');
      return;
    }
    const kind = type.toUpperCase();
    if (seen.has(kind)) report(path, 'too_many', `is a second ${kind}`);
    seen.add(kind);
    if (kind === 'HEADER') parts.header = readHeader(component, format, path, report);
    else if (kind === 'BODY') parts.body = readText(component, 'body', format, path, report);
    else if (kind === 'FOOTER') parts.footer = readFooter(component, path, report);
    else if (kind === 'BUTTONS') parts.buttons = readButtons(component['buttons'], path, report);
    else report(`${path}.type`, 'unsupported', `${type.slice(0, 40)} is not supported yet`);
  });
  if (!seen.has('BODY')) report('components', 'missing', 'must have a BODY component');
  const code = parts.buttons.find((button) => button.type === 'url' && button.key === AUTHENTICATION_CODE);
  if (code && !parts.body.keys.includes(AUTHENTICATION_CODE)) {
    report('components', 'missing', 'the BODY must have {{1}}, the code of the authentication button');
  }
  return parts;
}

/** An authentication button repeats the first variable of the body. */
const AUTHENTICATION_CODE = '1';

function readHeader(
  component: JsonObject,
  format: ParameterFormat,
  path: string,
  report: Report,
): TemplateHeader | null {
  const kind = typeof component['format'] === 'string' ? component['format'].toLowerCase() : 'text';
  if (kind === 'image' || kind === 'video' || kind === 'document') return { type: kind, key: 'header.media' };
  if (kind !== 'text') {
    report(`${path}.format`, 'unsupported', `${kind.slice(0, 40)} is not supported yet`);
    return null;
  }
  const { texts, keys } = readText(component, 'header', format, path, report);
  if (keys.length > 1) report(`${path}.text`, 'too_many', 'may have one variable only');
  // The header counts by itself: its {{1}} is not the {{1}} of the body.
  return {
    type: 'text',
    text: { texts, keys: format === 'positional' ? keys.map((key) => `header.${key}`) : keys },
  };
}

function readFooter(component: JsonObject, path: string, report: Report): string | null {
  const text = component['text'];
  // An authentication template has no text of ours here: { code_expiration_minutes: 5 }.
  if (text === undefined && component['code_expiration_minutes'] !== undefined) return null;
  const { texts, keys } = readText(component, 'footer', 'positional', path, report);
  if (keys.length > 0) report(`${path}.text`, 'invalid', 'may have no variable');
  return texts.join('');
}

function readText(
  component: JsonObject,
  part: 'header' | 'body' | 'footer',
  format: ParameterFormat,
  path: string,
  report: Report,
): FillableText {
  const text = component['text'];
  if (typeof text !== 'string' || text.trim() === '') {
    report(`${path}.text`, 'missing', 'must be a text');
    return NO_TEXT;
  }
  if (isLongerThan(text, LIMITS[part])) report(`${path}.text`, 'too_long', `may have ${LIMITS[part]} characters`);
  const read = readFillableText(text, format);
  if ('text' in read) return read.text;
  report(`${path}.text`, 'invalid', read.wrong);
  return NO_TEXT;
}

function readButtons(buttons: unknown, componentPath: string, report: Report): readonly TemplateButton[] {
  const path = `${componentPath}.buttons`;
  if (!Array.isArray(buttons) || buttons.length === 0) {
    report(path, 'missing', 'must be a list of buttons');
    return [];
  }
  const types = buttons.map((button: unknown) => (isObject(button) ? String(button['type']).toUpperCase() : ''));
  const count = (type: string) => types.filter((each) => each === type).length;
  if (buttons.length > LIMITS.buttons) report(path, 'too_many', `may have ${LIMITS.buttons} buttons`);
  if (count('URL') > LIMITS.urls) report(path, 'too_many', `may have ${LIMITS.urls} links`);
  if (count('PHONE_NUMBER') > LIMITS.phones) report(path, 'too_many', `may have ${LIMITS.phones} call button`);
  return buttons.map((button: unknown, index) =>
    readButton(isObject(button) ? button : {}, types[index]!, index, `${path}[${index}]`, report),
  );
}

function readButton(button: JsonObject, type: string, index: number, path: string, report: Report): TemplateButton {
  const label = typeof button['text'] === 'string' ? button['text'] : '';
  if (isLongerThan(label, LIMITS.buttonText)) {
    report(`${path}.text`, 'too_long', `may have ${LIMITS.buttonText} characters`);
  }
  switch (type) {
    case 'COPY_CODE':
      return { type: 'copy_code', label, key: `button.${index}` };
    case 'OTP':
      return { type: 'url', label, url: '', key: AUTHENTICATION_CODE };
    case 'URL':
      return readLink(button, label, index, path, report);
    case 'QUICK_REPLY':
    case 'PHONE_NUMBER':
    case 'VOICE_CALL':
      if (label === '') report(`${path}.text`, 'missing', 'must be a text');
      return { type: 'fixed', label };
    default:
      report(`${path}.type`, 'unsupported', `${type.slice(0, 40) || 'a button without type'} is not supported yet`);
      return { type: 'fixed', label };
  }
}

function readLink(button: JsonObject, label: string, index: number, path: string, report: Report): TemplateButton {
  const url = typeof button['url'] === 'string' ? button['url'] : '';
  const fixed = url.replace(/\{\{1\}\}$/, '');
  if (label === '') report(`${path}.text`, 'missing', 'must be a text');
  if (!/^https?:\/\/\S+$/.test(fixed)) report(`${path}.url`, 'invalid', 'must be an http(s) link');
  else if (isLongerThan(url, LIMITS.url)) report(`${path}.url`, 'too_long', `may have ${LIMITS.url} characters`);
  else if (/\{\{|\}\}/.test(fixed)) report(`${path}.url`, 'invalid', 'may have one variable only, {{1}}, at its end');
  // As Meta lists an authentication button: the code of the body fills in this link too.
  if (/[?&]otp_type=/i.test(url) && fixed !== url) return { type: 'url', label, url: fixed, key: AUTHENTICATION_CODE };
  return fixed === url ? { type: 'fixed', label } : { type: 'url', label, url: fixed, key: `button.${index}` };
}

function variablesOf({ header, body, buttons }: Parts): readonly TemplateVariable[] {
  const found = new Map<string, TemplateVariable>();
  const add = (key: string, place: TemplateVariable['in']) => {
    if (!found.has(key)) found.set(key, { key, in: place });
  };
  if (header?.type === 'text') header.text.keys.forEach((key) => add(key, 'header'));
  else if (header) add((header satisfies { type: MediaFormat }).key, 'header');
  body.keys.forEach((key) => add(key, 'body'));
  for (const button of buttons) if (button.type !== 'fixed') add(button.key, 'button');
  return [...found.values()];
}
