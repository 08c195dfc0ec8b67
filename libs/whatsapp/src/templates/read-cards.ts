import { isObject, type JsonObject } from '../json';
import { readButtons } from './read-buttons';
import { readText, under } from './read-text';
import type { Report } from './report';
import { LIMITS, type MediaHeader, type ParameterFormat, type TemplateButton, type TemplateCard } from './template';

/**
 * The cards of a carousel. Each has a picture or a film and buttons; what one has, all have: the platform takes no others.
 * Source: Meta, *Media card carousel templates*.
 */
export function readCards(
  component: JsonObject,
  format: ParameterFormat,
  componentPath: string,
  report: Report,
): readonly TemplateCard[] {
  const path = `${componentPath}.cards`;
  const { cards } = component;
  if (!Array.isArray(cards) || cards.length < LIMITS.fewestCards || cards.length > LIMITS.cards) {
    report(path, 'invalid', `must be a list of ${LIMITS.fewestCards} to ${LIMITS.cards} cards`);
    return [];
  }
  const read = cards.map((card: unknown, index) =>
    readCard(isObject(card) ? card : {}, format, `card_${index + 1}.`, `${path}[${index}]`, report),
  );
  const odd = read.findIndex((card) => shapeOf(card) !== shapeOf(read[0]!));
  if (odd > 0)
    report(`${path}[${odd}]`, 'invalid', 'must have the same kinds of header, text and buttons as the first card');
  return read;
}

function shapeOf({ header, body, buttons }: TemplateCard): string {
  const kinds = buttons.map(({ type }) => (type === 'link' ? 'url' : type));
  return [header.type, body ? 'text' : '', ...kinds].join();
}

function readCard(
  card: JsonObject,
  format: ParameterFormat,
  prefix: string,
  cardPath: string,
  report: Report,
): TemplateCard {
  const components: readonly unknown[] = Array.isArray(card['components']) ? card['components'] : [];
  let header: MediaHeader | null = null;
  let body: TemplateCard['body'] = null;
  let buttons: readonly TemplateButton[] = [];
  components.forEach((component, index) => {
    const path = `${cardPath}.components[${index}]`;
    const kind = isObject(component) ? String(component['type']).toUpperCase() : '';
    if (!isObject(component)) report(path, 'invalid', 'must be HEADER, BODY or BUTTONS');
    else if (kind === 'HEADER') header = readHeader(component, prefix, path, report);
    else if (kind === 'BODY') body = under(prefix, readText(component, 'cardBody', format, path, report));
    else if (kind === 'BUTTONS') {
      buttons = readButtons(component['buttons'], path, { prefix, most: LIMITS.cardButtons }, report);
    } else report(`${path}.type`, 'invalid', 'must be HEADER, BODY or BUTTONS');
  });
  if (!header) report(cardPath, 'missing', 'must have a HEADER with an image or a video');
  if (buttons.length === 0) report(cardPath, 'missing', 'must have a button');
  return { header: header ?? { type: 'image', key: `${prefix}header.media` }, body, buttons };
}

function readHeader(component: JsonObject, prefix: string, path: string, report: Report): MediaHeader {
  const kind = String(component['format']).toLowerCase();
  const key = `${prefix}header.media`;
  if (kind === 'image' || kind === 'video') return { type: kind, key };
  report(`${path}.format`, 'invalid', 'must be IMAGE or VIDEO');
  return { type: 'image', key };
}
