/** A template that was checked and taken apart once, so that filling it in for a contact is joining texts. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly format: ParameterFormat;
  readonly header: TemplateHeader | null;
  readonly body: FillableText;
  readonly footer: string | null;
  readonly offer: TemplateOffer | null;
  readonly buttons: readonly TemplateButton[];
  /** Of a carousel, from left to right; none where there is none. */
  readonly cards: readonly TemplateCard[];
  /** The key of the one-time code that it brings, where it is of authentication. */
  readonly code: string | null;
  /** Every variable that needs a value once, in the order a reader meets them. */
  readonly variables: readonly TemplateVariable[];
  /** Those that the platform does without: payloads of quick replies, tokens of flows, the picture of a catalogue, name and address of a place. */
  readonly optional: readonly TemplateVariable[];
}

export type ParameterFormat = 'positional' | 'named';

export interface TemplateVariable {
  /**
   * What a campaign maps: the name (named), the number (body, positional), `header.1` (header text, positional), `header.media` (link or
   * media id), `header.latitude` and its like (location), `button.0` (ending of the link, coupon code, payload, token of a flow, products),
   * `offer.expires` (when a limited-time offer ends). Those of the first card of a carousel are the same behind `card_1.`: `card_1.1`,
   * `card_1.header.media`, `card_1.button.0`. No name has a dot in it, so that none can be taken for another.
   */
  readonly key: string;
  readonly in: 'header' | 'body' | 'button' | 'offer' | 'card';
}

/** Literal texts with a variable between each two: `texts.length === keys.length + 1`. */
export interface FillableText {
  readonly texts: readonly string[];
  readonly keys: readonly string[];
}

export type MediaFormat = 'image' | 'video' | 'document';

export interface MediaHeader {
  readonly type: MediaFormat;
  readonly key: string;
}

export interface LocationHeader {
  readonly type: 'location';
  readonly latitude: string;
  readonly longitude: string;
  readonly name: string;
  readonly address: string;
}

export type TemplateHeader = { readonly type: 'text'; readonly text: FillableText } | MediaHeader | LocationHeader;

/** `key`, where there is one, is the variable that fills it in. */
export type TemplateButton =
  /** Nothing to fill in. */
  | { readonly type: 'phone' | 'link' | 'voice_call'; readonly label: string; readonly to: string | null }
  /** A link that ends in a variable; an authentication button takes the code from the body. */
  | { readonly type: 'url'; readonly label: string; readonly url: string; readonly key: string }
  | { readonly type: 'copy_code'; readonly label: string; readonly key: string }
  /** The payload that a tap sends back; the platform gives the label where there is none. */
  | { readonly type: 'quick_reply'; readonly label: string; readonly key: string }
  /** The token that the flow is opened with. */
  | { readonly type: 'flow'; readonly label: string; readonly key: string }
  /** The product whose picture stands above; the first of the catalogue where none is named. */
  | { readonly type: 'catalog'; readonly label: string; readonly key: string }
  /** The products to choose among: `Shoes: SKU1, SKU2; Hats: SKU3`. */
  | { readonly type: 'mpm'; readonly label: string; readonly key: string };

/** What ends at a time that is told beside it. */
export interface TemplateOffer {
  readonly text: string;
  /** Null where it ends at no time. */
  readonly key: string | null;
}

export interface TemplateCard {
  readonly header: MediaHeader;
  readonly body: FillableText | null;
  readonly buttons: readonly TemplateButton[];
}

/** Whether a button can do without a value. */
export function isOptional({ type }: TemplateButton): boolean {
  return type === 'quick_reply' || type === 'flow' || type === 'catalog';
}

/** What is wrong with a template as it was given, and where: `components[1].buttons[0].url`. */
export interface TemplateProblem {
  readonly path: string;
  readonly code: 'invalid' | 'missing' | 'too_long' | 'too_many' | 'unsupported';
  readonly message: string;
}

/** Meta's limits in characters, buttons and cards (documentation of message templates, *Template components* and the pages of each kind). */
export const LIMITS = {
  header: 60,
  body: 1024,
  footer: 60,
  buttonText: 25,
  buttons: 10,
  urls: 2,
  phones: 1,
  url: 2000,
  cards: 10,
  fewestCards: 2,
  cardBody: 160,
  cardButtons: 2,
  offerText: 16,
  offerBody: 600,
  code: 15,
  products: 30,
  sections: 10,
};
