/** A template that was checked and taken apart once, so that filling it in for a contact is joining texts. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly format: ParameterFormat;
  readonly header: TemplateHeader | null;
  readonly body: FillableText;
  readonly footer: string | null;
  readonly buttons: readonly TemplateButton[];
  /** Every variable once, in the order a reader meets them. */
  readonly variables: readonly TemplateVariable[];
}

export type ParameterFormat = 'positional' | 'named';

export interface TemplateVariable {
  /**
   * What a campaign maps: the name (named), the number (body, positional), `header.1` (header text, positional),
   * `header.media` (link or media id), `button.0` (ending of the link, or coupon code).
   */
  readonly key: string;
  readonly in: 'header' | 'body' | 'button';
}

/** Literal texts with a variable between each two: `texts.length === keys.length + 1`. */
export interface FillableText {
  readonly texts: readonly string[];
  readonly keys: readonly string[];
}

export type MediaFormat = 'image' | 'video' | 'document';

export type TemplateHeader =
  { readonly type: 'text'; readonly text: FillableText } | { readonly type: MediaFormat; readonly key: string };

export type TemplateButton =
  /** Nothing to fill in: quick replies, calls, fixed links. */
  | { readonly type: 'fixed'; readonly label: string }
  /** A link that ends in a variable; an authentication button takes the code from the body. */
  | { readonly type: 'url'; readonly label: string; readonly url: string; readonly key: string }
  | { readonly type: 'copy_code'; readonly label: string; readonly key: string };

/** What is wrong with a template as it was given, and where: `components[1].buttons[0].url`. */
export interface TemplateProblem {
  readonly path: string;
  readonly code: 'invalid' | 'missing' | 'too_long' | 'too_many' | 'unsupported';
  readonly message: string;
}

/** Meta's limits in characters and buttons (documentation of message templates, *Template components*). */
export const LIMITS = {
  header: 60,
  body: 1024,
  footer: 60,
  buttonText: 25,
  buttons: 10,
  urls: 2,
  phones: 1,
  url: 2000,
};
