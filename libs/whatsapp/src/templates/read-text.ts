import { isLongerThan } from '@arauto/domain';
import type { JsonObject } from '../json';
import { readFillableText } from './fillable-text';
import type { Report } from './report';
import { type FillableText, LIMITS, type ParameterFormat } from './template';

export const NO_TEXT: FillableText = { texts: [''], keys: [] };

/** The text of a component, taken apart. */
export function readText(
  component: JsonObject,
  part: 'header' | 'body' | 'footer' | 'cardBody' | 'offerBody',
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

/** The same text with its variables told apart from those of other parts. */
export function under(prefix: string, { texts, keys }: FillableText): FillableText {
  return { texts, keys: keys.map((key) => `${prefix}${key}`) };
}
