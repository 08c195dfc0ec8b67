import { z } from 'zod';
import type { JsonValue } from '../json';

/** An RFC 3339 UTC text. */
export const instant = z.iso.datetime();
export const id = z.string().min(1);
export const text = z.string();
export const count = z.int().nonnegative();
/** Any JSON value. */
export const json: z.ZodType<JsonValue> = z.json();
export const positive = z.int().positive();

/** No data at all. A strict empty object has no type of its own in zod. */
export const nothing = z.strictObject({}) as unknown as z.ZodType<Record<never, never>>;

export const author = z.enum(['admin', 'system']);
export const failureText = z.strictObject({ code: id, message: text });
