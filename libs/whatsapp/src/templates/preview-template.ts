import { cleanValues, type TemplateValues } from './fill-template';
import { fill } from './fillable-text';
import { placeOf } from './place';
import type { MediaFormat, Template, TemplateButton, TemplateHeader } from './template';

export interface PreviewedHeader {
  readonly type: 'text' | MediaFormat | 'location';
  /** The text, the medium, or the place with its address. */
  readonly value: string;
}

/** `value`: where a link leads, whom a call reaches, what is copied or sent back; null where there is none. */
export interface PreviewedButton {
  readonly type: Exclude<TemplateButton['type'], 'link'>;
  readonly label: string;
  readonly value: string | null;
}

/** The parts of a message as a person would see them; a variable that has no value stands there as the template has it. */
export interface PreviewedTemplate {
  readonly header: PreviewedHeader | null;
  readonly body: string;
  readonly footer: string | null;
  /** `expires`: null where it is not told. */
  readonly offer: { readonly text: string; readonly expires: string | null } | null;
  readonly buttons: readonly PreviewedButton[];
  readonly cards: readonly {
    readonly header: PreviewedHeader;
    readonly body: string | null;
    readonly buttons: readonly PreviewedButton[];
  }[];
}

/** Fills in what there is, whatever else is missing or wrong. */
export function previewTemplate(template: Template, values: TemplateValues): PreviewedTemplate {
  const given = cleanValues(template, values);
  const optional = new Set(template.optional.map(({ key }) => key));
  const valueOf = (key: string) => given(key) || (optional.has(key) ? '' : `{{${key}}}`);
  const { header, body, footer, offer, buttons, cards } = template;
  return {
    header: header && headerOf(header, valueOf),
    body: fill(body, valueOf),
    footer,
    offer: offer && { text: offer.text, expires: offer.key === null ? null : valueOf(offer.key) },
    buttons: buttons.map((button) => buttonOf(button, valueOf)),
    cards: cards.map((card) => ({
      header: headerOf(card.header, valueOf),
      body: card.body && fill(card.body, valueOf),
      buttons: card.buttons.map((button) => buttonOf(button, valueOf)),
    })),
  };
}

type ValueOf = (key: string) => string;

function headerOf(header: TemplateHeader, valueOf: ValueOf): PreviewedHeader {
  switch (header.type) {
    case 'text':
      return { type: 'text', value: fill(header.text, valueOf) };
    case 'location':
      return { type: 'location', value: placeOf(header, valueOf) };
    default:
      return { type: header.type, value: valueOf(header.key) };
  }
}

function buttonOf(button: TemplateButton, valueOf: ValueOf): PreviewedButton {
  const { label } = button;
  if (!('key' in button)) return { type: button.type === 'link' ? 'url' : button.type, label, value: button.to };
  const value = valueOf(button.key);
  return { type: button.type, label, value: (button.type === 'url' ? button.url + value : value) || null };
}
