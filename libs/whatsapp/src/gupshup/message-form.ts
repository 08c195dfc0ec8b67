import type { OutboundTemplate } from '../provider';
import { type FilledTemplate, isOptional, type Template } from '../templates';
import { parametersOf } from '../templates/fill-template';

/** The number and the app that a message goes out of. */
export interface From {
  readonly source: string;
  readonly appName: string;
}

/**
 * The form of `POST /wa/api/v1/template/msg`. Numbers are digits only. There is no place for callback data: what becomes of a message is told by
 * the id that the answer gives it. Source: Gupshup's documentation, *Template messages*.
 * @param templateId Gupshup's own id, which fixes the language, too
 */
export function messageForm({ source, appName }: From, templateId: string, { to, content }: OutboundTemplate): string {
  const message = headerMessage(content);
  const postbacks = postbacksOf(content);
  return new URLSearchParams({
    channel: 'whatsapp',
    source,
    destination: to.replace(/\D/g, ''),
    'src.name': appName,
    template: JSON.stringify({ id: templateId, params: paramsOf(content) }),
    ...(message && { message: JSON.stringify(message) }),
    ...(postbacks.length > 0 && { postbackTexts: JSON.stringify(postbacks) }),
  }).toString();
}

/** Values in the order in which a reader meets their variables: of the header, the body, then the buttons. */
export function paramsOf({ template, valueOf }: FilledTemplate): readonly string[] {
  return keysOf(template).map(valueOf);
}

function keysOf({ header, body, buttons }: Template): readonly string[] {
  const ofHeader = header?.type === 'text' ? parametersOf(header.text) : [];
  // The code of an authentication button stands in the body, too, and is given for each.
  const ofButtons = buttons.flatMap((button) => ('key' in button && !isOptional(button) ? [button.key] : []));
  return [...ofHeader, ...parametersOf(body), ...ofButtons];
}

/** A header that is a file or a place is a message of its own kind beside the template. */
function headerMessage({ template: { header }, valueOf }: FilledTemplate): object | null {
  if (!header || header.type === 'text') return null;
  if (header.type === 'location') {
    return {
      type: 'location',
      location: { longitude: valueOf(header.longitude), latitude: valueOf(header.latitude) },
    };
  }
  const value = valueOf(header.key);
  const file = value.startsWith('https://') ? { link: value } : { id: value };
  return { type: header.type, [header.type]: file };
}

/** What taps on quick replies bring back, where that is not their text. */
function postbacksOf({ template: { buttons }, valueOf }: FilledTemplate): readonly object[] {
  return buttons.flatMap((button, index) => {
    const text = button.type === 'quick_reply' ? valueOf(button.key) : '';
    return text === '' ? [] : [{ index, text }];
  });
}
