import { orNull as schemaOrNull, type Schema } from './schema';

/** Puts a sentence of the engine's own into other words. */
export type Reword = (sentence: string) => string;

/** What is answered, said once: for the OpenAPI document, for the compiler and for whoever puts it into another language. */
export interface Shape<Value> {
  readonly schema: Schema;
  /** The same value with every sentence of the engine's own in other words; left out where there is none in it. */
  reworded?(value: Value, reword: Reword): Value;
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
/** What the engine says in its own words: in the language of the request. Names, codes and what persons wrote are `text`. */
export const sentence: Shape<string> = { schema: { type: 'string' }, reworded: (value, reword) => reword(value) };
export const flag: Shape<boolean> = { schema: { type: 'boolean' } };
export const whole: Shape<number> = { schema: { type: 'integer', minimum: 0 } };
export const fraction: Shape<number> = { schema: { type: 'number', minimum: 0 } };
/** An instant, in RFC 3339 and UTC. */
export const time: Shape<string> = { schema: { type: 'string', format: 'date-time' } };
export const nothing: Shape<null> = { schema: { type: 'null' } };

export function oneOf<const Value extends string>(values: readonly Value[]): Shape<Value> {
  return { schema: { type: 'string', enum: [...values] } };
}

export function orNull<Value>(shape: Shape<Value>): Shape<Value | null> {
  return {
    schema: schemaOrNull(shape.schema),
    ...rewording(
      shape,
      (inner): Rewording<Value | null> =>
        (value, reword) =>
          value === null ? null : inner(value, reword),
    ),
  };
}

/** What the document says of it, where its name does not. */
export function described<Value>(shape: Shape<Value>, description: string): Shape<Value> {
  return { ...shape, schema: { ...shape.schema, description } };
}

export function list<Item>(item: Shape<Item>): Shape<readonly Item[]> {
  return {
    schema: { type: 'array', items: item.schema },
    ...rewording(item, (inner) => (items: readonly Item[], reword) => items.map((one) => inner(one, reword))),
  };
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
  const entries = Object.entries(properties);
  const schemas = entries.map(([name, { schema }]) => [name, schema]);
  const worded = entries.filter(([, { reworded }]) => reworded !== undefined);
  return {
    schema: { type: 'object', required: Object.keys(properties), properties: Object.fromEntries(schemas) },
    ...(worded.length > 0 && { reworded: (value, reword) => inProperties(worded, value, reword) }),
  };
}

/** What is left out of a part of it stays so. */
function inProperties<Value extends object>(
  worded: readonly (readonly [name: string, shape: Shape<unknown>])[],
  value: Value,
  reword: Reword,
): Value {
  const said = value as Readonly<Record<string, unknown>>;
  const there = worded.filter(([name]) => said[name] !== undefined);
  return {
    ...value,
    ...Object.fromEntries(there.map(([name, { reworded }]) => [name, reworded!(said[name], reword)])),
  };
}

/** One or the other, which may have properties in common that say the same. */
export function eitherOf<One, Other>(one: Shape<One>, other: Shape<Other>): Shape<One | Other> {
  const either = [one, other] as readonly Shape<unknown>[];
  return {
    schema: { anyOf: [one.schema, other.schema] },
    ...(either.some(({ reworded }) => reworded !== undefined) && {
      reworded: (value: One | Other, reword: Reword) =>
        either.reduce<unknown>((said, { reworded }) => reworded?.(said, reword) ?? said, value) as One | Other,
    }),
  };
}

/** An object of which only these properties are always there. */
export function partOf<Value, const Always extends keyof Value & string>(
  { schema, reworded }: Shape<Value>,
  always: readonly Always[],
): Shape<Pick<Value, Always> & Partial<Value>> {
  return {
    schema: { ...schema, required: [...always] },
    ...(reworded && {
      reworded: reworded as unknown as Rewording<Pick<Value, Always> & Partial<Value>>,
    }),
  };
}

/** An object with the same under each of these names. */
export function each<const Name extends string, Value>(
  names: readonly Name[],
  shape: Shape<Value>,
): Shape<Readonly<Record<Name, Value>>> {
  return { schema: object(Object.fromEntries(names.map((name) => [name, shape]))).schema };
}

export function named<Value>(name: string, shape: Shape<Value>): NamedShape<Value> {
  return { name, ...shape };
}

/** A named shape within another. */
export function refTo<Value>(shape: NamedShape<Value>): Shape<Value> {
  return {
    schema: { $ref: `#/components/schemas/${shape.name}` },
    ...rewording(shape, (inner) => inner),
  };
}

type Rewording<Value> = (value: Value, reword: Reword) => Value;

/** What is made of a part's rewording; nothing of one that says nothing. */
function rewording<Part, Whole>(
  { reworded }: Shape<Part>,
  whole: (part: Rewording<Part>) => Rewording<Whole>,
): Pick<Shape<Whole>, 'reworded'> {
  return reworded === undefined ? {} : { reworded: whole(reworded) };
}
