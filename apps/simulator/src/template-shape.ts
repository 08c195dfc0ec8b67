/** A template component in the provider's own shape; only what sending depends on is named. */
export interface TemplateComponent {
  readonly type: string;
  readonly format?: string | undefined;
  readonly text?: string | undefined;
  readonly buttons?: readonly TemplateButton[] | undefined;
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

/** What a template wants from a message. */
export interface TemplateShape {
  readonly body: TextShape;
  readonly headerText: TextShape | undefined;
  readonly headerMedia: 'image' | 'video' | 'document' | 'location' | undefined;
  /** Indexes of URL buttons whose address ends in a variable. */
  readonly urlButtons: readonly number[];
  /** Texts and indexes of the quick replies. */
  readonly quickReplies: readonly { readonly index: number; readonly text: string }[];
}

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

function textShape(text: string): TextShape {
  const variables = [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1]!))];
  return { variables, fixedLength: text.replace(VARIABLE, '').length };
}

/** Works out once what every message of the template is checked against. */
export function readShape(components: readonly TemplateComponent[]): TemplateShape {
  const ofType = (type: string): TemplateComponent | undefined =>
    components.find((component) => component.type.toUpperCase() === type);
  const header = ofType('HEADER');
  const format = header?.format?.toUpperCase() ?? (header ? 'TEXT' : undefined);
  const buttons = ofType('BUTTONS')?.buttons ?? [];
  return {
    body: textShape(ofType('BODY')?.text ?? ''),
    headerText: format === 'TEXT' ? textShape(header?.text ?? '') : undefined,
    headerMedia:
      format === 'IMAGE' || format === 'VIDEO' || format === 'DOCUMENT' || format === 'LOCATION'
        ? (format.toLowerCase() as TemplateShape['headerMedia'])
        : undefined,
    urlButtons: buttons.flatMap(({ type, url }, index) =>
      type.toUpperCase() === 'URL' && url?.includes('{{') ? [index] : [],
    ),
    quickReplies: buttons.flatMap(({ type, text = '' }, index) =>
      type.toUpperCase() === 'QUICK_REPLY' ? [{ index, text }] : [],
    ),
  };
}
