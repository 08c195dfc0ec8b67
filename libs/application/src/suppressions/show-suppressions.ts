import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import { identitiesInView, suppressionOf } from '@arauto/dispatch';
import { kindsHeld, SUPPRESSION_KINDS } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { StoredEntry, Vault } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import { identitiesView, type SuppressionDocument } from '@arauto/read-models/operational';
import { hydrate, shownPhone } from '../use-case/personal';
import type { SuppressionBody } from './suppression.body';

export interface SuppressionSources {
  readonly views: ViewReader;
  readonly vault: Vault;
  readonly events: Pick<EventReader, 'readStream'>;
}

/**
 * A page as people read it. Whoever is known under several keys is asked about under all of them: what was taken back under another
 * key no longer holds and is left out, and who opted out under a user id has the phone that was learned with it.
 */
export async function showSuppressions(
  { views, vault, events }: SuppressionSources,
  principal: Principal,
  found: readonly SuppressionDocument[],
): Promise<SuppressionBody[]> {
  const keys = [...new Set(found.map(({ personKey }) => personKey))];
  const others = await identitiesInView(views, keys);
  const entries = await phonesOf(views, vault, found, others);
  const shown: SuppressionBody[] = [];
  for (const document of found) {
    const { subaccountId, personKey, category, createdAt } = document;
    const own = others.get(personKey);
    const held = own
      ? kindsHeld((await suppressionOf(events, subaccountId, [personKey, ...own]))[category])
      : SUPPRESSION_KINDS;
    const kinds = held
      .flatMap((kind) => (document[kind] ? [{ kind, ...document[kind] }] : []))
      .sort((one, other) => other.at - one.at);
    const [newest] = kinds;
    if (!newest) continue;
    const { source, reason, evidence } = newest;
    shown.push({
      ...{ subaccountId, phone: shownPhone(entries.get(document), principal), category, reason, source, evidence },
      kinds: kinds.map(({ at, ...kind }) => ({ ...kind, at: instant(at) })),
      createdAt: instant(createdAt),
    });
  }
  return shown;
}

/** The vault's entry with the phone of each, where there is one. */
async function phonesOf(
  views: ViewReader,
  vault: Vault,
  documents: readonly SuppressionDocument[],
  others: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<SuppressionDocument, StoredEntry>> {
  const keysOf = ({ personKey }: SuppressionDocument) => [personKey, ...(others.get(personKey) ?? [])];
  const nameless = documents.filter((document) => document.ref === null && others.has(document.personKey));
  const learned = await refsOf(views, [...new Set(nameless.flatMap(keysOf))]);
  const refs = [...documents.map(({ ref }) => ref), ...[...learned.values()].flat()];
  const entries = await hydrate(vault, refs);
  const phones = new Map<SuppressionDocument, StoredEntry>();
  for (const document of documents) {
    const own = document.ref === null ? keysOf(document).flatMap((key) => learned.get(key) ?? []) : [document.ref];
    const entry = own.map((ref) => entries.get(ref)).find((each) => each !== undefined && each.phone !== null);
    if (entry) phones.set(document, entry);
  }
  return phones;
}

/** By key, where it lies what was learned of it. */
async function refsOf(views: ViewReader, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const refs = new Map<string, string[]>();
  const add = (key: string, ref: string) => refs.set(key, [...(refs.get(key) ?? []), ref]);
  if (keys.length === 0) return refs;
  for await (const rows of views.stream(identitiesView, { where: [{ field: 'personKey', in: keys }] })) {
    for (const { doc } of rows) add(doc.personKey, doc.ref);
  }
  for await (const rows of views.stream(identitiesView, { where: [{ field: 'identity', in: keys }] })) {
    for (const { doc } of rows) add(doc.identity, doc.ref);
  }
  return refs;
}
