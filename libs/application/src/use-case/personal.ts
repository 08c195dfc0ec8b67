import { may, type Principal } from '@arauto/access';
import type { StoredEntry, Vault } from '@arauto/privacy';

/** Vault entries of a page by ref, in one look-up. What is not among them was erased, or is damaged. */
export async function hydrate(
  vault: Vault,
  refs: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, StoredEntry>> {
  const wanted = [...new Set(refs.filter((ref) => typeof ref === 'string'))];
  if (wanted.length === 0) return new Map();
  // one damaged entry must not keep a whole page from everybody; who sends says of it that it is
  const entries = await vault.getMany(wanted, () => undefined);
  return new Map(wanted.flatMap((ref, index) => (entries[index] ? [[ref, entries[index]] as const] : [])));
}

/** Whoever may not read personal data learns that it is there, and the end of a number, to tell rows apart. */
export function seesPersonal(principal: Principal): boolean {
  return may(principal, 'personal:read');
}

/** E.164; the text as uploaded where it is no number. Null where it was erased. */
export function shownPhone(entry: Pick<StoredEntry, 'phone'> | undefined, principal: Principal): string | null {
  if (!entry || entry.phone === null) return null;
  return seesPersonal(principal) ? entry.phone : maskPhone(entry.phone);
}

/** Any other personal text. */
export function shownText(text: string | null | undefined, principal: Principal): string | null {
  if (text === null || text === undefined) return null;
  return seesPersonal(principal) ? text : MASK;
}

/** Parameters of a contact: their names are columns of a file, their values are the person's. */
export function shownParameters(
  parameters: Readonly<Record<string, string>>,
  principal: Principal,
): Readonly<Record<string, string>> {
  if (seesPersonal(principal)) return parameters;
  return Object.fromEntries(Object.keys(parameters).map((name) => [name, MASK]));
}

const MASK = '•••';
const LEFT_VISIBLE = 4;

function maskPhone(text: string): string {
  // What is no number may be a name in the wrong column, and its end as telling as the whole.
  const isNumber = /^\+?[\d\s().-]+$/.test(text);
  return isNumber && text.length > LEFT_VISIBLE * 2 ? `${MASK}${text.slice(-LEFT_VISIBLE)}` : MASK;
}
