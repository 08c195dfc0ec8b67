import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { type Finding, finding, type Kind } from './kinds';

const KINDS = Symbol('kinds');

/** A property is declared with the type of its kind, no wider and no narrower. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : false) : false;

/** A field of a body or query, with one check, so that one wrong value gives one error. */
export function Field<Value>(kind: Kind<Value>, description?: string) {
  const { check, schema, optional = false, nullable = false } = kind;
  const known = description === undefined ? kind : { ...kind, schema: { ...schema, description } };
  const isGiven = (_: unknown, value: unknown) => !(optional && value === undefined) && !(nullable && value === null);
  const findings = (value: unknown) => (value === undefined ? finding('required', 'is missing') : check(value));
  const checks = [
    ValidateIf(isGiven),
    // class-validator carries one text per constraint; findings travel in it.
    ValidateBy({
      name: FIELD_CONSTRAINT,
      validator: {
        validate: (value) => findings(value).length === 0,
        defaultMessage: (found) => JSON.stringify(findings(found?.value)),
      },
    }),
    ...(kind.part ? [ValidateNested()] : []),
  ];
  return <Owner extends object, Name extends keyof Owner & string>(
    prototype: Owner,
    name: Name & (Same<Value, Owner[Name]> extends true ? unknown : never),
  ): void => {
    for (const decorate of checks) decorate(prototype, name);
    Reflect.defineMetadata(KINDS, new Map([...kindsAt(prototype), [name, known]]), prototype);
  };
}

export const FIELD_CONSTRAINT = 'field';

export function findingsOf(message: string): readonly Finding[] {
  return JSON.parse(message) as Finding[];
}

/** The fields of a class, by name; those of the class it extends first. */
export function kindsOf(type: Type): ReadonlyMap<string, Kind<unknown>> {
  return kindsAt(type.prototype as object);
}

function kindsAt(prototype: object): ReadonlyMap<string, Kind<unknown>> {
  return (Reflect.getMetadata(KINDS, prototype) ?? new Map()) as ReadonlyMap<string, Kind<unknown>>;
}
