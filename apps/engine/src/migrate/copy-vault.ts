import type { StoredEntry, Vault } from '@arauto/privacy';

/** Pages that are being written at once: the vault writes two transactions beside each other. */
const AT_ONCE = 3;

/**
 * Puts every entry of a vault into another, but for those that are there as they are here.
 * @param onProgress told how many were looked at
 */
export async function copyVault(
  source: Vault,
  copy: Vault,
  onProgress: (entries: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const writing: Promise<void>[] = [];
  let entries = 0;
  for await (const page of source.entries()) {
    signal.throwIfAborted();
    const there = await copy.getMany(page.map(({ ref }) => ref));
    const missing = page.filter((entry, at) => there[at] === undefined || textOf(there[at]) !== textOf(entry));
    const put = copy.put(missing).then(() => onProgress((entries += page.length)));
    put.catch(() => undefined);
    writing.push(put);
    if (writing.length >= AT_ONCE) await writing.shift();
  }
  await Promise.all(writing);
}

/** Entries of a vault that another one has not: how many. */
export async function strangersIn(copy: Vault, source: Vault): Promise<number> {
  let strangers = 0;
  for await (const page of copy.entries()) {
    const known = await source.getMany(page.map(({ ref }) => ref));
    strangers += known.filter((entry) => entry === undefined).length;
  }
  return strangers;
}

/** An entry as text: the same for the same entry in any vault. */
export function textOf({ ref, kind, person, campaign, phone, name, data }: StoredEntry): string {
  return JSON.stringify([ref, kind, person, campaign, phone, name, data]);
}
