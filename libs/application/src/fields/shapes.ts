import { orNull as schemaOrNull, type Schema } from './schema';

/** What is answered, said once: for the OpenAPI document and for the compiler. */
export interface Shape<Value> {
  readonly schema: Schema;
  /** Never there. It is how the compiler knows the type. */
  readonly value?: Value;
}

/** A shape that has a name in the document. */
export interface NamedShape<Value> extends Shape<Value> {
  readonly name: string;
}

/** The type of what a shape describes. */
export type Shown<Of> = Of extends Shape<infer Value> ? Value : never;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

export const text: Shape<string> = { schema: { type: 'string' } };
export const flag: Shape<boolean> = { schema: { type: 'boolean' } };
export const whole: Shape<number> = { schema: { type: 'integer', minimum: 0 } };
export const fraction: Shape<number> = { schema: { type: 'number', minimum: 0 } };
/** An instant, in RFC 3339 and UTC. */
export const time: Shape<string> = { schema: { type: 'string', format: 'date-time' } };
export const nothing: Shape<null> = { schema: { type: 'null' } };

export function oneOf<const Value extends string>(values: readonly Value[]): Shape<Value> {
  return { schema: { type: 'string', enum: [...values] } };
}

export function orNull<Value>({ schema }: Shape<Value>): Shape<Value | null> {
  return { schema: schemaOrNull(schema) };
}

/** What the document says of it, where its name does not. */
export function described<Value>({ schema }: Shape<Value>, description: string): Shape<Value> {
  return { schema: { ...schema, description } };
}

export function list<Item>({ schema }: Shape<Item>): Shape<readonly Item[]> {
  return { schema: { type: 'array', items: schema } };
}

/** An object of any names. */
export function map<Item>({ schema }: Shape<Item>): Shape<{ readonly [name: string]: Item }> {
  return { schema: { type: 'object', additionalProperties: schema } };
}

/** An object that the document does not look into. */
export function opaque<Value extends object>(): Shape<Value> {
  return { schema: { type: 'object' } };
}

/** Every property is always there. */
export function object<Properties extends Shapes>(
  properties: Properties,
): Shape<{ readonly [Name in keyof Properties]: Shown<Properties[Name]> }> {
  const schemas = Object.entries(properties).map(([name, { schema }]) => [name, schema]);
  return { schema: { type: 'object', required: Object.keys(properties), properties: Object.fromEntries(schemas) } };
}

/** One or the other. */
export function eitherOf<One, Other>({ schema: one }: Shape<One>, { schema: other }: Shape<Other>): Shape<One | Other> {
  return { schema: { anyOf: [one, other] } };
}

/** An object of which only these properties are always there. */
export function partOf<Value, const Always extends keyof Value & string>(
  { schema }: Shape<Value>,
  always: readonly Always[],
): Shape<Pick<Value, Always> & Partial<Value>> {
  return { schema: { ...schema, required: [...always] } };
}

/** An object with the same under each of these names. */
export function each<const Name extends string, Value>(
  names: readonly Name[],
  shape: Shape<Value>,
): Shape<Readonly<Record<Name, Value>>> {
  return { schema: object(Object.fromEntries(names.map((name) => [name, shape]))).schema };
}

export function named<Value>(name: string, { schema }: Shape<Value>): NamedShape<Value> {
  return { name, schema };
}

/** A named shape within another. */
export function refTo<Value>({ name }: NamedShape<Value>): Shape<Value> {
  return { schema: { $ref: `#/components/schemas/${name}` } };
}
