import type { ExportOrder } from '@arauto/domain';
import type { Vault, VaultEntry } from '@arauto/privacy';
import type { GivenFilters } from './export-filters';

/** What an export was filtered by is gone: a person was erased. Without it the file would hold others. */
export class FiltersErased extends Error {
  override readonly name = 'FiltersErased';
  constructor() {
    super('Whom the export was to be filtered by was erased meanwhile. Ask for another export.');
  }
}

/** A filter that names persons: each text of it, and everybody whom that may be. */
export interface PersonalFilter {
  readonly name: string;
  /** Whether it is a list of texts, and not one. */
  readonly isList: boolean;
  readonly texts: readonly { readonly text: string; readonly persons: readonly string[] }[];
}

/** The entry that an order names: it says where the texts are, and has none itself. */
interface Kept {
  readonly filters: readonly { readonly name: string; readonly isList: boolean; readonly refs: readonly string[][] }[];
  /** The vault's mark where some text is of nobody in particular: whoever was erased since may have been meant. */
  readonly erasures: string | null;
}

/** Where they are kept. */
export function personalRefOf(exportId: string): string {
  return `${exportId}.filters`;
}

/**
 * Puts them there, each text once for everybody whom it may be, as theirs: with any of them it is erased, and with it the filters as a whole.
 * Durable when it resolves.
 */
export async function keepPersonalFilters(
  vault: Pick<Vault, 'put' | 'erasures'>,
  ref: string,
  filters: readonly PersonalFilter[],
): Promise<void> {
  const entries: VaultEntry[] = [];
  const keep = (person: string | null, data: unknown, own: string) => {
    entries.push({ ref: own, kind: 'text', person, campaign: null, data });
    return own;
  };
  const isOfNobody = filters.some(({ texts }) => texts.some(({ persons }) => persons.length === 0));
  const kept: Kept = {
    erasures: isOfNobody ? await vault.erasures() : null,
    filters: filters.map(({ name, isList, texts }) => {
      const refs = texts.map(({ text, persons }, at) =>
        (persons.length > 0 ? persons : [null]).map((person, nth) => keep(person, text, `${ref}.${name}.${at}.${nth}`)),
      );
      return { name, isList, refs };
    }),
  };
  keep(null, kept, ref);
  await vault.put(entries);
}

/** Every ref of the filters of exports, as far as they are there: with one person's the others may be left. */
export async function refsOfFilters(vault: Pick<Vault, 'getMany'>, refs: readonly string[]): Promise<string[]> {
  const entries = await vault.getMany(refs);
  return entries.flatMap((entry) => {
    if (!entry) return [];
    return [...keptIn(entry.data).filters.flatMap((filter) => filter.refs.flat()), entry.ref];
  });
}

/** All filters of an order. @throws FiltersErased where any of whom they name was erased */
export async function allFilters(
  vault: Pick<Vault, 'getMany' | 'erasures'>,
  { filters, personalRef }: Pick<ExportOrder, 'filters' | 'personalRef'>,
): Promise<GivenFilters> {
  if (personalRef === null) return filters;
  const [entry] = await vault.getMany([personalRef]);
  const kept = keptIn(entry?.data);
  if (kept.filters.length === 0) throw new FiltersErased();
  if (kept.erasures !== null && kept.erasures !== (await vault.erasures())) throw new FiltersErased();
  const whole: Record<string, string | string[]> = {};
  for (const { name, isList, refs } of kept.filters) {
    const copies = await vault.getMany(refs.flat());
    const there = new Map(copies.flatMap((copy) => (copy ? [[copy.ref, copy.data as string] as const] : [])));
    if (there.size < copies.length) throw new FiltersErased();
    const texts = refs.map(([first]) => there.get(first!)!);
    whole[name] = isList ? texts : texts[0]!;
  }
  return { ...filters, ...whole };
}

function keptIn(data: unknown): Kept {
  const { filters = [], erasures = null } = (data ?? {}) as Partial<Kept>;
  return { filters, erasures };
}
