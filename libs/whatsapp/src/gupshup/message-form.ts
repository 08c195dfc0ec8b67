import type { FreeForm } from '../provider';
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
export function templateForm(from: From, to: string, templateId: string, content: FilledTemplate): string {
  const message = headerMessage(content);
  const postbacks = postbacksOf(content);
  return new URLSearchParams({
    ...envelope(from, to),
    template: JSON.stringify({ id: templateId, params: paramsOf(content) }),
    ...(message && { message: JSON.stringify(message) }),
    ...(postbacks.length > 0 && { postbackTexts: JSON.stringify(postbacks) }),
  }).toString();
}

/**
 * The form of `POST /wa/api/v1/msg`. Source: Gupshup's documentation, *Session messages*.
 * @param content a file by its link: this platform takes no uploads
 */
export function freeFormForm(from: From, to: string, content: LinkedFreeForm): string {
  return new URLSearchParams({
    ...envelope(from, to),
    message: JSON.stringify(freeFormMessage(content)),
    disablePreview: 'true',
  }).toString();
}

/** Free-form content without a file that was uploaded. */
export type LinkedFreeForm = FreeForm & { readonly file?: { readonly link: string } };

export function isLinked(content: FreeForm): content is LinkedFreeForm {
  return content.type === 'text' || 'link' in content.file;
}

function freeFormMessage(content: LinkedFreeForm): object {
  if (content.type === 'text') return { type: 'text', text: content.text };
  const { type, file, caption, filename } = content;
  const captioned = caption ? { caption } : {};
  switch (type) {
    case 'image':
      return { type, originalUrl: file.link, previewUrl: file.link, ...captioned };
    case 'video':
      return { type, url: file.link, ...captioned };
    case 'audio':
      return { type, url: file.link };
    case 'document':
      return { type: 'file', url: file.link, ...(filename && { filename }), ...captioned };
  }
}

function envelope({ source, appName }: From, to: string): Readonly<Record<string, string>> {
  return { channel: 'whatsapp', source, destination: to.replace(/\D/g, ''), 'src.name': appName };
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
