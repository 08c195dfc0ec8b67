import { isObject, type JsonObject } from '../../json';
import { Malformed, optionalInstant, optionalText, requireId } from '../../reading';
import type { TemplateElement } from '../../webhook-element';
import type { EventReader } from './envelope';

/**
 * What became of a template, in Meta's words but for their case. Which category one has by now is told a month after it was announced: only
 * that is a change. Source: Gupshup's documentation, *System events*.
 */
export const readTemplateEvent: EventReader = (payload, { names, timestamp }) => {
  const type = requireId(payload, 'type', 'payload');
  const change = changeIn(type, payload);
  if (!change) return { kind: 'ignored', reason: `template ${type.slice(0, 40)}` };
  return {
    ...change,
    at: optionalInstant(timestamp),
    names,
    templateId: requireId(payload, 'id', 'payload'),
    name: requireId(payload, 'elementName', 'payload'),
    language: requireId(payload, 'languageCode', 'payload').replace('-', '_'),
  };
};

function changeIn(type: string, payload: JsonObject): Pick<TemplateElement, 'kind' | 'value' | 'reason'> | null {
  if (type === 'status-update') {
    const value = requireId(payload, 'status', 'payload').toUpperCase();
    const reason = optionalText(payload, 'rejectedReason');
    return { kind: 'template_status', value, reason: reason === 'NONE' ? undefined : reason };
  }
  if (type !== 'category-update') return null;
  const { category } = payload;
  if (!isObject(category)) throw new Malformed('payload.category', 'an object was expected');
  const now = optionalText(category, 'new');
  return now === undefined ? null : { kind: 'template_category', value: now.toUpperCase() };
}
