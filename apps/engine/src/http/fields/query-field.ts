import { applyDecorators } from '@nestjs/common';
import { type Check, finding, id, list, oneOf, text, time } from './checks';
import { Field } from './field';

type Convert = (texts: string | readonly string[]) => unknown;

const CONVERTS = Symbol('converts');
const LISTS = Symbol('lists');

/** A query parameter: text in the address, a value for the handler. */
function QueryField(check: Check, schema: object, options: { required?: boolean; convert?: Convert } = {}) {
  return applyDecorators(
    Field(check, schema, { optional: !options.required }),
    (target: object, name?: string | symbol) => {
      if (options.convert) remember(target, CONVERTS, { [name as string]: options.convert });
    },
  );
}

export function QueryText(max = 200, required = false): PropertyDecorator {
  return QueryField(text({ max }), { type: 'string', maxLength: max }, { required });
}

export function QueryId(required = false): PropertyDecorator {
  return QueryField(id, { type: 'string', maxLength: 128 }, { required });
}

export function QueryTime(required = false): PropertyDecorator {
  return QueryField(time, { type: 'string', format: 'date-time' }, { required });
}

export function QueryChoice(values: readonly string[], later: readonly string[] = []): PropertyDecorator {
  return QueryField(oneOf(values, later), { type: 'string', enum: [...values] });
}

export function QueryFlag(): PropertyDecorator {
  return QueryField(oneOf(['true', 'false']), { type: 'boolean' }, { convert: (value) => value === 'true' });
}

export function QueryWhole(min: number, max: number): PropertyDecorator {
  const check: Check = (value) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max
      ? []
      : finding('out_of_range', `must be a whole number from ${min} to ${max}`);
  return QueryField(check, { type: 'integer', minimum: min, maximum: max }, { convert: Number });
}

/** Several values repeat the name: `status=read&status=delivered`. */
export function QueryList(values: readonly string[] | undefined, max = 50): PropertyDecorator {
  const item = values === undefined ? text({ max: 100 }) : oneOf(values);
  const items = values === undefined ? { type: 'string' as const } : { type: 'string' as const, enum: [...values] };
  return applyDecorators(
    QueryField(list(item, { max }), { type: 'array', items }),
    (target: object, name?: string | symbol) => remember(target, LISTS, { [name as string]: true }),
  );
}

function remember(target: object, key: symbol, entry: Record<string, unknown>): void {
  const known = (Reflect.getMetadata(key, target) ?? {}) as Record<string, unknown>;
  Reflect.defineMetadata(key, { ...known, ...entry }, target);
}

export function convertsOf(prototype: object): Readonly<Record<string, Convert>> {
  return (Reflect.getMetadata(CONVERTS, prototype) ?? {}) as Record<string, Convert>;
}

export function isList(prototype: object, name: string): boolean {
  return Object.hasOwn((Reflect.getMetadata(LISTS, prototype) ?? {}) as object, name);
}
