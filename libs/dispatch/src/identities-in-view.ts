import type { ViewReader } from '@arauto/read-models';
import { identitiesView } from '@arauto/read-models/operational';

/** Keys looked up by one query. */
const SLICE = 500;
/** Of one person: a number and a user id for every phone they had. More are no person. */
const MOST_IDENTITIES = 32;

/** Which other keys are a person's, as far as the view does not say yet. */
export type LearnedSince = (key: string) => Iterable<string>;

/**
 * Under which other keys many persons are known, whichever was learned first and however many steps away; nobody without any is in
 * the answer. While nothing was learned of anybody it costs one count.
 */
export async function identitiesInView(
  views: Pick<ViewReader, 'count' | 'find'>,
  persons: readonly string[],
  learnedSince: LearnedSince = () => [],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const links = new Links();
  const { value } = await views.count(identitiesView, [], 1);
  let unasked: readonly string[] = persons;
  for (let step = 0; step < MOST_IDENTITIES && unasked.length > 0; step++) {
    for (const key of unasked) for (const other of learnedSince(key)) links.add(key, other);
    if (value > 0) await addLinks(views, unasked, links);
    unasked = links.takeUnasked(unasked);
  }
  const found = new Map<string, readonly string[]>();
  for (const person of persons) {
    const others = links.reach(person);
    if (others.length > 0) found.set(person, others);
  }
  return found;
}

/**
 * The keys of each, and what was learned of any of them: every key a person may be known under, those given first. In the order asked.
 * @param persons the keys of each that are known already
 */
export async function withLearnedKeys(
  views: Pick<ViewReader, 'count' | 'find'>,
  persons: readonly (readonly string[])[],
  learnedSince?: LearnedSince,
): Promise<readonly (readonly string[])[]> {
  const learned = await identitiesInView(views, persons.flat(), learnedSince);
  return persons.map((keys) => [...new Set([...keys, ...keys.flatMap((key) => learned.get(key) ?? [])])]);
}

async function addLinks(views: Pick<ViewReader, 'find'>, keys: readonly string[], links: Links): Promise<void> {
  for (let start = 0; start < keys.length; start += SLICE) {
    const slice = keys.slice(start, start + SLICE);
    const page = { fields: ['personKey', 'identity'], limit: SLICE * MOST_IDENTITIES } as const;
    const [byKey, byIdentity] = await Promise.all([
      views.find(identitiesView, { where: [{ field: 'personKey', in: slice }], ...page }),
      views.find(identitiesView, { where: [{ field: 'identity', in: slice }], ...page }),
    ]);
    for (const { doc } of [...byKey, ...byIdentity]) links.add(doc.personKey, doc.identity);
  }
}

/** Which keys were told to be one person's, both ways. */
class Links {
  private readonly links = new Map<string, Set<string>>();
  private readonly asked = new Set<string>();

  add(one: string, other: string): void {
    this.from(one).add(other);
    this.from(other).add(one);
  }

  /** Keys that came up since; `asked` are done. */
  takeUnasked(asked: readonly string[]): readonly string[] {
    for (const key of asked) this.asked.add(key);
    return [...this.links.keys()].filter((key) => !this.asked.has(key));
  }

  /** Everybody else that leads to a key, nearest first. */
  reach(key: string): readonly string[] {
    const reached = new Set([key]);
    for (const each of reached) {
      for (const other of this.links.get(each) ?? []) if (reached.size <= MOST_IDENTITIES) reached.add(other);
    }
    reached.delete(key);
    return [...reached];
  }

  private from(key: string): Set<string> {
    let others = this.links.get(key);
    if (!others) this.links.set(key, (others = new Set()));
    return others;
  }
}
