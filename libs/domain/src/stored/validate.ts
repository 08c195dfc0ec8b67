import { storedSchemas } from './schemas';

/**
 * What is wrong with the data of a stored event of today's version, one text per fault (`to.state: Invalid option…`); empty when
 * nothing is. For tests and `arauto verify`, not for the hot path. An unknown type has nothing wrong: readers ignore it.
 */
export function validateStored(type: string, data: unknown): readonly string[] {
  if (!Object.hasOwn(storedSchemas, type)) return [];
  const checked = storedSchemas[type as keyof typeof storedSchemas].safeParse(data);
  return checked.success
    ? []
    : checked.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
}
