import type { Random } from '@arauto/clock';
import type { Vault, VaultEntry } from './vault';

/** That a person was erased. */
export interface Erasure {
  /** A UUID. */
  readonly id: string;
  /** The personKey: keyed, so that it says nothing of anybody. */
  readonly person: string;
}

/** Who was erased, kept where no backup of the vault reaches: one that is put back brings everybody back who was erased since. */
export interface ErasedPersons {
  /** Durable when it resolves. */
  add(erasure: Erasure): Promise<void>;
  all(): Promise<readonly Erasure[]>;
}

/** How many erasures a vault is asked about at once. */
const AT_ONCE = 500;

/**
 * Erases a person from the vault, also from one that is put back later. Remembered before it is done, so that what a crash cuts short is done at the
 * next start.
 * @returns how many entries there were
 */
export async function erasePerson(
  vault: Vault,
  erased: ErasedPersons,
  person: string,
  random: Random,
): Promise<number> {
  const erasure = { id: random.uuid(), person };
  await erased.add(erasure);
  return erase(vault, erasure);
}

/**
 * Erases again whom this vault does not know to be erased. The vault itself says whom it knows, so that somebody who was erased and has come back since,
 * of their own will, is erased again only from a vault that was put back to before.
 * @returns how many persons
 */
export async function eraseAgain(vault: Vault, erased: ErasedPersons): Promise<number> {
  const all = await erased.all();
  let again = 0;
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE);
    const known = await vault.getMany(some.map(refOf));
    for (const erasure of some.filter((_, index) => known[index] === undefined)) {
      await erase(vault, erasure);
      again++;
    }
  }
  return again;
}

async function erase(vault: Vault, erasure: Erasure): Promise<number> {
  const entries = await vault.erase(erasure.person);
  await vault.put([knownToBeErased(erasure)]);
  return entries;
}

function refOf({ id }: Erasure): string {
  return `erased-${id}`;
}

/** Of nobody. */
function knownToBeErased(erasure: Erasure): VaultEntry {
  return { ref: refOf(erasure), kind: 'text', person: null, campaign: null, data: null };
}
