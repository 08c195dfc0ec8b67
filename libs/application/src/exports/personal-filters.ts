import type { ExportOrder } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import type { GivenFilters } from './export-filters';

/** What an export was filtered by is gone: a person was erased. Without it the file would hold others. */
export class FiltersErased extends Error {
  override readonly name = 'FiltersErased';
  constructor() {
    super('Whom the export was to be filtered by was erased meanwhile. Ask for another export.');
  }
}

/** Where they are kept. */
export function personalRefOf(exportId: string): string {
  return `${exportId}.filters`;
}

/** @param person who they name, if they name one and nobody else */
export function keepPersonalFilters(
  vault: Pick<Vault, 'put'>,
  ref: string,
  filters: GivenFilters,
  person: string | null,
): Promise<void> {
  return vault.put([{ ref, kind: 'text', person, campaign: null, data: filters }]);
}

/** All filters of an order. @throws FiltersErased */
export async function allFilters(
  vault: Pick<Vault, 'getMany'>,
  { filters, personalRef }: Pick<ExportOrder, 'filters' | 'personalRef'>,
): Promise<GivenFilters> {
  if (personalRef === null) return filters;
  const [entry] = await vault.getMany([personalRef]);
  if (!entry?.data) throw new FiltersErased();
  return { ...filters, ...(entry.data as GivenFilters) };
}
