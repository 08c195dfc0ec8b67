import 'reflect-metadata';
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiHideProperty, ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { type Check, type Finding, finding, id, isObject, notYet, text, type TextRules } from './checks';

const PARTS = Symbol('parts');

interface Presence {
  readonly optional?: boolean;
  /** null is a value of its own: it takes a setting away. */
  readonly nullable?: boolean;
}

/** A property of a body: one check, so that one wrong value gives one error. `schema` is JSON Schema of OpenAPI 3.1. */
export function Field(check: Check, schema: object, presence: Presence = {}): PropertyDecorator {
  const { optional = false, nullable = false } = presence;
  return applyDecorators(
    ApiProperty({ ...schema, required: !optional, ...(nullable ? { nullable } : {}) } as ApiPropertyOptions),
    ValidateIf((_, value) => !(optional && value === undefined) && !(nullable && value === null)),
    checked((value) => (value === undefined ? finding('required', 'is missing') : check(value))),
  );
}

export function TextField(rules: TextRules & { example?: string }, presence?: Presence): PropertyDecorator {
  const { example, ...limits } = rules;
  const schema = { type: 'string', minLength: rules.min ?? 1, maxLength: rules.max, ...(example ? { example } : {}) };
  return Field(text(limits), schema, presence);
}

export function IdField(presence?: Presence): PropertyDecorator {
  return Field(id, { type: 'string', maxLength: 128 }, presence);
}

/** A part of the body with a class of its own. */
export function Part(type: Type, presence: Presence = {}): PropertyDecorator {
  const isPart: Check = (value) => (isObject(value) ? [] : finding('not_an_object', 'must be an object'));
  return applyDecorators(
    Field(isPart, { type }, presence),
    (target: object, name?: string | symbol) =>
      Reflect.defineMetadata(PARTS, new Map([...partsAt(target), [name, type]]), target),
    ValidateNested(),
  );
}

/** Classes of the parts of a body, by name. */
export function partsOf(type: Type): ReadonlyMap<unknown, Type> {
  return partsAt(type.prototype as object);
}

function partsAt(prototype: object): ReadonlyMap<unknown, Type> {
  return (Reflect.getMetadata(PARTS, prototype) ?? new Map()) as ReadonlyMap<unknown, Type>;
}

/** A property that the design names and this version refuses by name. */
export function NotYet(): PropertyDecorator {
  return applyDecorators(
    ApiHideProperty(),
    ValidateIf((_, value) => value !== undefined),
    checked(notYet),
  );
}

/** class-validator carries one text per constraint; findings travel in it. */
function checked(check: Check): PropertyDecorator {
  return ValidateBy({
    name: FIELD_CONSTRAINT,
    validator: {
      validate: (value) => check(value).length === 0,
      defaultMessage: (found) => JSON.stringify(check(found?.value)),
    },
  });
}

export const FIELD_CONSTRAINT = 'field';

export function findingsOf(message: string): readonly Finding[] {
  return JSON.parse(message) as Finding[];
}
