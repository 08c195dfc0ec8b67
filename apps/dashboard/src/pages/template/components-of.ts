/** A template as most are: written in fields, without the provider's JSON. */
export interface Written {
  readonly header: string;
  readonly body: string;
  readonly footer: string;
  /** One a line. */
  readonly quickReplies: string;
}

export type Component = Readonly<Record<string, unknown>>;

/** In the provider's own shape; what is left empty is left out. */
export function componentsOf({ header, body, footer, quickReplies }: Written): Component[] {
  const buttons = quickReplies.split('\n').map((line) => line.trim());
  const labels = buttons.filter((label) => label !== '');
  return [
    ...(header.trim() === '' ? [] : [{ type: 'HEADER', format: 'TEXT', text: header.trim() }]),
    { type: 'BODY', text: body.trim() },
    ...(footer.trim() === '' ? [] : [{ type: 'FOOTER', text: footer.trim() }]),
    ...(labels.length === 0
      ? []
      : [{ type: 'BUTTONS', buttons: labels.map((text) => ({ type: 'QUICK_REPLY', text })) }]),
  ];
}

/** What somebody wrote as JSON; undefined where it is none, or no list of objects. */
export function componentsIn(json: string): Component[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);
    return isList ? (value as Component[]) : undefined;
  } catch {
    return undefined;
  }
}

/** Names of variables need the format of names; numbers the one of numbers. */
export function parameterFormatOf(components: readonly Component[]): 'named' | 'positional' {
  return /\{\{\s*[A-Za-z_]/.test(JSON.stringify(components)) ? 'named' : 'positional';
}
