import type { FilledTemplate } from './fill-template';
import { fill } from './fillable-text';
import { placeOf } from './place';
import type { TemplateButton } from './template';

/**
 * What the person reads, for the report: header, offer, body and footer on lines of their own, then the buttons in brackets; of a carousel
 * each card behind its number.
 */
export function renderText({ template, valueOf }: FilledTemplate): string {
  const { header, body, footer, offer, buttons, cards } = template;
  const lines: string[] = [];
  if (header?.type === 'text') lines.push(fill(header.text, valueOf));
  else if (header?.type === 'location') {
    lines.push(`[location] ${placeOf(header, valueOf)}`);
  } else if (header) lines.push(`[${header.type}]`);
  if (offer) lines.push(offer.key === null ? offer.text : `${offer.text} (${valueOf(offer.key)})`);
  lines.push(fill(body, valueOf));
  if (footer !== null) lines.push(footer);
  if (buttons.length > 0) lines.push(labelsOf(buttons));
  cards.forEach((card, index) => {
    lines.push(`${index + 1}. [${card.header.type}] ${card.body ? fill(card.body, valueOf) : ''}`.trimEnd());
    lines.push(labelsOf(card.buttons));
  });
  return lines.join('\n');
}

function labelsOf(buttons: readonly TemplateButton[]): string {
  return buttons.map(({ label, type }) => `[${label || type}]`).join(' ');
}
