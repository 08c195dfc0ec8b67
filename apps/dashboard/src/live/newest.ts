/**
 * What the stream of changes has said of each thing, by position in the log: an older position never takes the place of a newer one, also after a
 * reconnect, when an engine that is behind may answer.
 *
 * Positions are texts of one length, whose order is the log's.
 */
export interface Heard<Thing> {
  /** The newest position that was heard of at all. */
  readonly position: string;
  readonly things: ReadonlyMap<string, { readonly position: string; readonly thing: Thing }>;
}

export const NOTHING_HEARD: Heard<never> = { position: '', things: new Map() };

interface HasId {
  readonly id: string;
}

/** Takes in what changed, as of a position. Answers the same object where that says nothing new. */
export function hear<Thing extends HasId>(
  heard: Heard<Thing>,
  position: string,
  changed: readonly Thing[],
): Heard<Thing> {
  const news = changed.filter(({ id }) => (heard.things.get(id)?.position ?? '') <= position);
  const newest = position > heard.position ? position : heard.position;
  if (news.length === 0 && newest === heard.position) return heard;
  const things = new Map(heard.things);
  for (const thing of news) things.set(thing.id, { position, thing });
  return { position: newest, things };
}

/**
 * What was read, with what was heard since in its place.
 * @param since the newest position heard of when the question was asked: the answer is at least as new
 */
export function withNewest<Thing extends HasId>(read: Thing, since: string, heard: Heard<Thing>): Thing {
  const known = heard.things.get(read.id);
  return known && known.position > since ? known.thing : read;
}
