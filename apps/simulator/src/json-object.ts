/** A JSON object that came from outside: nothing about its fields is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, undefined when it is anything else (an array too). */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The value as a text, undefined when it is anything else. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
