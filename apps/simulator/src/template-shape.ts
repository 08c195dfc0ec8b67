/** A template component in the provider's own shape; only what sending depends on is named. */
export interface TemplateComponent {
  readonly type: string;
  readonly format?: string | undefined;
  readonly text?: string | undefined;
  readonly buttons?: readonly TemplateButton[] | undefined;
  readonly cards?: unknown;
  readonly limited_time_offer?: unknown;
}

export interface TemplateButton {
  readonly type: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
}

/** A text with holes: what must fill them and how long the result may be. */
export interface TextShape {
  readonly variables: readonly string[];
  /** Length of the text without its variables, characters. */
  readonly fixedLength: number;
}

type HeaderMedia = 'image' | 'video' | 'document' | 'location';

/** What a message gives for a button: what it must, what it may, or nothing. */
export interface ButtonShape {
  readonly type: string;
  /** As a message calls it: codes are buttons with a link. */
  readonly subType: string;
  readonly text: string;
  readonly needs: 'text' | 'coupon_code' | 'action' | undefined;
}

/** What is the same of a message and of a card of its carousel. */
export interface PartShape {
  readonly body: TextShape;
  readonly headerText: TextShape | undefined;
  readonly headerMedia: HeaderMedia | undefined;
  readonly buttons: readonly ButtonShape[];
}

/** What a template wants from a message. */
export interface TemplateShape extends PartShape {
  readonly cards: readonly PartShape[];
  /** Whether it has a limited-time offer, and one that ends. */
  readonly offer: 'endless' | 'ends' | undefined;
}

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

function textShape(text: string): TextShape {
  const variables = [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1]!))];
  return { variables, fixedLength: text.replace(VARIABLE, '').length };
}

/** Works out once what every message of the template is checked against. */
export function readShape(components: readonly TemplateComponent[], category: string): TemplateShape {
  const ofType = (type: string) => components.find((component) => component.type.toUpperCase() === type);
  const cards = ofType('CAROUSEL')?.cards;
  const offer = ofType('LIMITED_TIME_OFFER')?.limited_time_offer as { has_expiration?: unknown } | undefined;
  return {
    ...partShape(components, category),
    cards: (Array.isArray(cards) ? (cards as { components?: readonly TemplateComponent[] }[]) : []).map((card) =>
      partShape(card.components ?? [], category),
    ),
    offer: offer && (offer.has_expiration === true ? 'ends' : 'endless'),
  };
}

function partShape(components: readonly TemplateComponent[], category: string): PartShape {
  const ofType = (type: string) => components.find((component) => component.type.toUpperCase() === type);
  const header = ofType('HEADER');
  const format = header?.format?.toUpperCase() ?? (header ? 'TEXT' : undefined);
  const isMedia = format !== undefined && ['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'].includes(format);
  // The text of a code is the platform's own where its owner gave none.
  const ownText = category === 'AUTHENTICATION' ? '{{1}}' : '';
  return {
    body: textShape(ofType('BODY')?.text ?? ownText),
    headerText: format === 'TEXT' ? textShape(header?.text ?? '') : undefined,
    headerMedia: isMedia ? (format.toLowerCase() as HeaderMedia) : undefined,
    buttons: (ofType('BUTTONS')?.buttons ?? []).map(buttonShape),
  };
}

function buttonShape({ type, text = '', url }: TemplateButton): ButtonShape {
  const upper = type.toUpperCase();
  const needs: Readonly<Record<string, ButtonShape['needs']>> = {
    URL: url?.includes('{{') ? 'text' : undefined,
    OTP: 'text',
    COPY_CODE: 'coupon_code',
    FLOW: 'action',
    MPM: 'action',
  };
  return { type: upper, subType: upper === 'OTP' ? 'url' : upper.toLowerCase(), text, needs: needs[upper] };
}
