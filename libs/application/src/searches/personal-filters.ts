import type { JsonValue, SearchTerms } from '@arauto/domain';
import { parsePhone, type StoredEntry, type Vault, type VaultEntry } from '@arauto/privacy';
import { Inject, Injectable } from '@nestjs/common';
import { Identities } from '../identities/identities';
import type { Filters } from '../reports/given-filters';
import { VAULT } from '../tokens';
import { hydrate } from '../use-case/personal';
import { invalid } from '../use-case/problems';
import type { KnownSubaccount } from '../use-case/scope';

type Terms = Pick<SearchTerms, 'filters' | 'phoneRefs' | 'nameRef'>;

/** Filters of a search, whole. Of who was erased there is nothing any more. */
export interface WholeFilters {
  readonly filters: { readonly [name: string]: JsonValue };
  readonly phones: readonly string[] | null;
  readonly name: string | null;
  /** Which of these named somebody who has been erased. */
  readonly erased: readonly ('phone' | 'name')[];
}

/**
 * Filters as a report takes them. Who was erased is nobody: a phone that is not there any more finds nothing, and not everything. A name that is gone
 * would find everybody: whoever asks looks at `erased` first.
 */
export function questionFilters({ filters, phones, name }: WholeFilters): Filters {
  return { ...filters, ...(phones && { phone: phones }), ...(name !== null && { name }) };
}

/** What filters name of people: in the vault, each phone as that of its person, so that it goes with whatever else is theirs. */
@Injectable()
export class PersonalFilters {
  constructor(
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  /**
   * Puts them there. Durable when it resolves.
   * @param newRef a ref for each
   * @throws Refusal for a phone without a subaccount: nobody could say whose it is
   */
  async keep(
    { phone, name, ...filters }: Filters,
    subaccount: KnownSubaccount | null,
    newRef: (what: string) => string,
  ): Promise<Terms> {
    const entries: VaultEntry[] = [];
    const put = async (what: string, entry: Partial<VaultEntry> & Pick<VaultEntry, 'person'>) => {
      const ref = newRef(what);
      entries.push({ ref, kind: 'text', campaign: null, data: null, ...entry });
      return ref;
    };
    const phones = phone === undefined ? undefined : [phone as string | readonly string[]].flat();
    if (phones && !subaccount) {
      throw invalid('subaccountId', 'required', 'subaccountId must be given: filters.phone is looked for within it.');
    }
    const phoneRefs: string[] = [];
    for (const [at, each] of (phones ?? []).entries()) {
      phoneRefs.push(await put(`phone ${at}`, { person: await this.personOf(each, subaccount!), phone: each }));
    }
    const nameRef = name === undefined ? null : await put('name', await this.entryOf(name as string));
    if (entries.length > 0) await this.vault.put(entries);
    return { filters: filters as Terms['filters'], phoneRefs: phones ? phoneRefs : null, nameRef };
  }

  /** Of each search, in their order. */
  async read(searches: readonly Terms[]): Promise<readonly WholeFilters[]> {
    const refs = searches.flatMap(({ phoneRefs, nameRef }) => [...(phoneRefs ?? []), nameRef]);
    const entries = await hydrate(this.vault, refs);
    return searches.map((search) => wholeOf(search, entries));
  }

  /** Of nobody: who has it in their name nobody says. What knows before which erasures it was saved takes it away after one. */
  private async entryOf(name: string) {
    return { person: null, name, data: { erasures: await this.vault.erasures() } };
  }

  private async personOf(phone: string, subaccount: KnownSubaccount): Promise<string | null> {
    const parsed = parsePhone(phone, subaccount);
    return parsed.ok ? this.identities.personKey(subaccount.id, parsed.canonical) : null;
  }
}

function wholeOf({ filters, phoneRefs, nameRef }: Terms, entries: ReadonlyMap<string, StoredEntry>): WholeFilters {
  const phones = phoneRefs && phoneRefs.flatMap((ref) => entries.get(ref)?.phone ?? []);
  const name = nameRef === null ? null : (entries.get(nameRef)?.name ?? null);
  const erased = [
    ...((phones?.length ?? 0) < (phoneRefs?.length ?? 0) ? (['phone'] as const) : []),
    ...(nameRef !== null && name === null ? (['name'] as const) : []),
  ];
  return { filters, phones, name, erased };
}
