import { isLongerThan } from '@arauto/domain';
import { isObject, type JsonObject } from '../json';
import type { Report } from './report';
import { LIMITS, type TemplateButton } from './template';

/** An authentication button repeats the first variable of the body. */
export const AUTHENTICATION_CODE = '1';

/** Where the buttons stand: in the message, or on a card of its carousel. */
interface Around {
  /** Before the keys of their variables. */
  readonly prefix: string;
  readonly most: number;
}

export function readButtons(
  buttons: unknown,
  componentPath: string,
  { prefix, most }: Around,
  report: Report,
): readonly TemplateButton[] {
  const path = `${componentPath}.buttons`;
  if (!Array.isArray(buttons) || buttons.length === 0) {
    report(path, 'missing', 'must be a list of buttons');
    return [];
  }
  const types = buttons.map((button: unknown) => (isObject(button) ? String(button['type']).toUpperCase() : ''));
  const count = (type: string) => types.filter((each) => each === type).length;
  if (buttons.length > most) report(path, 'too_many', `may have ${most} buttons`);
  if (count('URL') > LIMITS.urls) report(path, 'too_many', `may have ${LIMITS.urls} links`);
  if (count('PHONE_NUMBER') > LIMITS.phones) report(path, 'too_many', `may have ${LIMITS.phones} call button`);
  return buttons.map((button: unknown, index) =>
    readButton(isObject(button) ? button : {}, types[index]!, `${prefix}button.${index}`, `${path}[${index}]`, report),
  );
}

function readButton(button: JsonObject, type: string, key: string, path: string, report: Report): TemplateButton {
  const label = typeof button['text'] === 'string' ? button['text'] : '';
  if (isLongerThan(label, LIMITS.buttonText)) {
    report(`${path}.text`, 'too_long', `may have ${LIMITS.buttonText} characters`);
  }
  const labelled = () => {
    if (label === '') report(`${path}.text`, 'missing', 'must be a text');
    return label;
  };
  switch (type) {
    case 'COPY_CODE':
      return { type: 'copy_code', label, key };
    case 'OTP':
      return { type: 'url', label, url: '', key: AUTHENTICATION_CODE };
    case 'URL':
      return readLink(button, labelled(), key, path, report);
    case 'QUICK_REPLY':
      return { type: 'quick_reply', label: labelled(), key };
    case 'PHONE_NUMBER':
      return { type: 'phone', label: labelled(), to: textIn(button, 'phone_number') };
    case 'VOICE_CALL':
      return { type: 'voice_call', label: labelled(), to: null };
    case 'FLOW':
      return { type: 'flow', label: labelled(), key };
    case 'CATALOG':
      return { type: 'catalog', label, key };
    case 'MPM':
      return { type: 'mpm', label, key };
    default:
      report(`${path}.type`, 'unsupported', `${type.slice(0, 40) || 'a button without type'} is not supported yet`);
      return { type: 'voice_call', label, to: null };
  }
}

function readLink(button: JsonObject, label: string, key: string, path: string, report: Report): TemplateButton {
  const url = textIn(button, 'url') ?? '';
  const fixed = url.replace(/\{\{1\}\}$/, '');
  if (!/^https?:\/\/\S+$/.test(fixed)) report(`${path}.url`, 'invalid', 'must be an http(s) link');
  else if (isLongerThan(url, LIMITS.url)) report(`${path}.url`, 'too_long', `may have ${LIMITS.url} characters`);
  else if (/\{\{|\}\}/.test(fixed)) report(`${path}.url`, 'invalid', 'may have one variable only, {{1}}, at its end');
  // As Meta lists an authentication button: the code of the body fills in this link too.
  if (/[?&]otp_type=/i.test(url) && fixed !== url) return { type: 'url', label, url: fixed, key: AUTHENTICATION_CODE };
  return fixed === url ? { type: 'link', label, to: url } : { type: 'url', label, url: fixed, key };
}

function textIn(object: JsonObject, field: string): string | null {
  const value = object[field];
  return typeof value === 'string' ? value : null;
}
