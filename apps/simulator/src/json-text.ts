const PLAIN = /^[ !#-.0-[\]-~]*$/;

/**
 * A JSON string the way Meta writes it: non-ASCII as lowercase `\uXXXX`, slashes escaped. A receiver that verifies the
 * signature over re-serialised JSON instead of the raw bytes fails here, as it would in production.
 */
export function jsonText(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : escaped(JSON.stringify(text));
}

/** Any JSON value in the same notation. */
export function jsonValue(value: unknown): string {
  return escaped(JSON.stringify(value));
}

function escaped(json: string): string {
  return json.replace(/[/\u007f-\uffff]/g, (character) =>
    character === '/' ? '\\/' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
