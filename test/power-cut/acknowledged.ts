import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { openSqliteVault } from '@arauto/privacy/sqlite';

/** What others were told, or saw, before the power went. */
export interface Acknowledged {
  /** Of the last command that was answered. */
  readonly position: string;
  /** Contacts of a file whose upload was completed. */
  readonly contacts: number;
  /** Calls that reached the provider: `{contactKey}|{attempt}`. */
  readonly calls: readonly string[];
}

/** One sentence for each thing that was acknowledged and that what is left of the stores does not have. */
export async function missing(kept: string, acknowledged: Acknowledged): Promise<string[]> {
  const lost: string[] = [];
  const store = openSqliteEventStore({ path: join(kept, 'events.db'), clock: systemClock });
  const head = await store.head();
  if (head < acknowledged.position)
    lost.push(`the log ends at ${head || 'the start'}, before ${acknowledged.position}`);
  const refs = new Set<string>();
  const attempts = new Set<string>();
  let contacts = 0;
  for await (const { type, stream, data } of store.readAll({ filter: { streamPrefixes: ['contact-'] } })) {
    if (type === 'ContactUploaded') contacts++;
    if (type === 'SendAttempted') attempts.add(`${stream.slice(stream.indexOf('.') + 1)}|${String(data['attempt'])}`);
    for (const name of ['ref', 'messageRef']) if (typeof data[name] === 'string') refs.add(data[name]);
  }
  await store.close();
  if (contacts < acknowledged.contacts) lost.push(`${acknowledged.contacts - contacts} contacts are not in the log`);
  const unclaimed = acknowledged.calls.filter((call) => !attempts.has(call));
  if (unclaimed.length > 0) lost.push(`${unclaimed.length} calls are not in the log`);
  const vault = await openSqliteVault(join(kept, 'vault.db'));
  const entries = await vault.getMany([...refs]);
  await vault.close();
  const unknown = entries.filter((entry) => entry === undefined).length;
  if (unknown > 0) lost.push(`${unknown} of ${refs.size} entries that the log refers to are not in the vault`);
  return lost;
}
