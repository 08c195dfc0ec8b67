import { type GupshupNumber } from '../business-numbers';
import { handsetOf, type Handset } from '../handsets';
import { asObject, asText, type JsonObject } from '../json-object';
import { invalid, invalidAppDetails, type Refusal } from './refusal';

/** The app among those that a key opens that a form names: its name and its number must both fit. */
export function appOf(form: URLSearchParams, apps: readonly GupshupNumber[]): GupshupNumber | Refusal {
  const app = apps.find(({ appName }) => appName === form.get('src.name'));
  return app?.digits === form.get('source') && app ? app : invalidAppDetails;
}

/** Whom a form is for: digits with the country code, and no `+`. */
export function destinationOf(form: URLSearchParams): { digits: string; handset: Handset } | Refusal {
  if (form.get('channel') !== 'whatsapp') return invalid('Channel');
  const digits = form.get('destination') ?? '';
  return /^[1-9]\d{6,17}$/.test(digits) ? { digits, handset: handsetOf(digits) } : invalid('Destination');
}

/** A field that holds a JSON object; undefined when it is not there or holds anything else. */
export function objectIn(form: URLSearchParams, field: string): JsonObject | undefined {
  return asObject(parsed(form.get(field)));
}

/** What taps on quick replies send back, by the position of the button; undefined when the field cannot be read. */
export function postbackTexts(form: URLSearchParams): ReadonlyMap<number, string> | undefined {
  if (!form.has('postbackTexts')) return new Map();
  const list = parsed(form.get('postbackTexts'));
  if (!Array.isArray(list)) return undefined;
  const texts = new Map<number, string>();
  for (const entry of list.map(asObject)) {
    const text = asText(entry?.text);
    if (typeof entry?.index !== 'number' || text === undefined) return undefined;
    texts.set(entry.index, text);
  }
  return texts;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
