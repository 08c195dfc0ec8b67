import type { components } from '../../api/schema';
import type { ParameterMapping } from '../../parts/campaign-settings';
import type { Row } from './row';

export type ParameterSource = ParameterMapping[string];
type Tried = components['schemas']['TriedContacts'];

/** What is of every contact, whatever columns a file has. */
export const OF_CONTACTS = ['name', 'phone', 'correlationId'] as const;

/** What a person has under the name of a field; empty where there is nothing. */
export function valueIn(row: Row | undefined, field: string): string {
  const own = OF_CONTACTS.find((each) => each === field);
  return (own ? row?.[own] : row?.parameters?.[field]) ?? '';
}

type Variables = Pick<components['schemas']['Template'], 'variables' | 'optionalVariables'>;

/**
 * The engine wants every variable mapped, and nothing else: what is new is the column of its name until somebody says otherwise. What may go
 * without a value does, until somebody gives it one.
 */
export function mappingFor(
  { variables, optionalVariables }: Variables,
  before: ParameterMapping = {},
): ParameterMapping {
  const given = optionalVariables.filter((variable) => Object.hasOwn(before, variable));
  return Object.fromEntries(
    [...variables, ...given].map((variable) => [variable, before[variable] ?? { from: variable }]),
  );
}

/** Variables whose value no column of the file brings, and nothing stands in for. */
export function unmapped(mapping: ParameterMapping, columns: readonly string[]): readonly string[] {
  return Object.entries(mapping).flatMap(([variable, source]) => {
    if ('value' in source) return source.value === '' ? [variable] : [];
    const isThere = (OF_CONTACTS as readonly string[]).includes(source.from) || columns.includes(source.from);
    return isThere || (source.default ?? '') !== '' ? [] : [variable];
  });
}

/** Which column of a file is what; null for none. */
export interface ChosenColumns {
  readonly phone: string | null;
  readonly name: string | null;
  readonly correlationId: string | null;
}

/** As the reader found them. */
export function foundColumns({ mapping }: Tried): ChosenColumns {
  return {
    phone: mapping?.phone ?? null,
    name: mapping?.name ?? null,
    correlationId: mapping?.correlationId ?? null,
  };
}

/**
 * What to tell the reader so that it takes the columns that were chosen. What is left out it looks for by itself: a column that it must not take for a
 * name, say, is named as a parameter.
 */
export function columnMapping(chosen: ChosenColumns, columns: readonly string[]) {
  const { phone, name, correlationId } = chosen;
  const taken = [phone, name, correlationId];
  const others = columns.filter((column) => column !== '' && !taken.includes(column));
  const mustNotFind = name === null || correlationId === null;
  return {
    ...(phone !== null && { phone }),
    ...(name !== null && { name }),
    ...(correlationId !== null && { correlationId }),
    ...(mustNotFind && { parameters: Object.fromEntries(others.map((column) => [column, column])) }),
  };
}

/** As people call what stands between the cells. */
export const DELIMITERS: Readonly<Record<string, 'comma' | 'semicolon' | 'tab' | 'bar'>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};
